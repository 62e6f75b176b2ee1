import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.readers.decode import decode, encode
from replylint.text.problem import Level, ProblemsError

readable = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), max_size=60)
letters = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc"]) | st.sampled_from("\n"), max_size=60
)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
@given(text=readable)
def test_each_encoding_round_trips(encoding, mark, text):
    if encoding == "utf-8":
        text = "Hi, " + text
    data = mark + text.encode(encoding)
    source, notes = decode(data, "a.txt")
    assert (source.text, source.encoding, notes) == (text, encoding, ())
    assert encode(source.text, source.encoding) == data


@given(letters)
def test_other_text_is_read_as_windows_1252_with_a_note(text):
    data = "é ".encode("cp1252") + text.encode("cp1252")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return
    try:
        source, notes = decode(data, "a.txt")
    except ProblemsError as error:
        assert "damaged" in error.problems[0].message
        return
    assert source.text == data.decode("cp1252")
    assert encode(source.text, source.encoding) == data
    assert [note.level for note in notes] == [Level.NOTE]


def test_the_note_says_where_the_first_such_byte_is():
    _, (note,) = decode("Hi,\nthe café".encode("cp1252"), "a.txt")
    assert note.message == "read as Windows-1252: byte 12 (line 2) is no UTF-8"
    assert note.location == "a.txt:2:8"
    assert note.hint == "save the file as UTF-8"


SAVE = "save the draft as plain text (UTF-8) and check that file"
REFUSED = [
    ("pdf", b"%PDF-1.7\n...", "a.pdf", "looks like a binary file (a PDF)", f"this is a PDF: {SAVE}"),
    (
        "docx",
        b"PK\x03\x04\x14\0word/",
        "a.docx",
        "looks like a binary file (a Word document)",
        f"this is a Word document: {SAVE}",
    ),
    (
        "zip",
        b"PK\x03\x04\x14\0",
        "a.zip",
        "looks like a binary file (a ZIP archive (as Word and Excel files are))",
        f"this is a ZIP archive (as Word and Excel files are): {SAVE}",
    ),
    ("png", b"\x89PNG\r\n\x1a\n", "a.png", "looks like a binary file (a picture)", "name a text file"),
    ("nul", b"Hi\0there, all of you", "a.txt", "looks like a binary file (NUL bytes)", SAVE),
    ("controls", b"\x01\x02\x03abc", "a.txt", "looks like a binary file (many control characters)", SAVE),
    (
        "bytes",
        b"\xff\x01abc",
        "a.txt",
        "looks like a binary file (control characters, and bytes that are no UTF-8)",
        SAVE,
    ),
    (
        "utf-16 without mark",
        "Hi Jane,".encode("utf-16-le"),
        "a.txt",
        "looks like UTF-16LE text without a byte order mark",
        "save it as UTF-8, or convert it: iconv -f UTF-16LE -t UTF-8 OLD > NEW",
    ),
    (
        "utf-32 without mark",
        "Hi Jane,".encode("utf-32-be"),
        "a.txt",
        "looks like UTF-32BE text without a byte order mark",
        "save it as UTF-8, or convert it: iconv -f UTF-32BE -t UTF-8 OLD > NEW",
    ),
    (
        "half a utf-16",
        codecs.BOM_UTF16_LE + "Hi\nyou".encode("utf-16-le")[:-1],
        "a.txt",
        "the UTF-16 text is damaged or cut off at byte 13 (line 2)",
        "save the file as UTF-8 again, from the program that wrote it",
    ),
    (
        "lone surrogate",
        codecs.BOM_UTF16_LE + b"H\0\x00\xd8i\0",
        "a.txt",
        "the UTF-16 text is damaged or cut off at byte 5 (line 1)",
        "save the file as UTF-8 again, from the program that wrote it",
    ),
    (
        "cut utf-8",
        "café, naïve — ok…".encode()[:-1],
        "a.txt",
        "the UTF-8 text is damaged or cut off at byte 21 (line 1)",
        "save the file as UTF-8 again, from the program that wrote it",
    ),
    (
        "no windows-1252",
        b"a\x81b",
        "a.txt",
        "the UTF-8 text is damaged or cut off at byte 2 (line 1)",
        "save the file as UTF-8 again, from the program that wrote it",
    ),
]


@pytest.mark.parametrize(
    ("data", "name", "message", "hint"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_no_text_is_refused(data, name, message, hint):
    with pytest.raises(ProblemsError) as caught:
        decode(data, name)
    (problem,) = caught.value.problems
    assert problem.message == f"not checked: {message}"
    assert problem.hint == hint
    assert problem.location.startswith(name)


@pytest.mark.parametrize("data", [b"", b"\x1b[31mSorry\x1b[0m", b"\xef\xbb\xbf", "Hi\u2028\ufffd".encode()])
def test_odd_but_readable(data):
    source, notes = decode(data, "a.txt")
    assert not notes
    assert encode(source.text, source.encoding) == data


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        source, _ = decode(data, "a.txt")
    except ProblemsError as error:
        assert all(problem.message.startswith("not checked: ") and problem.hint for problem in error.problems)
        assert all(problem.location for problem in error.problems)
    else:
        assert encode(source.text, source.encoding) == data
