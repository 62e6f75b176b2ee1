"""The code frame: the lines of a source that a span touches, and what to underline in them."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len

from replylint.reporters.options import Options
from replylint.reporters.summary import counted
from replylint.reporters.visible import masked, visible
from replylint.text.source import Source
from replylint.text.span import Span

ROWS = 4
"""Most rows that one source line takes in a frame."""

LINES = 4
"""Most source lines that a frame shows whole; of more, the first two and the last."""

TAB = "    "
JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number of the line that begins here, the text shown, the underline below it."""

    number: int | None
    text: str
    underline: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """How source text is drawn: `width` terminal cells a row, as the options say."""

    width: int
    options: Options

    @property
    def dots(self) -> str:
        """The sign that text was left out."""
        return "…" if self.options.unicode else "..."

    def shown(self, text: str) -> str:
        """A stretch of source text as the terminal gets it."""
        if self.options.redact:
            text = masked(text, "█" if self.options.unicode else "#")
        return self.options.carried(TAB.join(visible(part) for part in text.split("\t")))

    def cells(self, text: str) -> int:
        """The terminal cells that a stretch of source text takes."""
        return cell_len(self.shown(text))


def frame(source: Source, span: Span, pen: Pen) -> Iterator[Row]:
    """The rows of the frame around a span (code points of the source)."""
    first, last = source.point(span.start).line, source.point(max(span.end - 1, span.start)).line
    lines = list(range(first, last + 1))
    many = len(lines) > LINES
    for line in [*lines[:2], lines[-1]] if many else lines:
        if many and line == last:
            yield Row(None, f"{pen.dots} {counted(len(lines) - 3, 'more line')}")
        within = line_span(source, line)
        start, end = max(span.start, within.start), min(span.end, within.end)
        if line > first:
            start = min(end, start + leading(source.text, start, end))
        for row in line_rows(source.text, within, Span(start, max(start, end)), line, pen):
            yield replace(row, underline="") if start >= end and span.start < span.end else row


def line_span(source: Source, line: int) -> Span:
    """The span of a line without its end; copies nothing, however long the line is."""
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    while end > start and source.text[end - 1] in "\r\n":
        end -= 1
    return Span(start, end)


def leading(text: str, start: int, end: int) -> int:
    """How many blanks a stretch begins with."""
    piece = text[start : min(end, start + 500)]
    return len(piece) - len(piece.lstrip())


def line_rows(text: str, line: Span, marked: Span, number: int, pen: Pen) -> Iterator[Row]:
    """The rows of one line: the whole of a short one, a window around `marked` of a long one."""
    if line.end - line.start <= pen.width and pen.cells(line.of(text)) <= pen.width:
        yield Row(number, pen.shown(line.of(text)), underline(text, line, marked, "", pen))
        return
    for rows, piece in enumerate(pieces(text, line, marked, pen)):
        if rows == ROWS:
            yield Row(None, f"{pen.dots} {counted(marked.end - piece.start, 'more character')}")
            return
        cut_left = rows == 0 and piece.start > line.start
        cut_right = piece.end >= marked.end and piece.end < line.end
        head = f"{pen.dots} " if cut_left else ""
        tail = f" {pen.dots}" if cut_right else ""
        body = pen.shown(piece.of(text)).rstrip()
        label = None if rows else number
        yield Row(label, head + body + tail, underline(text, piece, marked, head, pen))


def pieces(text: str, line: Span, marked: Span, pen: Pen) -> Iterator[Span]:
    """The stretches of a long line that hold `marked`, each of which fits a row."""
    room = max(pen.width - 2 * len(pen.dots) - 2, 8)
    at = window_start(text, line, marked.start, room, pen)
    while at < line.end or at == line.start:
        end = row_end(text, at, line.end, room, pen)
        if end > marked.start or end >= marked.end or end == line.end:
            yield Span(at, end)
        if end >= marked.end or end == line.end:
            return
        at = end


def window_start(text: str, line: Span, start: int, room: int, pen: Pen) -> int:
    """Where the first row begins: the line's start if that is near, else a word a third of a row before."""
    if start - line.start <= room and pen.cells(text[line.start : start]) < room:
        return line.start
    back = max(line.start, start - room // 3)
    blank = text.find(" ", back, start - 1)
    at = blank + 1 if blank >= 0 else back
    while at < start - 1 and joined(text, at):
        at += 1
    return at


def row_end(text: str, at: int, end: int, room: int, pen: Pen) -> int:
    """Where a row that begins at `at` ends: after the last word that fits, or else in a long word."""
    limit = min(end, at + 4 * room)
    fits = range(at + 1, limit + 1)
    stop = at + max(bisect_right(fits, room, key=lambda stop: pen.cells(text[at:stop])), 1)
    if stop >= end:
        return end
    blank = text.rfind(" ", at + room // 2, stop + 1)
    if blank > at:
        return blank + 1
    cut = stop
    while cut > at + 1 and joined(text, cut):
        cut -= 1
    return cut if cut > at + 1 else stop


def joined(text: str, at: int) -> bool:
    """Whether the character at an offset belongs to the one before it."""
    char = text[at]
    return bool(
        unicodedata.combining(char)
        or char == JOINER
        or text[at - 1 : at] == JOINER
        or "\ufe00" <= char <= "\ufe0f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def underline(text: str, piece: Span, marked: Span, head: str, pen: Pen) -> str:
    """The carets under the part of `marked` that a piece shows; one caret for an empty span."""
    start, end = max(marked.start, piece.start), min(marked.end, piece.end)
    if end < start or (end == start and marked.end > marked.start):
        return ""
    offset = cell_len(head)
    before = offset + pen.cells(text[piece.start : start])
    after = offset + cell_len(pen.shown(text[piece.start : end]).rstrip())
    if after <= before and marked.end > marked.start:
        before = max(before - 1, 0)
    return " " * before + "^" * max(after - before, 1)
