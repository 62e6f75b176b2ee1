"""Lines and columns as other programs count them."""

from enum import Enum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from replylint.text.source import Source
from replylint.text.span import Span

STEP = 4096
"""Code points between two counts that are kept."""


class Unit(Enum):
    """What a column counts: code points, UTF-16 code units, or bytes of UTF-8."""

    CODE_POINTS = ("utf-32-le", 4)
    UTF16 = ("utf-16-le", 2)
    UTF8 = ("utf-8", 1)

    def length(self, text: str) -> int:
        """How many of them a text has."""
        codec, size = self.value
        return len(text.encode(codec, "surrogatepass")) // size


class Region(NamedTuple):
    """A stretch of a file: lines and columns from 1, the end excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


class Ruler:
    """Counts the columns of a source in a unit; what one costs does not depend on how long the line is.

    The byte order mark counts where bytes do.
    """

    def __init__(self, source: Source, unit: Unit) -> None:
        self.source = source
        self.unit = unit
        starts = range(0, len(source.text), STEP)
        self.marks = [0, *accumulate(unit.length(source.text[at : at + STEP]) for at in starts)]
        self.mark = 3 if unit is Unit.UTF8 and source.encoding == "utf-8-sig" else 0

    def region(self, span: Span) -> Region:
        """Where a span of the source stands."""
        return Region(*self.point(span.start), *self.point(span.end))

    def point(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset in code points."""
        line = self.source.point(offset).line
        column = self.units(offset) - self.units(self.source.line_starts[line - 1]) + 1
        return line, column + (self.mark if line == 1 else 0)

    def units(self, offset: int) -> int:
        """How many units there are before an offset in code points."""
        nth = offset // STEP
        return self.marks[nth] + self.unit.length(self.source.text[nth * STEP : offset])


@lru_cache(2)
def ruler(source: Source, unit: Unit) -> Ruler:
    """The ruler of a source."""
    return Ruler(source, unit)
