"""Comments of a YAML library that are for us, and which value each of them is about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from yaml.events import Event, ScalarEvent

from replylint.packs.events import yaml_events
from replylint.readers.directives import KEY, comment
from replylint.readers.excerpt import Excerpt
from replylint.readers.library.document import Document, Items, Remark, Table, Value
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Suppression

REMARK = re.compile(rf"(?:^|(?<=[ \t]))#(?P<words>[ \t]*{KEY}[ \t]*:[^\r\n]*)", re.MULTILINE)
KEY_GAP = re.compile(r"[\"']?\s*:\s*(?:[&!]\S*\s*)*(?:#[^\r\n]*\s*)*")


def remarks_in(source: Source, window: Span) -> tuple[Remark, ...]:
    """The comments in a stretch of YAML, in the order of what they are about. Raises ProblemsError."""
    found = list(REMARK.finditer(source.text, *window)) if KEY in source.text else []
    if not found:
        return ()
    scalars = [span(event, window) for event in yaml_events(source, window) if isinstance(event, ScalarEvent)]
    starts = [scalar.start for scalar in scalars]
    remarks = []
    for remark in found:
        at = bisect_right(starts, remark.start())
        if at and remark.start() < scalars[at - 1].end:
            continue
        line = source.line_span(source.point(remark.start()).line).start
        alone = not source.text[line : remark.start()].strip()
        near = at if alone else at - 1
        about = scalars[near] if 0 <= near < len(scalars) else Span(window.end, window.end)
        remarks.append(Remark(Excerpt.of(source.text, Span(*remark.span("words"))), about))
    return tuple(sorted(remarks, key=lambda remark: remark.about))


def span(event: Event, window: Span) -> Span:
    """Where an event stands, without the blank lines and comments after it."""
    start, end = (
        mark.index + window.start if mark else window.start for mark in (event.start_mark, event.end_mark)
    )
    return Span(start, end)


def with_remarks(items: Iterable[Reply | Problem], document: Document) -> Iterator[Reply | Problem]:
    """The replies of a document with what its comments say, and what is wrong with those.

    A comment is about the value at hand; where that holds no reply, about what is around it.
    """
    if not document.remarks:
        yield from items
        return
    found = list(items)
    starts = sorted({start_of(item) for item in found if isinstance(item, Reply)})
    tree = _Tree(document)
    said = dict[int, list[Suppression]]()
    for remark in document.remarks:
        directive = comment(remark.words, document.source)
        about = tree.around(remark.about, starts)
        if isinstance(directive, Problem):
            yield directive
        elif directive is not None and about is None:
            yield directive.problem(
                "suppression not applied: there is no reply about it",
                "put it above an entry, or in it",
                level=Level.ERROR,
            )
        elif directive is not None and about is not None:
            for start in starts[bisect_left(starts, about.start) : bisect_left(starts, about.end)]:
                said.setdefault(start, []).append(replace(directive, scope=None))
    for item in found:
        own = said.get(start_of(item), ()) if isinstance(item, Reply) else ()
        yield (
            replace(item, suppressions=(*item.suppressions, *own))
            if isinstance(item, Reply) and own
            else item
        )


def start_of(reply: Reply) -> int:
    """Where a reply begins in its source."""
    return reply.source_span(Span(0, len(reply.text))).start


class _Tree:
    """The places of all values of a document in order, each with the number of the one that it is in."""

    def __init__(self, document: Document) -> None:
        self.text = document.source.text
        self.places = [document.place]
        self.parents = [-1]
        pending: list[tuple[Value, int]] = [(document.root, 0)]
        while pending:
            value, number = pending.pop()
            if isinstance(value, Items | Table):
                places = value.places if isinstance(value, Items) else list(value.places.values())
                inner = value if isinstance(value, Items) else value.values()
                for child, place in zip(inner, places, strict=True):
                    if self.places[number].contains(place):
                        pending.append((child, len(self.places)))
                        self.places.append(place)
                        self.parents.append(number)
        self.order = sorted(range(len(self.places)), key=lambda number: (self.places[number].start, number))
        self.starts = [self.places[number].start for number in self.order]

    def around(self, scalar: Span, replies: list[int]) -> Span | None:
        """The smallest value at a scalar in which a reply begins; that of a key comes before its mapping."""
        if scalar.start >= len(self.text):
            return None
        at = bisect_right(self.starts, scalar.start)
        after = bisect_left(self.starts, scalar.end)
        if after < len(self.starts) and KEY_GAP.fullmatch(self.text, scalar.end, self.starts[after]):
            number = self.order[after]
        else:
            number = self.order[at - 1] if at else -1
        while number >= 0:
            place = self.places[number]
            first = bisect_left(replies, place.start)
            if first < len(replies) and replies[first] < place.end:
                return place
            number = self.parents[number]
        return None
