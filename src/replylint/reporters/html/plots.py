"""The geometry of the plots. Shapes alone: their labels are text on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replylint.reporters.html import bounds

WIDTH = 720
"""Units across the page, for marks."""

MANY = 6
"""So many shelves stand one below the other; of more, two stand side by side."""

SIZES = ((160, 13, 17, 5), (700, 9, 12, 3), (3_000, 5, 7, 2))
SMALLEST = (3, 5, 1)
"""Up to so many marks, and of more: the width and height of one, and the gap between two."""

STROKES = 20
STROKE = 5
"""Strokes at most, and the units of one with its gap."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How marks are drawn, in how much room; each stands for `each` replies."""

    width: int
    height: int
    gap: int
    each: int = 1
    across: int = WIDTH

    @property
    def columns(self) -> int:
        """How many marks there are in a row."""
        return (self.across + self.gap) // (self.width + self.gap)


@dataclass(frozen=True, slots=True)
class Field:
    """One mark for each reply: for each kind a dashed line, row by row."""

    width: int
    height: int
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a bar, in percent of its width."""

    kind: str
    start: float
    length: float


def grid(replies: int) -> Grid:
    """The grid that suits so many replies."""
    each = -(-replies // bounds.MARKS) or 1
    for most, width, height, gap in SIZES:
        if replies <= most:
            return Grid(width, height, gap, each)
    return Grid(*SMALLEST, each)


def field(kinds: Sequence[tuple[str, int]], grid: Grid) -> Field:
    """The marks of a shelf, kind after kind."""
    at, lines = 0, []
    for kind, replies in kinds:
        marks = -(-replies // grid.each)
        lines.append((kind, " ".join(rows(at, at + marks, grid))))
        at += marks
    step = grid.height + grid.gap
    return Field(grid.across, -(-at // grid.columns) * step - grid.gap, tuple(lines))


def rows(start: int, end: int, grid: Grid) -> Iterator[str]:
    """The lines, in SVG's words, of which dashes are the marks from `start` to `end`."""
    while start < end:
        row, column = divmod(start, grid.columns)
        last = min(end - start, grid.columns - column) + column
        y = row * (grid.height + grid.gap) + grid.height / 2
        step = grid.width + grid.gap
        yield f"M{column * step} {y:g}H{last * step - grid.gap}"
        start += last - column


@dataclass(frozen=True, slots=True)
class Strokes:
    """One stroke for each finding, as many as there is room for."""

    width: int
    lines: tuple[tuple[str, str], ...]


def strokes(kinds: Sequence[tuple[str, int]]) -> Strokes:
    """The strokes of a reply, kind after kind."""
    at, lines = 0, []
    for kind, number in kinds:
        end = min(at + number, STROKES)
        if end > at:
            lines.append((kind, f"M{at * STROKE} 6.5H{end * STROKE}"))
        at = end
    return Strokes(at * STROKE, tuple(lines))


def bars(parts: Sequence[tuple[str, int]], scale: int, *, start: int = 0) -> tuple[Bar, ...]:
    """Stretches one after the other, of a bar that is as wide as `scale`."""
    made = []
    for kind, number in parts:
        if number:
            made.append(Bar(kind, round(100 * start / scale, 3), round(100 * number / scale, 3)))
        start += number
    return tuple(made)
