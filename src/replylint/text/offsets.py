"""From offsets in a reply back to offsets in its source."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from replylint.text.span import Span


class Segment(NamedTuple):
    """A stretch of the target text and the stretch of the source text that it stands for.

    An exact segment is a verbatim copy; an opaque one (an escape, an entity) maps only as a whole.
    """

    target: Span
    source: Span
    exact: bool


@dataclass(frozen=True)
class OffsetMap:
    """Ordered segments that tile the target text.

    Raises ValueError when they leave a gap, overlap, run backwards, or an exact one changes length.
    """

    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        if self.segments and self.segments[0].target.start != 0:
            raise ValueError("the first segment does not start at 0")
        for segment in self.segments:
            target, source, exact = segment
            if target.start > target.end or source.start > source.end:
                raise ValueError(f"a segment runs backwards: {segment}")
            if exact and target.end - target.start != source.end - source.start:
                raise ValueError(f"an exact segment changes length: {segment}")
        for left, right in pairwise(self.segments):
            if left.target.end != right.target.start or left.source.end > right.source.start:
                raise ValueError(f"segments do not tile: {left} {right}")

    @classmethod
    def identity(cls, length: int, at: int = 0) -> "OffsetMap":
        """The map of a verbatim copy of `length` code points that stands at offset `at` of the source."""
        return cls((Segment(Span(0, length), Span(at, at + length), exact=True),))

    @classmethod
    def of_pieces(cls, pieces: Iterable[tuple[int, Span, bool]]) -> "OffsetMap":
        """The map of pieces in order: target length in code points, source span, whether it is exact.

        Neighbouring exact pieces whose source is contiguous are joined; empty pieces are dropped.
        """
        segments: list[Segment] = []
        at = 0
        for length, source, exact in pieces:
            if not length:
                continue
            last = segments[-1] if segments else None
            if last and exact and last.exact and last.source.end == source.start:
                segments[-1] = Segment(
                    Span(last.target.start, at + length), Span(last.source.start, source.end), exact=True
                )
            else:
                segments.append(Segment(Span(at, at + length), source, exact))
            at += length
        return cls(tuple(segments))

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.target.start for segment in self.segments]

    @cached_property
    def _ends(self) -> list[int]:
        return [segment.source.end for segment in self.segments]

    def _at(self, offset: int) -> Segment:
        return self.segments[max(bisect_right(self._starts, offset) - 1, 0)]

    def to_source(self, span: Span) -> Span:
        """The source span that a target span stands for; opaque segments that it touches count whole."""
        if not self.segments:
            return Span(0, 0)
        first = self._at(span.start)
        last = self._at(max(span.end - 1, span.start))
        start = first.source.start + (span.start - first.target.start if first.exact else 0)
        end = last.source.start + span.end - last.target.start if last.exact else last.source.end
        return Span(start, max(start, end))

    def from_source(self, offset: int) -> int:
        """The first target offset that stands for source behind a source offset; the length if none does."""
        at = bisect_right(self._ends, offset)
        if at == len(self.segments):
            return self.segments[-1].target.end if self.segments else 0
        target, source, exact = self.segments[at]
        return target.start + (max(0, offset - source.start) if exact else 0)

    def is_exact(self, span: Span) -> bool:
        """Whether the span lies in one exact segment, so that a fix may rewrite it."""
        if not self.segments:
            return False
        segment = self._at(span.start)
        return segment.exact and segment.target.contains(span)
