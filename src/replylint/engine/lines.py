"""The lines of a text that hold something."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from replylint.text.reply import Zone
from replylint.text.span import Span

PIECE = re.compile(r"[^\n\r]+|\r\n|\n|\r")


class Line(NamedTuple):
    """A line without its end, whether it begins a paragraph, and the zone that it stands in."""

    span: Span
    text: str
    first_of_paragraph: bool
    zone: Zone | None = None


def lines_of(text: str, zones: Sequence[Zone] = ()) -> list[Line]:
    """The lines that hold something, stripped, in order. Blank lines part paragraphs, edges of zones lines.

    Zones come in order and do not overlap.
    """
    lines = read_lines(text)
    return list(parted(lines, zones)) if zones else lines


def read_lines(text: str) -> list[Line]:
    """The lines as they are written."""
    lines: list[Line] = []
    ends = 2
    for found in PIECE.finditer(text):
        raw = found.group()
        stripped = raw.strip()
        if stripped:
            start = found.start() + len(raw) - len(raw.lstrip())
            lines.append(Line(Span(start, start + len(stripped)), stripped, ends >= 2))
            ends = 0
        elif raw[0] in "\r\n":
            ends += 1
    return lines


def parted(lines: list[Line], zones: Sequence[Zone]) -> Iterator[Line]:
    """The lines, cut where a zone begins or ends."""
    nth = 0
    for line in lines:
        at, first = line.span.start, line.first_of_paragraph
        while at < line.span.end:
            while nth < len(zones) and zones[nth].span.end <= at:
                nth += 1
            zone = zones[nth] if nth < len(zones) else None
            inside = zone is not None and zone.span.start <= at
            edge = line.span.end if zone is None else zone.span.end if inside else zone.span.start
            piece = stripped(line, at, min(edge, line.span.end))
            if piece.text:
                yield piece._replace(first_of_paragraph=first, zone=zone if inside else None)
                first = False
            at = min(edge, line.span.end)


def stripped(line: Line, start: int, end: int) -> Line:
    """A stretch of a line (code points of the text) without the white space around it."""
    raw = line.text[start - line.span.start : end - line.span.start]
    start += len(raw) - len(raw.lstrip())
    words = raw.strip()
    return Line(Span(start, start + len(words)), words, first_of_paragraph=False)
