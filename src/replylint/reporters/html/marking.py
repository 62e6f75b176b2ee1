"""A reply's text in runs: which notes each belongs to, what is a placeholder, and what is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from replylint.reporters.html import bounds
from replylint.text.placeholder import PLACEHOLDER
from replylint.text.span import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text (code points) with the same marks.

    `notes` are the numbers of the notes on it, `starts` of those that begin with it.
    """

    span: Span
    notes: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    placeholder: bool = False
    left_out: bool = False


def runs(text: str, marked: Sequence[Span], *, template: bool) -> Iterator[Run]:
    """The runs of a text, in order, without a gap; `marked` are the spans of the notes, by number."""
    shown = windows(len(text), marked)
    names = placeholders(text, shown) if template else []
    edges = {0, len(text)}
    for span in (*shown, *names, *marked):
        edges.update(span)
    begins: dict[int, list[int]] = {}
    for number, span in enumerate(marked):
        begins.setdefault(span.start, []).append(number)
    within, named = Inside(shown), Inside(names)
    active: list[int] = []
    stops = sorted(edges)
    for start, end in zip(stops, [*stops[1:], None], strict=True):
        active = [number for number in active if marked[number].end > start]
        starts = begins.get(start, [])
        empty = [number for number in starts if marked[number].end == start]
        if empty:
            yield Run(Span(start, start), tuple(empty), tuple(empty))
        starts = [number for number in starts if number not in empty]
        active += starts
        if end is not None:
            yield Run(
                Span(start, end),
                tuple(active),
                tuple(starts),
                placeholder=named.holds(start),
                left_out=not within.holds(start),
            )


def placeholders(text: str, shown: Iterable[Span]) -> list[Span]:
    """The placeholders in what is shown."""
    within = Inside(shown)
    found = (Span(*name.span()) for name in PLACEHOLDER.finditer(text))
    return [span for span in found if within.holds(span.start)]


class Inside:
    """Whether offsets that only grow lie in one of some spans, in order and apart."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = iter(spans)
        self.span: Span | None = next(self.spans, None)

    def holds(self, offset: int) -> bool:
        """Whether one of the spans holds an offset."""
        while self.span is not None and self.span.end <= offset:
            self.span = next(self.spans, None)
        return self.span is not None and self.span.start <= offset


def windows(length: int, marked: Iterable[Span]) -> list[Span]:
    """What is shown of a text: all of a short one, of a long one its beginning and what is around marks.

    A mark that is long itself is cut. In the end there are twice as many code points as there may be of a
    short one, or a little more.
    """
    if length <= bounds.TEXT:
        return [Span(0, length)]
    shown = [Span(0, bounds.AROUND)]
    room = 2 * bounds.TEXT
    for span in sorted(marked):
        start = max(span.start - bounds.AROUND, 0)
        end = min(span.start + bounds.TEXT // 2, span.end, length) + bounds.AROUND
        end = min(end, length)
        last = shown[-1]
        if start <= last.end:
            shown[-1] = Span(last.start, max(last.end, end))
        else:
            shown.append(Span(start, end))
        room -= end - start
        if room < 0:
            break
    return shown
