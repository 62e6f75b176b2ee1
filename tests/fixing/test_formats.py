"""A fixed file says what the fixes say, in every format, and is the same in all else."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from email.message import EmailMessage
from email.policy import SMTP

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtrial import FOUND, fixed, judge, reader
from replylint.readers.options import ReadOptions

PIECES = (
    "pls", "im", "qq", "rd", "uni", "the the", "box", "Hi Jo,", "NEVER", "wow!!!", "ok?!", "lol", "it's",
    '"so"', "a & b", "1 < 2", "café", "🙂", "x: y", "- z", "# w", "{n}", "a\\b",
)  # fmt: skip
TEXT = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", "  ", "\n", "\n\n"])),
    min_size=1,
    max_size=8,
)
REPLY = TEXT.map(lambda pairs: "".join(piece + gap for piece, gap in pairs).strip(" \n"))
ROWS = st.lists(st.tuples(REPLY, st.sampled_from(["pls", "the the", "!!", ""])), min_size=1, max_size=4)


def check(name, data, options):
    """Fixes a file; gives its new bytes, after looking at what holds in every format."""
    result = fixed(name, data, options)
    encoding = result.document.source.encoding
    assert [problem.message for problem in result.problems if "Universität" not in problem.message] == []
    assert not result.problems or name == "x.eml"
    assert result.document.is_faithful()
    again = fixed(name, result.document.data, options)
    assert again.done == []
    assert again.document.data == result.document.data
    before, after = reader(name, options)(data).replies, result.document.replies
    for old, new in zip(before, after, strict=True):
        assert (old.ident, old.customer, old.turn) == (new.ident, new.customer, new.turn)
    if not result.done:
        assert result.document.data == data
    if result.problems:
        return result.document.data
    left = [f for report in judge(after) for f in report.findings if f.fix and f.fix.safe]
    exact = [
        f
        for r in judge(after)
        for f in r.findings
        if f.fix and f.fix.safe and r.reply.offsets.is_exact(f.fix.span)
    ]
    assert exact == []
    assert result.left.inexact == len(left)
    assert encoding == before[0].source.encoding
    return result.document.data


@settings(deadline=None, max_examples=60)
@given(ROWS, st.booleans(), st.sampled_from([None, 2]))
def test_json(rows, ascii_only, indent):
    data = json.dumps(
        [{"text": text, "note": note} for text, note in rows], ensure_ascii=ascii_only, indent=indent
    )
    after = check("x.json", data.encode(), ReadOptions(reply_field="text")).decode()
    read = json.loads(after)
    assert [row["note"] for row in read] == [note for _, note in rows]
    again = json.dumps(read, ensure_ascii=ascii_only, indent=indent)
    assert ascii_only or again == after


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_jsonl(rows):
    data = "".join(json.dumps({"note": note, "text": text}) + "\r\n" for text, note in rows)
    after = check("x.jsonl", data.encode(), ReadOptions(reply_field="text")).decode()
    assert [json.loads(line)["note"] for line in after.split("\r\n")[:-1]] == [note for _, note in rows]


@settings(deadline=None, max_examples=60)
@given(
    ROWS,
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["", "utf-8-sig", "utf-16"]),
)
def test_csv(rows, delimiter, quoting, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerows([("note", "text"), *((note, text) for text, note in rows)])
    after = check("x.csv", out.getvalue().encode(encoding or "utf-8"), ReadOptions(reply_field="text"))
    read = list(csv.reader(io.StringIO(after.decode(encoding or "utf-8"), newline=""), delimiter=delimiter))
    assert [note for note, _ in read[1:]] == [note for _, note in rows]


@settings(deadline=None, max_examples=60)
@given(ROWS, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans())
def test_yaml(rows, style, unicode):
    data = yaml.safe_dump(
        [{"text": text, "note": note} for text, note in rows],
        default_style=style,
        allow_unicode=unicode,
        width=40,
    )
    options = ReadOptions(reply_paths=("$[*].text",))
    if not reader("x.yaml", options)(data.encode()).replies:
        return
    after = check("x.yaml", data.encode(), options).decode()
    assert [row["note"] for row in yaml.safe_load(after)] == [note for _, note in rows]


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_xml(rows):
    root = ET.Element("all")
    for text, note in rows:
        entry = ET.SubElement(root, "entry", {"note": note})
        ET.SubElement(entry, "text").text = text
    options = ReadOptions(reply_paths=("$.all.entry[*].text[*]",))
    data = ET.tostring(root)
    if len(reader("x.xml", options)(data).replies) != len(rows):
        return
    after = check("x.xml", data, options)
    assert [entry.get("note") for entry in ET.fromstring(after)] == [note for _, note in rows]


@settings(deadline=None, max_examples=60)
@given(
    REPLY, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_plain(text, encoding, end):
    data = (text.replace("\n", end) + end).encode(encoding)
    after = check("x.txt", data, ReadOptions()).decode(encoding)
    assert not [hit for hit in FOUND.finditer(after) if hit[0] != "lol"]


@pytest.mark.parametrize("name", ["x.md", "x.html"])
@settings(deadline=None, max_examples=60)
@given(REPLY)
def test_markup(name, text):
    if reader(name, ReadOptions())(text.encode()).replies:
        check(name, text.encode(), ReadOptions())


@settings(deadline=None, max_examples=60)
@given(
    REPLY, st.sampled_from(["7bit", "quoted-printable", "base64"]), st.sampled_from(["utf-8", "iso-8859-1"])
)
def test_mail(text, encoding, charset):
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Subject"] = "Sam <sam@example.com>", "pls read"
    text = text.encode(charset, "ignore").decode(charset)
    if not text.isascii() and encoding == "7bit":
        text = text.encode("ascii", "ignore").decode()
    mail.set_content(text + "\n", charset=charset, cte=encoding)
    data = bytes(mail)
    if not reader("x.eml", ReadOptions())(data).replies:
        return
    after = check("x.eml", data, ReadOptions())
    assert b"Subject: Please read" in after
    if encoding == "base64":
        assert after.replace(b"Please read", b"pls read") == data


def test_cp1252_takes_what_it_has_letters_for():
    data = "uni café pls".encode("cp1252")
    assert fixed("x.txt", data, ReadOptions()).document.data == "Universität café please".encode("cp1252")
    data = "uni café pls".encode("iso-8859-15") + b"\x9d"
    assert reader("x.txt", ReadOptions())(data).replies == ()


def test_fixes_uncover_fixes():
    result = fixed("x.txt", b"so so the the the the box", ReadOptions())
    assert result.document.data == b"so the box"
