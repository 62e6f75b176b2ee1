"""From bytes to text."""

import codecs
import re
from pathlib import PurePath
from typing import NamedTuple

from replylint.readers.load import refused
from replylint.readers.naming import printable_path
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

MAGIC = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"PK(\x03\x04|\x05\x06|\x07\x08)"), "a ZIP archive (as Word and Excel files are)"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Word, Excel or Outlook file"),
    (re.compile(rb"\{\\rtf"), "a rich text (RTF) file"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM.{4}\0{4}", re.DOTALL), "a picture"),
    (re.compile(rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf|\x28\xb5\x2f\xfd"), "a compressed file"),
    (re.compile(rb"\x7fELF|MZ.{2}.{56}.{4}|\xca\xfe\xba\xbe", re.DOTALL), "a program"),
    (re.compile(rb"SQLite format 3\0"), "a database"),
)

DOCUMENTS = {
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
    ".pages": "a Pages document",
    ".xlsx": "an Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
}

ODD = bytes({*range(0x20), 0x7F} - set(b"\a\b\t\n\v\f\r\x1b"))
SAVE_PLAIN = "save the draft as plain text (UTF-8) and check that file"
SAVE_UTF8 = "save the file as UTF-8"


class Decoded(NamedTuple):
    """A source, and notes on how it was read."""

    source: Source
    notes: tuple[Problem, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Read bytes as text: UTF-8, UTF-16 or UTF-32 with byte order mark, else Windows-1252 with a note.

    The byte order mark is no part of the text. Raises ProblemsError for what looks like no text.
    """
    _refuse_known_binary(data, name)
    for mark, codec in MARKS:
        if data.startswith(mark):
            return Decoded(_marked(data, len(mark), codec, name))
    _refuse_nul(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _fallback(data, error.start, name)
    if _odd(data) * 10 > len(data):
        raise _binary(name, "many control characters")
    return Decoded(Source(printable_path(name), text))


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in a source's encoding, with the byte order mark that it had."""
    mark = next((mark for mark, codec in MARKS if codec == encoding and codec != "utf-8-sig"), b"")
    return mark + text.encode(encoding)


def _marked(data: bytes, skip: int, codec: str, name: str) -> Source:
    body = data[skip:]
    plain = codec.removesuffix("-sig")
    try:
        text = body.decode(plain)
    except UnicodeDecodeError as error:
        raise _damaged(body, error.start, skip, plain, name) from None
    if "\0" in text or _odd(text.encode()) * 10 > len(text):
        raise _binary(name, "NUL or many control characters")
    return Source(printable_path(name), text, codec)


def _fallback(data: bytes, at: int, name: str) -> Decoded:
    if _odd(data):
        raise _binary(name, "control characters, and bytes that are no UTF-8")
    loose = data.decode("utf-8", "replace")
    strays = loose.count("\N{REPLACEMENT CHARACTER}")
    sound = len(re.sub(r"[\0-\x7f\ufffd]+", "", loose))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        sound, text = strays + 1, ""
    if sound > strays:
        raise _damaged(data, at, 0, "utf-8", name)
    source = Source(printable_path(name), text, "cp1252")
    line = source.point(at).line
    note = Problem(
        f"read as Windows-1252: byte {at + 1:,} (line {line:,}) is no UTF-8",
        source=source,
        span=Span(at, at + 1),
        hint=SAVE_UTF8,
        level=Level.NOTE,
    )
    return Decoded(source, (note,))


def _damaged(body: bytes, at: int, skip: int, codec: str, name: str) -> ProblemsError:
    source = Source(printable_path(name), body.decode(codec, "replace"), codec)
    start = min(len(body[:at].decode(codec)), len(source.text))
    kind = codec.upper().removesuffix("-LE").removesuffix("-BE")
    where = f"byte {at + skip + 1:,} (line {source.point(start).line:,})"
    return ProblemsError(
        [
            Problem(
                f"not checked: the {kind} text is damaged or cut off at {where}",
                source=source,
                span=Span(start, min(start + 1, len(source.text))),
                hint=SAVE_UTF8 + " again, from the program that wrote it",
            )
        ]
    )


def _binary(name: str, reason: str) -> ProblemsError:
    return refused(f"looks like a binary file ({reason})", name, SAVE_PLAIN)


def _refuse_known_binary(data: bytes, name: str) -> None:
    for magic, what in MAGIC:
        if magic.match(data):
            document = DOCUMENTS.get(PurePath(name).suffix.lower(), what) if "ZIP" in what else what
            if "picture" in what or "program" in what or "database" in what:
                raise refused(f"looks like a binary file ({document})", name, "name a text file")
            raise refused(f"looks like a binary file ({document})", name, f"this is {document}: {SAVE_PLAIN}")


def _refuse_nul(data: bytes, name: str) -> None:
    if b"\0" not in data:
        return
    sample = data[:4096]
    zeros = [sample[at::4].count(0) / max(len(sample[at::4]), 1) for at in range(4)]
    match [share > 0.4 for share in zeros]:
        case [False, True, False, True]:
            codec = "UTF-16LE"
        case [True, False, True, False]:
            codec = "UTF-16BE"
        case [False, True, True, True]:
            codec = "UTF-32LE"
        case [True, True, True, False]:
            codec = "UTF-32BE"
        case _:
            raise _binary(name, "NUL bytes")
    raise refused(
        f"looks like {codec} text without a byte order mark",
        name,
        f"save it as UTF-8, or convert it: iconv -f {codec} -t UTF-8 OLD > NEW",
    )


def _odd(data: bytes) -> int:
    return len(data) - len(data.translate(None, ODD))
