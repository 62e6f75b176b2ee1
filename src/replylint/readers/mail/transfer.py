"""Transfer encodings: from what stands in the file to octets (RFC 2045, section 6).

Octets are kept as text of code points below 256, so that they can be traced like any other text.
"""

import re
from binascii import a2b_base64

from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.mail.view import LATIN
from replylint.text.source import Source
from replylint.text.span import Span

LINE = re.compile(r"([^\r\n]*+)(\r\n|\n|\r|\Z)")
ESCAPE = re.compile(r"=([0-9A-Fa-f]{2})")
RUN = re.compile(r"[\x00-\x7f]++|[^\x00-\x7f]")
JUNK = re.compile(r"[^A-Za-z0-9+/]+")
BREAK = r"[^A-Za-z0-9+/=]*+"
QUANTUM = re.compile(rf"(?:[A-Za-z0-9+/]{BREAK}){{1,3}}(?:[A-Za-z0-9+/]|(?==)|\Z)")

QUANTA = re.compile(rf"(?:(?:[A-Za-z0-9+/]{BREAK}){{4}}){{1,19}}+|{QUANTUM.pattern}")
FINE = 200_000
"""In a longer body a line's length of groups maps as a whole: finer would take long."""


def octets(source: Source, span: Span, encoding: str) -> Excerpt:
    """The octets of a body. An encoding that is not known counts as none.

    A run of plain characters stays exact; an escape of quoted-printable and a group of four characters of
    base64 map as a whole. A soft line break and what is no base64 stand for nothing.
    """
    match encoding:
        case "quoted-printable":
            return _quoted(Excerpt.of(source.text, span), source.encoding)
        case "base64":
            return _base64(Excerpt.of(source.text, span))
        case _:
            return as_octets(Excerpt.of(source.text, span), source.encoding)


def as_octets(excerpt: Excerpt, encoding: str) -> Excerpt:
    """The octets that an excerpt of a mail has in the file."""
    if encoding == LATIN or excerpt.text.isascii():
        return excerpt
    composer = Composer(excerpt)
    _spell(composer, 0, len(excerpt.text), encoding)
    return composer.excerpt()


def _spell(composer: Composer, start: int, end: int, encoding: str) -> None:
    """Copy a stretch; what is no ASCII as the octets that it has in the file."""
    text = composer.base.text
    if encoding == LATIN or text[start:end].isascii():
        composer.copy(start, end)
        return
    for run in RUN.finditer(text, start, end):
        if run.group().isascii():
            composer.copy(*run.span())
        else:
            composer.put(run.group().encode().decode(LATIN), *run.span())


def _quoted(body: Excerpt, encoding: str) -> Excerpt:
    composer = Composer(body)
    for line in LINE.finditer(body.text):
        kept = len(line[1].rstrip(" \t"))
        soft = line[1][:kept].endswith("=")
        at, end = line.start(), line.start() + kept - soft
        for escape in ESCAPE.finditer(body.text, at, end):
            _spell(composer, at, escape.start(), encoding)
            composer.put(chr(int(escape[1], 16)), *escape.span())
            at = escape.end()
        _spell(composer, at, end, encoding)
        if not soft:
            composer.copy(*line.span(2))
    return composer.excerpt()


def _base64(body: Excerpt) -> Excerpt:
    composer = Composer(body)
    stop = body.text.find("=")
    pattern = QUANTUM if len(body.text) <= FINE else QUANTA
    for quantum in pattern.finditer(body.text, 0, len(body.text) if stop < 0 else stop + 1):
        letters = JUNK.sub("", quantum.group())
        if len(letters) > 1:
            decoded = a2b_base64(letters + "=" * (-len(letters) % 4))
            composer.put(decoded.decode(LATIN), *quantum.span())
    return composer.excerpt()
