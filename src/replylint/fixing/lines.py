"""The lines of a file through several rounds of edits, and what differs in the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from replylint.text.edit import Edit, edited
from replylint.text.source import Source
from replylint.text.span import Span

CONTEXT = 3


@dataclass(frozen=True)
class Lines:
    """The text before all edits and now; `origin` has each line's number before, from 0; None is new."""

    before: Source
    now: Source
    origin: tuple[int | None, ...]

    @classmethod
    def of(cls, source: Source) -> "Lines":
        """A text that nothing was done to."""
        return cls(source, source, tuple(range(len(source.line_starts))))

    def after(self, edits: Sequence[Edit], now: Source) -> "Lines":
        """The lines after edits (in order) of the text as it was, which make it `now`."""
        origin: list[int | None] = []
        line = 0
        for first, last, inside in touched(self.now, edits):
            origin += self.origin[line:first]
            block = whole_lines(self.now, first, last)
            shifted = [
                Edit(Span(e.span.start - block.start, e.span.end - block.start), e.text) for e in inside
            ]
            text = edited(block.of(self.now.text), shifted)
            count = len(Source("", text).line_starts) - (0 if last + 1 == len(self.now.line_starts) else 1)
            origin += [None] * count
            line = last + 1
        return Lines(self.before, now, (*origin, *self.origin[line:]))


class Hunk(NamedTuple):
    """A part of a diff: the first line (from 1) and the number of lines before and now, and signed lines."""

    before: tuple[int, int]
    now: tuple[int, int]
    lines: tuple[tuple[str, str], ...]


class Replaced(NamedTuple):
    """Lines before, from `old` to `old_end`, in place of which stand those from `new` to `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int


def touched(source: Source, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """The stretches of lines (first and last, from 0) that edits touch, with the edits in each."""
    run: tuple[int, int, list[Edit]] | None = None
    for edit in edits:
        (first, column), (last, end_column) = (source.point(at) for at in edit.span)
        first, last = first - 1, last - 1
        if not edit.text and column == end_column == 1 and first < last:
            last -= 1
        if run and first <= run[1]:
            run = (run[0], max(run[1], last), [*run[2], edit])
            continue
        if run:
            yield run
        run = (first, last, [edit])
    if run:
        yield run


def whole_lines(source: Source, first: int, last: int) -> Span:
    """The stretch of lines, their ends included."""
    starts = (*source.line_starts, len(source.text))
    return Span(starts[first], starts[last + 1])


def hunks(lines: Lines) -> Iterator[Hunk]:
    """What differs, with three lines around it, as in a unified diff."""
    group: list[Replaced] = []
    for change in replaced(lines):
        if group and change.old - group[-1].old_end > 2 * CONTEXT:
            yield hunk(lines, group)
            group = []
        group.append(change)
    if group:
        yield hunk(lines, group)


def replaced(lines: Lines) -> Iterator[Replaced]:
    """The lines that differ."""
    old = new = 0
    for at, origin in enumerate((*lines.origin, len(lines.before.line_starts))):
        if origin is None:
            continue
        if origin > old or at > new:
            yield Replaced(old, origin, new, at)
        old, new = origin + 1, at + 1


def hunk(lines: Lines, group: Sequence[Replaced]) -> Hunk:
    """Changes that stand close together as one hunk."""
    start = max(group[0].old - CONTEXT, 0)
    signed: list[tuple[str, str]] = []
    at = start
    for change in group:
        signed += [(" ", line) for line in texts(lines.before, at, change.old)]
        signed += [("-", line) for line in texts(lines.before, change.old, change.old_end)]
        signed += [("+", line) for line in texts(lines.now, change.new, change.new_end)]
        at = change.old_end
    signed += [(" ", line) for line in texts(lines.before, at, at + CONTEXT)]
    removed, added = (sum(sign in signs for sign, _ in signed) for signs in (" -", " +"))
    first = group[0].new - (group[0].old - start)
    return Hunk((start + 1 if removed else 0, removed), (first + 1 if added else 0, added), tuple(signed))


def texts(source: Source, first: int, end: int) -> Iterator[str]:
    """Some lines with their ends; what follows the last line end is none unless there is something."""
    for line in range(first, min(end, len(source.line_starts))):
        text = whole_lines(source, line, line).of(source.text)
        if text:
            yield text
