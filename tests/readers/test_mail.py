import base64
import io
import random

import pytest

from replylint.readers.mail.read import read_mail
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply, Turn, Zone
from replylint.text.span import Span

BODY = b"Hi Jo,\n\nit is on its way.\n"


def read_bytes(data, name="a.eml", **options):
    return list(read(["-"], ReadOptions(stdin_filename=name, **options), stdin=io.BytesIO(data)))


def the_reply(data, **options):
    (reply,) = read_bytes(data, **options)
    assert isinstance(reply, Reply), reply
    return reply


def told(items):
    return [
        f"{item.level} {item.location} {item.message}" if isinstance(item, Problem) else item.text
        for item in items
    ]


def mixed(*parts, kind="mixed"):
    head = f'Content-Type: multipart/{kind}; boundary="b"\n\n'.encode()
    return head + b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"


PLAIN = b"Content-Type: text/plain\n\nplain"
PAGE = b"Content-Type: text/html\n\n<p>page</p>"


def test_every_word_stands_at_its_place_in_the_file():
    data = (
        b"Subject: =?utf-8?q?Your_order_=E2=9C=93?=\r\n of today\r\nContent-Type: text/plain\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nHi J=C3=B3,\r\n\r\nunfor=\r\ntunately not.\r\n"
    )
    subject, reply = read_bytes(data)
    assert (subject.text, subject.ident, subject.turn) == ("Your order ✓ of today", "subject", Turn.MIDDLE)
    assert (reply.text, reply.ident, reply.turn) == ("Hi Jó,\r\n\r\nunfortunately not.\r\n", "", Turn.WHOLE)

    def on_disk(words, item):
        at = item.text.index(words)
        return item.source_span(Span(at, at + len(words))).of(item.source.text)

    assert on_disk("unfortunately", reply) == "unfor=\r\ntunately"
    assert on_disk("ó", reply) == "=C3=B3"
    assert on_disk("order", subject) == "=?utf-8?q?Your_order_=E2=9C=93?="
    assert on_disk("today", subject) == "today"
    assert reply.source.point(reply.source_span(Span(10, 13)).start).line == 8


def test_base64_is_traced_by_groups_of_four():
    data = b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(BODY)
    reply = the_reply(data)
    assert reply.text == BODY.decode()
    assert reply.source_span(Span(0, 2)).of(reply.source.text) == base64.b64encode(BODY)[:4].decode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (mixed(PLAIN, PAGE, kind="alternative"), "plain"),
        (mixed(PAGE, PLAIN, kind="alternative"), "plain"),
        (mixed(b"Content-Type: text/plain\n\n \n", PAGE, kind="alternative"), "page"),
        (mixed(PAGE, b"Content-Type: image/png\n\nx", kind="related"), "page"),
        (mixed(PLAIN, b"Content-Type: text/plain\nContent-Disposition: attachment\n\nno"), "plain"),
        (mixed(PLAIN, b"Content-Type: text/plain; name=a.txt\n\nno"), "plain"),
        (mixed(PLAIN, b"Content-Type: text/calendar\n\nno", PLAIN), "plain\n\nplain"),
        (mixed(PLAIN, b"Content-Type: application/pgp-signature\n\nno", kind="signed"), "plain"),
        (b"From sam@example.com Mon May  3 10:11:12 2027\nTo: jo\n\nplain", "plain"),
        (b"To: jo\n--text follows this line--\nplain", "plain"),
        (b"\nplain", "plain"),
        (b"Content-Type: rubbish\n\nplain", "plain"),
        (b"Content-Type: text/plain; charset=no-such\n\nplain", "plain"),
        (b"Content-Type: text/plain; charset=utf-16\n\nplain!", "plain!"),
        (b"Content-Type: text/plain; charset*0*=utf-8''ut; charset*1=f-8\n\nna\xc3\xafve", "naïve"),
        (b"\xef\xbb\xbfTo: jo\n\nplain", "plain"),
        (b"Content-Type: text/plain; format=flowed; delsp=yes\n\non \nits\n", "onits\n"),
    ],
)
def test_the_text_of_a_mail(data, expected):
    assert the_reply(data).text == expected


def test_what_is_quoted_is_the_customers_message_and_the_signature_stays():
    data = b"Subject: Re: lamp\n\nYes.\n\n-- \nSam\n\nOn 3 May 2027 Jo wrote:\n> Is it?\n> > No\n"
    reply = the_reply(data)
    assert reply.text == "Yes.\n\n-- \nSam\n\n"
    assert reply.regions == (Zone("signature", Span(6, 15)),)
    assert reply.customer == "Is it?\n"
    assert reply.customer_offsets.to_source(Span(0, 5)).of(reply.source.text) == "Is it"
    assert the_reply(data, customer="Where?").customer == "Where?"
    assert the_reply(data, customer="Where?").customer_offsets is None


def test_a_message_that_is_passed_on_is_the_customers():
    inner = b"Content-Type: message/rfc822\n\nSubject: lamp\nContent-Type: text/html\n\n<p>Where?</p>"
    reply = the_reply(mixed(PLAIN, inner))
    assert (reply.text, reply.customer) == ("plain", "Where?")


@pytest.mark.parametrize(
    "subject", ["Re: lamp", "RE: lamp", "Aw: lamp", "[shop #1] Fwd: lamp", "Re[2]: lamp", "答复: 灯", " "]
)
def test_a_subject_that_is_the_customers_is_no_reply(subject):
    the_reply(f"Subject: {subject}\n\nYes.\n".encode())


def test_a_mailbox_is_read_message_by_message():
    data = (
        b"From a@b.cd Mon May  3 10:11:12 2027\nSubject: One\n\nHi.\n>From here.\n\nFrom there.\n\n"
        b"From a@b.cd Mon May  3 10:11:12 2027\nSubject: Re: Two\nContent-Type: text/plain; charset=latin-1"
        b"\n\nna\xefve\n"
    )
    for name, options in (("a.mbox", {}), ("box", {}), ("box", {"mail": True})):
        items = read_bytes(data, name, **options)
        assert [(item.ident, item.text) for item in items] == [
            ("1/subject", "One"),
            ("1", "Hi.\nFrom here.\n\nFrom there.\n\n"),
            ("2", "naïve\n"),
        ]
    assert items[1].source_span(Span(9, 13)).of(items[1].source.text) == "here"


def test_mail_says_that_standard_input_is_a_mail():
    (plain,) = read(["-"], ReadOptions(), stdin=io.BytesIO(b"To: jo\n\nYes.\n"))
    (mail,) = read(["-"], ReadOptions(mail=True), stdin=io.BytesIO(b"To: jo\n\nYes.\n"))
    assert (plain.text, mail.text) == ("To: jo\n\nYes.\n", "Yes.\n")


NESTED = (
    b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000))
    + b"\nplain"
)

MULTIPART = b"Content-Type: multipart/mixed"
BOUNDARY = MULTIPART + b'; boundary="b"\n\n'
BAD = [
    (b"", "error a.eml not checked: the file is empty"),
    (b"\0\0", "error a.eml not checked: the file is empty"),
    (b"To: jo\n\n", "error a.eml:3:1 not checked: the mail is empty"),
    (b"To: jo\n\n> theirs\n", "error a.eml:3:1 not checked: the mail holds nothing but quotations"),
    (
        b"Content-Type: image/png\n\nx",
        'error a.eml:3:1 not checked: the mail has no text (only "image/png")',
    ),
    (b"To: jo\n\na\0b", "error a.eml:3:2 not checked: the mail holds a NUL character"),
    (
        b"To: jo\n\n" + b"a" * 8_000_001,
        "error a.eml:3:1 not checked: the mail has a text of more than 8,000,000 characters",
    ),
    (
        BOUNDARY + b"plain",
        "note a.eml:3:1 the boundary between the mail's parts never comes; it was read as one text",
    ),
    (
        MULTIPART + b"\n\nplain",
        "note a.eml:3:1 the mail names no boundary between its parts; it was read as one text",
    ),
    (BOUNDARY + b"--b\n\nplain", "note a.eml:3:1 the mail's parts have no end: is it cut off?"),
    (
        b"Content-Type: text/plain; charset=utf-8\n\nna\xefve",
        "note a.eml:3:1 read as Windows-1252: the part says the charset utf-8, and that does not fit",
    ),
    (
        b"Content-Transfer-Encoding: x-gzip\n\nH4sIA",
        "error a.eml:3:1 not checked: the mail has its text in the transfer encoding 'x-gzip'",
    ),
    (
        b"Content-Transfer-Encoding: utf-8\n\nplain",
        "note a.eml:3:1 read as it stands: there is no transfer encoding 'utf-8'",
    ),
]


@pytest.mark.parametrize(("data", "expected"), BAD, ids=range(len(BAD)))
def test_bad_mails_are_told(data, expected):
    assert expected in told(read_bytes(data))


def test_what_is_odd_in_every_part_is_said_once():
    said = [line for line in told(read_bytes(NESTED)) if line.startswith("note")]
    assert len(said) == len({line.split(" ", 2)[2] for line in said})


def test_parts_are_bounded():
    items = read_bytes(NESTED)
    assert any("more than 20 levels" in item.message for item in items if isinstance(item, Problem))
    many = read_bytes(mixed(*[PLAIN] * 3000))
    assert sum(len(item.text) for item in many if isinstance(item, Reply)) < 10_000
    assert "note a.eml:4000:1 more than 1,000 parts; the rest was passed over" in told(many)
    fields = read_bytes(b"a: b\n" * 2000 + b"\nplain")
    assert told(fields) == [
        "note a.eml:1001:1 more than 1,000 header fields; the rest was passed over",
        "plain",
    ]


CRAFTED = {
    "fields": b"a: b\n" * 20_000 + b"\nplain",
    "folds": b"Subject: a\n" + b" b\n" * 30_000 + b"\nplain",
    "words": b"Subject: " + b"=?utf-8?q?=C3?= " * 5000 + b"\n\nplain",
    "parameters": b"Content-Type: text/plain" + b"; a=b" * 20_000 + b"\n\nplain",
    "boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 20_000,
    "soft": b"Content-Transfer-Encoding: quoted-printable\n\n" + b"a=\n" * 30_000,
    "spaces": b"Content-Transfer-Encoding: quoted-printable\n\na" + b" " * 100_000 + b"b",
    "dashes": b"Content-Transfer-Encoding: base64\n\nS" + b"-" * 100_000,
    "letters": b"Content-Transfer-Encoding: base64\n\n" + b"S\n" * 50_000,
    "flowed": b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 30_000,
    "passed on": b"Content-Type: message/rfc822\n\n" * 5000 + b"plain",
    "froms": b"From a@b" + b" " * 100_000 + b"\n",
}


@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_mails_take_time_in_proportion(name):
    """They only have to come to an end."""
    read_bytes(CRAFTED[name])
    read_bytes(CRAFTED[name], "a.mbox")


SEEDS = [
    mixed(PLAIN, PAGE, kind="alternative"),
    mixed(
        mixed(PLAIN, PAGE).replace(b'"b"', b'"c"').replace(b"--b", b"--c"),
        b"Content-Type: message/rfc822\n\n" + PLAIN,
    ),
    b"Subject: =?iso-8859-1?b?WWVz?=\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(BODY * 3),
    b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + "日本語 plain".encode("iso-2022-jp"),
    b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>na=C3=AF</p>",
    b"From a@b.cd Mon May  3 10:11:12 2027\n\nYes.\n\nOn 3 May 2027 Jo <jo@example.com> wrote:\n> Is it?\n",
]


def test_damaged_mails_never_raise():
    luck = random.Random(5)
    for _ in range(1500):
        data = bytearray(luck.choice(SEEDS))
        for _ in range(luck.randint(1, 8)):
            at = luck.randrange(len(data))
            match luck.randrange(4):
                case 0:
                    data[at] = luck.randrange(256)
                case 1:
                    del data[at : at + luck.randint(1, 20)]
                case 2:
                    data[at:at] = data[luck.randrange(len(data) or 1) :][: luck.randint(1, 30)]
                case _:
                    data[at:at] = luck.choice([b"\n", b"\r", b"--b", b"=?", b"=", b">", b"\0", b"\xff"])
            data = data or bytearray(b"x")
        for name in ("a.eml", "a.mbox", "a.html", "a.md"):
            for item in read_bytes(bytes(data), name):
                if isinstance(item, Reply):
                    for target, source, exact in item.offsets.segments:
                        assert not exact or target.of(item.text) == source.of(item.source.text)
                else:
                    assert item.level in (Level.ERROR, Level.NOTE)
                    assert item.location


def test_the_reader_raises_only_problems():
    assert [item.text for item in read_mail(b"To: jo\n\nplain", "a.eml", ReadOptions())] == ["plain"]
