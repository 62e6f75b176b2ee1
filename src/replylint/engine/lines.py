"""The lines of a text that hold something."""

import re
from typing import NamedTuple

from replylint.text.span import Span

PIECE = re.compile(r"[^\n\r]+|\r\n|\n|\r")


class Line(NamedTuple):
    """A line without its end, and whether it begins a paragraph."""

    span: Span
    text: str
    first_of_paragraph: bool


def lines_of(text: str) -> list[Line]:
    """The lines that hold something, stripped, in order. Blank lines part paragraphs."""
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
