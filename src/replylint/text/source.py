"""What is on disk: a name, its text, and where its lines begin."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from replylint.text.span import Span

LINE_END = re.compile(r"\r\n|\n|\r")


class Point(NamedTuple):
    """A place as people count: line and column from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A file (or standard input) as text.

    `name` is what messages call it: the path as the user gave it, or `<stdin>`.
    `encoding` is the codec it was read with.
    """

    name: str
    text: str
    encoding: str = "utf-8"

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset, in code points, at which each line begins. CRLF, LF and CR each end a line."""
        return (0, *(end.end() for end in LINE_END.finditer(self.text)))

    def point(self, offset: int) -> Point:
        """The line and column of a code-point offset (0 to the length, both included)."""
        line = bisect_right(self.line_starts, offset)
        return Point(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, point: Point) -> int:
        """The code-point offset of a line and column: the inverse of `point`."""
        return self.line_starts[point.line - 1] + point.column - 1

    def utf16_column(self, offset: int) -> int:
        """The column from 0 in UTF-16 code units, as editors count (Language Server Protocol 3.17)."""
        start = self.line_starts[self.point(offset).line - 1]
        return sum(2 if ord(char) > 0xFFFF else 1 for char in self.text[start:offset])

    def utf16_offset(self, line: int, column: int) -> int:
        """The code-point offset of a line from 1 and a UTF-16 column from 0: the inverse of `utf16_column`.

        A column inside a surrogate pair counts as its start; one past the line's end as its end.
        """
        span = self.line_span(line)
        units = 0
        for offset in range(span.start, span.end):
            units += 2 if ord(self.text[offset]) > 0xFFFF else 1
            if units > column:
                return offset
        return span.end

    def line_span(self, line: int) -> Span:
        """The span of a line (from 1), its line end excluded."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))
