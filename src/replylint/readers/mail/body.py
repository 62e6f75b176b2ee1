"""Bodies of parts as text."""

import re

from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.mail.charset import decoded
from replylint.readers.mail.structure import Part
from replylint.readers.mail.transfer import octets
from replylint.readers.mail.view import LATIN
from replylint.readers.plain import MAX_REPLY
from replylint.text.problem import Level, Problem
from replylint.text.source import Source
from replylint.text.span import Span

MAX_BODY = 8 * MAX_REPLY
"""The most code points of a part that is read as text, as it stands in the file."""

ESCAPED_FROM = re.compile(r"^>+From ", re.MULTILINE)
WHOLE = ("7bit", "8bit", "binary", "")
ENCODED = ("quoted-printable", "base64")


def body_text(source: Source, part: Part, notes: list[Problem]) -> Excerpt:
    """The text of a part, its transfer encoding and charset undone; `notes` takes what did not fit."""
    encoding = _plain_field(source, part, "content-transfer-encoding")
    charset = part.type.parameters.get("charset", "").strip().lower()
    if encoding in WHOLE and source.encoding != LATIN and charset in ("", "utf-8", "utf8", "us-ascii"):
        return Excerpt.of(source.text, part.body)
    if encoding not in WHOLE + ENCODED:
        place = Span(part.body.start, part.body.start)
        note = f"read as it stands: there is no transfer encoding {encoding!r}"
        notes.append(Problem(note, source=source, span=place, hint="save it as UTF-8", level=Level.NOTE))
    raw = octets(source, part.body, encoding)
    text, used = decoded(raw, charset or "utf-8")
    if used in ("cp1252", LATIN) and charset not in ("windows-1252", "cp1252") and not raw.text.isascii():
        place = Span(part.body.start, part.body.start)
        said = f"the charset {charset}" if charset else "no charset"
        note = f"read as Windows-1252: the part says {said}, and that does not fit"
        notes.append(Problem(note, source=source, span=place, hint="save it as UTF-8", level=Level.NOTE))
    return text


def unread_encoding(source: Source, part: Part) -> str | None:
    """The private transfer encoding of a part (x-uuencode, x-gzip64): what stands there is no text."""
    encoding = _plain_field(source, part, "content-transfer-encoding")
    return encoding if encoding.startswith("x-") else None


def _plain_field(source: Source, part: Part, name: str) -> str:
    span = part.fields.get(name)
    value = span.of(source.text) if span else ""
    return value[:200].split(";")[0].split("(")[0].strip().lower()


def unescaped(text: Excerpt) -> Excerpt:
    """The text without the marks that an mbox file puts before "From "."""
    composer = Composer(text)
    at = 0
    for found in ESCAPED_FROM.finditer(text.text):
        composer.copy(at, found.start())
        at = found.start() + 1
    composer.copy(at, len(text.text))
    return composer.excerpt()
