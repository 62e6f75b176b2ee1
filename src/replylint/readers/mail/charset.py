"""Charsets: from octets to text."""

import codecs
import re
from typing import NamedTuple

from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.mail.view import LATIN

ASCII = bytes(range(128))
RUN = re.compile(r"[\x00-\x7f]++|[^\x00-\x7f]")
REFUSED = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "unicode_escape"}
)
"""Codecs of Python that are no charsets of mails."""
WIDE = ("utf-16", "utf-32")


class Text(NamedTuple):
    """A decoded text, and the charset that it was read in."""

    excerpt: Excerpt
    charset: str


def decoded(octets: Excerpt, declared: str) -> Text:
    """The text of octets in the declared charset; where that does not hold, UTF-8, else Windows-1252."""
    raw = octets.text.encode(LATIN)
    for charset in (declared, "utf-8", "cp1252"):
        text = _try(raw, charset)
        if text is not None:
            name = codecs.lookup(charset).name
            return Text(_traced(octets, raw, text, name), name)
    return Text(octets, LATIN)


def known(charset: str) -> bool:
    """Whether the charset can be read."""
    return _try(b"", charset) is not None


def _try(raw: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name if charset else ""
        if not name or name in REFUSED or (name.startswith(WIDE) and _is_narrow(raw)):
            return None
        return raw.decode(charset)
    except (LookupError, ValueError):
        return None


def _is_narrow(raw: bytes) -> bool:
    """Whether octets are plain ASCII, whatever they are said to be."""
    return bool(raw) and raw.isascii() and b"\0" not in raw


def _traced(octets: Excerpt, raw: bytes, text: str, charset: str) -> Excerpt:
    if text == octets.text:
        return octets
    if charset == "utf-8":
        return _by_character(octets, text)
    if len(text) == len(raw) and (table := _table(raw, charset)) and [table[byte] for byte in raw] == [*text]:
        return _by_octet(octets, text)
    return _by_emission(octets, raw, text, charset)


def _by_character(octets: Excerpt, text: str) -> Excerpt:
    composer = Composer(octets)
    at = 0
    for run in RUN.finditer(text):
        piece = run.group()
        if piece.isascii():
            composer.copy(at, at + len(piece))
            at += len(piece)
        else:
            width = len(piece.encode())
            if piece != "\ufeff" or at:
                composer.put(piece, at, at + width)
            at += width
    return composer.excerpt()


def _table(raw: bytes, charset: str) -> dict[int, str] | None:
    try:
        return {byte: bytes([byte]).decode(charset) for byte in set(raw)}
    except ValueError:
        return None


def _by_octet(octets: Excerpt, text: str) -> Excerpt:
    composer = Composer(octets)
    for at, (char, octet) in enumerate(zip(text, octets.text, strict=True)):
        if char == octet:
            composer.copy(at, at + 1)
        else:
            composer.put(char, at, at + 1)
    return composer.excerpt()


def _by_emission(octets: Excerpt, raw: bytes, text: str, charset: str) -> Excerpt:
    """Feed the decoder octet by octet and see when it gives something: right for every charset."""
    composer = Composer(octets)
    decoder = codecs.getincrementaldecoder(charset)()
    start = 0
    emitted: list[str] = []
    for at in range(len(raw)):
        try:
            char = decoder.decode(raw[at : at + 1])
        except UnicodeError:
            break
        if char:
            emitted.append(char)
            if at == start and char == octets.text[at]:
                composer.copy(at, at + 1)
            else:
                composer.put(char, start, at + 1)
            start = at + 1
    if "".join(emitted) == text:
        return composer.excerpt()
    whole = Composer(octets)
    whole.put(text, 0, len(raw))
    return whole.excerpt()
