"""From the value of a YAML scalar back to how it is written, in all five styles.

Sources: YAML 1.2.2, chapters 7.3 (flow scalars) and 8.1 (block scalars), as libyaml reads them.
"""

import re
from collections.abc import Iterator

from replylint.text.offsets import OffsetMap
from replylint.text.source import Source
from replylint.text.span import Span

PROPERTIES = re.compile(r"(?:[&!][^\s]*+(?:\s++|#[^\n\r]*+)*+)*+")
"""An anchor and a tag before a scalar."""

BREAK = r"(?:\r\n|\n|\r|\x85)"
FOLD = rf"[ \t]*+{BREAK}(?:[ \t]*+{BREAK})*+[ \t]*+"
ONE_BREAK = re.compile(BREAK)
PLAIN = re.compile(rf"(?P<fold>{FOLD})|(?P<copy>[^ \t\r\n\x85]++|[ \t]++)")
SINGLE = re.compile(rf"(?P<fold>{FOLD})|(?P<quote>'')|(?P<copy>[^ \t\r\n\x85']++|[ \t]++)")
DOUBLE = re.compile(
    rf"(?P<fold>{FOLD})|(?P<joined>\\{BREAK}(?:[ \t]*+{BREAK})*+[ \t]*+)"
    r"|(?P<number>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))"
    r"|(?P<escape>\\.)|(?P<copy>[^ \t\r\n\x85\\]++|[ \t]++)"
)
HEADER = re.compile(rf"(?P<style>[|>])[-+0-9]*+[ \t]*+(?:#[^\r\n]*+)?{BREAK}")
LINE = re.compile(rf"(?P<indent> *+)(?P<rest>[^\r\n\x85]*+)(?P<end>{BREAK}|\Z)")
ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029",
}  # fmt: skip

Read = tuple[str, Span, bool]
"""A piece of the value, the span that it was read from, and whether it is a verbatim copy."""


def scalar_map(source: Source, place: Span, value: str) -> OffsetMap:
    """The map from a scalar's value to the file.

    Line folds and escapes are opaque. What is written in a way that is not understood is so as a whole.
    """
    properties = PROPERTIES.match(source.text, place.start, place.end)
    at = properties.end() if properties else place.start
    span = Span(at, place.end)
    read = list(_upto(_read(source.text, span, value), len(value)))
    if "".join(words for words, _, _ in read) != value:
        read = [(value, span, False)]
    return OffsetMap.of_pieces((len(words), where, exact) for words, where, exact in read)


def _upto(pieces: Iterator[Read], length: int) -> Iterator[Read]:
    """The first pieces that make up so many characters; what a block chomps off is left out."""
    for words, span, exact in pieces:
        if length <= 0:
            return
        kept = words[:length]
        yield kept, Span(span.start, span.start + len(kept)) if exact else span, exact
        length -= len(kept)


def _read(text: str, span: Span, value: str) -> Iterator[Read]:
    match text[span.start : span.start + 1]:
        case "|" | ">":
            yield from _block(text, span, value)
        case "'":
            yield from _flow(SINGLE, text, Span(span.start + 1, span.end - 1))
        case '"':
            yield from _flow(DOUBLE, text, Span(span.start + 1, span.end - 1))
        case _:
            yield from _flow(PLAIN, text, span)


def _flow(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[Read]:
    for found in pattern.finditer(text, *span):
        place = Span(*found.span())
        match found.lastgroup:
            case "copy":
                yield found[0], place, True
            case "quote":
                yield "'", place, False
            case "number":
                yield chr(min(int(f"0x{found[0][2:]}", 0), 0x10FFFF)), place, False
            case "escape":
                yield ESCAPES.get(found[0][1], found[0][1]), place, False
            case "joined":
                yield "\n" * (len(ONE_BREAK.findall(found[0])) - 1), place, False
            case _:
                ends = len(ONE_BREAK.findall(found[0]))
                yield " " if ends == 1 else "\n" * (ends - 1), place, False


def _block(text: str, span: Span, value: str) -> Iterator[Read]:
    header = HEADER.match(text, *span)
    if header is None:
        return
    indent = _indent(text, Span(header.end(), span.end), value)
    folds = header["style"] == ">"
    blank: list[Span] = []
    last: tuple[Span, bool] | None = None
    for line in LINE.finditer(text, header.end(), span.end):
        end = Span(*line.span("end"))
        if not line["rest"] and len(line["indent"]) <= indent:
            blank.append(end)
            continue
        start = line.start() + indent
        spaced = text[start : start + 1] in (" ", "\t")
        if last is not None:
            before, was_spaced = last
            if not folds or spaced or was_spaced:
                yield _end(text, before)
            elif not blank:
                yield " ", Span(before.start, start), False
        for gone in blank:
            yield _end(text, gone)
        blank.clear()
        yield text[start : end.start], Span(start, end.start), True
        last = end, spaced
    for gone in blank if last is None else [last[0], *blank]:
        yield _end(text, gone)


def _end(text: str, span: Span) -> Read:
    return "\n", span, span.of(text) == "\n"


def _indent(text: str, span: Span, value: str) -> int:
    """How far the lines of a block are indented: what the first that is not blank has more than its value."""
    first = next((line for line in LINE.finditer(text, *span) if line["rest"]), None)
    if first is None:
        return max((len(line["indent"]) for line in LINE.finditer(text, *span)), default=0)
    own = value.lstrip("\n")
    return len(first["indent"]) - (len(own) - len(own.lstrip(" ")))
