import base64
import email
import email.policy
import itertools
import quopri
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replylint.readers.excerpt import Excerpt
from replylint.readers.mail.body import body_text
from replylint.readers.mail.choose import choose
from replylint.readers.mail.fields import field_text
from replylint.readers.mail.flowed import unflowed
from replylint.readers.mail.letter import read_letter
from replylint.readers.mail.read import read_mail, read_mbox
from replylint.readers.mail.structure import Scan, walk
from replylint.readers.mail.view import view
from replylint.readers.options import ReadOptions
from replylint.text.reply import Reply
from replylint.text.span import Span

CHARSETS = {
    "us-ascii": st.characters(min_codepoint=32, max_codepoint=126),
    "utf-8": st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
    "iso-8859-1": st.characters(min_codepoint=160, max_codepoint=255) | st.sampled_from("abc .=,>-_"),
    "windows-1252": st.sampled_from("abc ’“”€é – ="),
    "koi8-r": st.sampled_from("абвгд Ёж abc ="),
    "iso-2022-jp": st.sampled_from("日本語 の abc ="),
    "shift_jis": st.sampled_from("日本語 の abc ソ"),
    "gb2312": st.sampled_from("中文 abc"),
    "euc-kr": st.sampled_from("한국어 abc"),
    "utf-16": st.sampled_from("abc é日🙂"),
}
ENCODINGS = {"utf-16": ["base64"], "us-ascii": ["7bit", "quoted-printable", "base64"]}
MOST = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def exact(reply_text, source_text, offsets):
    """Every exact stretch reads the same on both sides, and the map covers the text."""
    assert (offsets.segments[-1].target.end if offsets.segments else 0) == len(reply_text)
    for target, source, same in offsets.segments:
        assert not same or target.of(reply_text) == source.of(source_text)


@st.composite
def texts(draw, charset):
    lines = draw(st.lists(st.text(CHARSETS[charset], max_size=90), min_size=1, max_size=6))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


@st.composite
def leaves(draw):
    """The bytes of a part with a text, fields first."""
    charset = draw(st.sampled_from([*CHARSETS]))
    encoding = draw(st.sampled_from(ENCODINGS.get(charset, ["8bit", "quoted-printable", "base64"])))
    raw = draw(texts(charset)).encode(charset)
    match encoding:
        case "quoted-printable":
            raw = quopri.encodestring(raw)
        case "base64":
            letters = base64.b64encode(raw)
            width = draw(st.integers(1, 80))
            raw = b"\n".join(letters[at : at + width] for at in range(0, len(letters), width))
    kind = draw(st.sampled_from(["plain", "plain", "html"]))
    quote = draw(st.sampled_from(['"', ""]))
    fold = draw(st.sampled_from([" ", "\n\t", "\n  "]))
    head = f"Content-Type: text/{kind};{fold}charset={quote}{charset}{quote}"
    return f"{head}\ncontent-transfer-encoding: {encoding}\n\n".encode() + raw


@st.composite
def messages(draw):
    """The bytes of a message of nested parts."""
    tree = draw(
        st.recursive(
            leaves(),
            lambda inner: st.tuples(
                st.sampled_from(["mixed", "alternative", "related", "signed"]),
                st.lists(inner, min_size=1, max_size=3),
            ),
            max_leaves=5,
        )
    )
    data = b"Subject: Your order\nMIME-Version: 1.0\n" + written(tree, itertools.count())
    return data.replace(b"\n", b"\r\n") if draw(st.booleans()) else data


def written(tree, numbers):
    if isinstance(tree, bytes):
        return tree
    kind, children = tree
    boundary = f"=_part {next(numbers)}'x".encode()
    parts = [b"--" + boundary + b"\n" + written(child, numbers) + b"\n" for child in children]
    head = f"Content-Type: multipart/{kind}; boundary=".encode() + b'"' + boundary + b'"\n\n'
    return head + b"preamble\n" + b"".join(parts) + b"--" + boundary + b"--\nepilogue\n"


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


@given(messages())
@MOST
def test_parts_are_decoded_as_the_standard_library_does(data):
    source = view(data, "a.eml")
    mine = [part for part in walk(Scan(source).message(Span(0, len(source.text)))) if not part.children]
    theirs = [
        part
        for part in email.message_from_bytes(data, policy=email.policy.default).walk()
        if not part.is_multipart()
    ]
    assert [part.kind for part in mine] == [part.get_content_type() for part in theirs]
    for part, other in zip(mine, theirs, strict=True):
        text = body_text(source, part, [])
        raw = other.get_payload(decode=True)
        assert lines(text.text) == lines(raw.decode(other.get_content_charset()).removeprefix("\ufeff"))
        exact(text.text, source.text, text.offsets)


@given(messages(), st.booleans())
@MOST
def test_replies_of_any_message_point_into_the_file(data, boxed):
    for item in (read_mbox if boxed else read_mail)(data, "a.eml", ReadOptions()):
        if isinstance(item, Reply):
            exact(item.text, item.source.text, item.offsets)
            if item.customer_offsets:
                exact(item.customer, item.source.text, item.customer_offsets)
            assert all(0 <= zone.span.start < zone.span.end <= len(item.text) for zone in item.regions)


@given(st.text(CHARSETS["utf-8"], max_size=120), st.sampled_from(["\n", "\r\n"]))
@MOST
def test_subjects_are_decoded_as_the_standard_library_does(subject, linesep):
    message = EmailMessage()
    message["Subject"] = subject
    data = message.as_bytes(policy=email.policy.default.clone(linesep=linesep))
    source = view(data, "a.eml")
    value = Scan(source).message(Span(0, len(source.text))).fields["subject"]
    text = field_text(source, value)
    assert (
        text.text.strip()
        == str(email.message_from_bytes(data, policy=email.policy.default)["subject"]).strip()
    )
    exact(text.text, source.text, text.offsets)


PARAGRAPH = st.lists(st.sampled_from(["we", "can", "don't", "refund", "naïve"]), min_size=1, max_size=40).map(
    " ".join
)


@given(
    st.lists(st.tuples(st.integers(0, 2), PARAGRAPH), min_size=1, max_size=5),
    st.booleans(),
    st.integers(20, 72),
)
@MOST
def test_flowed_text_is_unfolded(paragraphs, delsp, width):
    folded = []
    for depth, words in paragraphs:
        marks = ">" * depth + " " * bool(depth)
        rows, row = [], ""
        for word in words.split(" "):
            if row and len(row) + len(word) > width:
                rows.append(row)
                row = ""
            row += word + " "
        rows.append(row.rstrip())
        folded += [marks + row + (" " if delsp else "") for row in rows[:-1]] + [marks + rows[-1]]
        folded += [marks.strip()]
    text = "\r\n".join(folded) + "\r\n"
    out = unflowed(Excerpt.of(text, Span(0, len(text))), delsp=delsp)
    expected = [">" * depth + " " * bool(depth) + words for depth, words in paragraphs]
    assert [line.rstrip() for line in out.text.split("\r\n") if line.strip("> ")] == expected
    exact(out.text, text, out.offsets)


WORDS = st.sampled_from(
    [
        "On 3 May 2024, at 10:11, Jo <jo@example.com> wrote:",
        "Am 3.5.2024 um 10:11 schrieb Jo:",
        "> quoted",
        ">> deeper",
        "",
        "-- ",
        "Sam",
        "Sent from my iPhone",
        "From: Jo <jo@example.com>",
        "Sent: Monday",
        "To: us",
        "Subject: help",
        "-----Original Message-----",
        "________________",
        "```",
        "Hi Jo,",
        "we can help.",
        "On the one hand",
        "wrote:",
    ]
)


@given(st.lists(WORDS, max_size=25), st.sampled_from(["\n", "\r\n", "\r"]))
@MOST
def test_letters_point_into_the_text_and_lose_no_line_of_it(rows, linesep):
    text = linesep.join(rows)
    letter = read_letter(Excerpt.of(text, Span(0, len(text))))
    exact(letter.own.text, text, letter.own.offsets)
    exact(letter.customer.text, text, letter.customer.offsets)
    if not any(mark in text for mark in (">", "On 3", "Am 3", "Original", "From:", "iPhone", "wrote:")):
        assert letter.own.text == text


@pytest.mark.parametrize("charset", [*CHARSETS])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_charset_is_traced(charset, data):
    text = data.draw(texts(charset))
    raw = b"Content-Type: text/plain; charset=" + charset.encode() + b"\nContent-Transfer-Encoding: 8bit\n\n"
    source = view(raw + text.encode(charset) or b"x", "a.eml")
    part = Scan(source).message(Span(0, len(source.text)))
    chosen = choose(part, source)
    assert chosen.texts == [part]
    read = body_text(source, part, [])
    assert read.text.removeprefix("\ufeff") == text.removeprefix("\ufeff")
    exact(read.text, source.text, read.offsets)
