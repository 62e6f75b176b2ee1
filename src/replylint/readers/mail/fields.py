"""Header fields: their values, the parameters of a content type, and encoded words."""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.mail.charset import decoded, known
from replylint.readers.mail.transfer import as_octets
from replylint.readers.mail.view import LATIN
from replylint.text.source import Source
from replylint.text.span import Span

LONGEST = 10_000
"""So many code points of a field are read."""

FOLD = re.compile(r"\r\n|\n|\r")
PARAMETER = re.compile(r';\s*+([^=;\s"]++)\s*+=\s*+("(?:[^"\\]++|\\.)*+"?|[^;]*+)', re.DOTALL)
SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
WORD = re.compile(r"=\?([!->@-~]{1,40})\?([bBqQ])\?([^?\r\n]*)\?=")
ESCAPE = re.compile(r"=([0-9A-Fa-f]{2})|_")


class ContentType(NamedTuple):
    """A media type in lower case and its parameters, their names in lower case."""

    name: str
    parameters: dict[str, str]


def content_type(value: str, default: str) -> ContentType:
    """The content type of a field's value (RFC 2045 and the long parameters of RFC 2231)."""
    value = FOLD.sub("", value[:LONGEST])
    name = value.split(";", 1)[0].split("(", 1)[0].strip().lower()
    if not re.fullmatch(r"[^\s/]+/[^\s/]+", name):
        name = default
    sections: dict[str, list[tuple[int, str, bool]]] = {}
    for found in PARAMETER.finditer(value):
        section = SECTION.fullmatch(found[1].lower())
        if section:
            nth = int(section[2] or -1)
            sections.setdefault(section[1], []).append((nth, _unquoted(found[2]), bool(section[3])))
    return ContentType(name, {key: _whole(found) for key, found in sections.items()})


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return re.sub(r"\\(.)", r"\1", value[1:].removesuffix('"'), flags=re.DOTALL)
    return value.split("(", 1)[0].strip()


def _whole(sections: list[tuple[int, str, bool]]) -> str:
    if sections[0][0] < 0 and not sections[0][2]:
        return sections[0][1]
    text = ""
    charset = "utf-8"
    for nth, value, extended in sorted(sections):
        if extended and nth <= 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)  # noqa: PLW2901 - the rest of the value
        raw = unquote_to_bytes(value) if extended else value.encode()
        text += raw.decode(charset if known(charset) else "utf-8", "replace")
    return text


def field_text(source: Source, span: Span) -> Excerpt:
    """The value of a field as people read it: unfolded, encoded words decoded (RFC 2047).

    An encoded word maps as a whole; white space between two of them stands for nothing.
    """
    raw = Excerpt.of(source.text, Span(span.start, min(span.end, span.start + LONGEST)))
    composer = Composer(raw)
    at = 0
    for fold in FOLD.finditer(raw.text):
        composer.copy(at, fold.start())
        at = fold.end()
    composer.copy(at, len(raw.text))
    unfolded = composer.excerpt()
    if source.encoding == LATIN and not unfolded.text.isascii():
        unfolded = decoded(as_octets(unfolded, LATIN), "utf-8").excerpt
    return _words(unfolded)


def _words(field: Excerpt) -> Excerpt:
    composer = Composer(field)
    at = 0
    follows = False
    for group in _groups(field.text):
        between = field.text[at : group.start]
        if not follows or between.strip():
            composer.copy(at, group.start)
        octets = group.octets.decode(LATIN)
        text = decoded(Excerpt.of(octets, Span(0, len(octets))), group.charset).excerpt.text
        composer.put(text, group.start, group.end)
        at, follows = group.end, True
    composer.copy(at, len(field.text))
    return composer.excerpt()


class _Group(NamedTuple):
    """Neighbouring encoded words of one charset that only make sense together."""

    charset: str
    octets: bytes
    start: int
    end: int


def _groups(text: str) -> Iterator[_Group]:
    """The encoded words; one that breaks off within a character is joined with the next."""
    open_group: _Group | None = None
    for word in WORD.finditer(text):
        charset = word[1].split("*", 1)[0].lower()
        raw = _base64(word[3]) if word[2] in "bB" else _q(word[3])
        if raw is None or not known(charset):
            continue
        group = _Group(charset, raw, *word.span())
        if open_group and open_group.charset == charset and not text[open_group.end : group.start].strip():
            group = _Group(charset, open_group.octets + raw, open_group.start, group.end)
        elif open_group:
            yield open_group
        try:
            group.octets.decode(charset)
        except ValueError:
            open_group = group
        else:
            yield group
            open_group = None
    if open_group:
        yield open_group


def _base64(letters: str) -> bytes | None:
    try:
        return a2b_base64(letters + "=" * (-len(letters) % 4))
    except ValueError:
        return None


def _q(letters: str) -> bytes | None:
    try:
        plain = ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", letters)
        return plain.encode(LATIN)
    except ValueError:
        return None
