"""Text taken out of a source piece by piece, with the way back kept through every step."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from replylint.text.offsets import OffsetMap
from replylint.text.span import Span

Piece = tuple[int, Span, bool]
"""Length in code points, source span, whether it is a verbatim copy."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text and the map from it to the source that it was taken from."""

    text: str
    offsets: OffsetMap

    @classmethod
    def of(cls, source: str, span: Span) -> "Excerpt":
        """A verbatim stretch of a source."""
        return cls(span.of(source), OffsetMap.identity(span.end - span.start, span.start))


class Composer:
    """Writes a new text from an excerpt: verbatim copies, and words that stand for stretches of it.

    The stretches must come in order.
    """

    def __init__(self, base: Excerpt) -> None:
        self.base = base
        self.length = 0
        self._texts: list[str] = []
        self._pieces: list[Piece] = []

    def copy(self, start: int, end: int) -> None:
        """Take over a stretch of the excerpt verbatim."""
        if start < end:
            self._add(self.base.text[start:end], Span(start, end), exact=True)

    def put(self, text: str, start: int, end: int) -> None:
        """Write a text that stands for a stretch of the excerpt (an empty one is a place)."""
        if text:
            self._add(text, Span(start, end), exact=False)

    def excerpt(self) -> Excerpt:
        """What was written."""
        offsets = through(OffsetMap.of_pieces(self._pieces), self.base.offsets)
        return Excerpt("".join(self._texts), offsets)

    def _add(self, text: str, span: Span, *, exact: bool) -> None:
        self._texts.append(text)
        _append(self._pieces, (len(text), span, exact))
        self.length += len(text)


def through(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """The map that takes `outer` first and `inner` on what it gives.

    What is exact in both stays exact; neighbours that stand for the same opaque stretch become one.
    """
    if len(inner.segments) == 1 and inner.segments[0].exact:
        shift = inner.segments[0].source.start
        moved = (
            (target.end - target.start, Span(source.start + shift, source.end + shift), exact)
            for target, source, exact in outer.segments
        )
        return OffsetMap.of_pieces(moved) if shift else outer
    pieces: list[Piece] = []
    at = 0
    for target, source, exact in outer.segments:
        if not exact:
            _append(pieces, (target.end - target.start, inner.to_source(source), False))
            continue
        while at and inner.segments[at].target.start > source.start:
            at -= 1
        while inner.segments[at].target.end <= source.start:
            at += 1
        start = source.start
        while start < source.end:
            under, below, verbatim = inner.segments[at]
            end = min(under.end, source.end)
            if verbatim:
                first = below.start + start - under.start
                below = Span(first, first + end - start)
            _append(pieces, (end - start, below, verbatim))
            start = end
            at += start < source.end
    return OffsetMap.of_pieces(pieces)


def joined(parts: Iterable[Excerpt], between: str = "\n\n") -> Excerpt:
    """Excerpts of one source, in order, with a text between that stands for what lies between them."""
    kept = [part for part in parts if part.text]
    return joined_with((between if nth else "", part) for nth, part in enumerate(kept))


def joined_with(parts: Iterable[tuple[str, Excerpt]]) -> Excerpt:
    """Excerpts of one source, in order, each with a text before it that stands for what was passed over."""
    texts: list[str] = []
    pieces: list[Piece] = []
    for before, part in parts:
        segments = part.offsets.segments
        if before and segments:
            first = segments[0].source.start
            last = pieces[-1][1].end if pieces else first
            pieces.append((len(before), Span(last, max(last, first)), False))
            texts.append(before)
        for target, source, exact in segments:
            _append(pieces, (target.end - target.start, source, exact))
        texts.append(part.text)
    return Excerpt("".join(texts), OffsetMap.of_pieces(pieces))


def in_order(parts: Iterable[Excerpt]) -> bool:
    """Whether excerpts of one source follow one another, so that they can be joined."""
    kept = [part.offsets.segments for part in parts if part.text]
    return all(left[-1].source.end <= right[0].source.start for left, right in pairwise(kept))


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; where it shares source with the one before, the two opaque ones become one.

    What would run backwards stands for the place that was reached.
    """
    if not pieces or pieces[-1][1].end <= piece[1].start:
        pieces.append(piece)
        return
    length, span, exact = piece
    before, last, verbatim = pieces[-1]
    if not verbatim and not exact and last.start <= span.start:
        pieces[-1] = (before + length, Span(last.start, max(last.end, span.end)), False)
    elif not verbatim and exact and last.start <= span.start:
        pieces[-1] = (before, Span(last.start, span.start), False)
        pieces.append(piece)
    else:
        pieces.append((length, Span(last.end, max(last.end, span.end)), False))
