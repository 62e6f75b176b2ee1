"""Ways of writing that are mixed: the one that most templates have holds."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from replylint.engine.library.joining import Key
from replylint.engine.library.member import Conflict, Mark, Within, mark, units
from replylint.engine.library.view import View
from replylint.engine.library.wording import compiled
from replylint.packs.compare import Mix
from replylint.text.span import Span

NAMED = 3
"""Templates of the usual way that a finding names."""


LAST = Span(sys.maxsize, sys.maxsize)


@dataclass(frozen=True, slots=True)
class Ways:
    """A mix with its ways: words that are looked up, and expressions."""

    name: str
    mix: Mix
    words: dict[str, str]
    expressions: dict[str, str]


class Had(NamedTuple):
    """A way that a template has, and where it first does."""

    way: str
    where: Mark


@dataclass
class Mixes:
    """Gathers which ways templates have."""

    rule: str
    ways: Sequence[Ways]
    within: Within
    keys: list[Key] = field(default_factory=list)
    had: dict[str, list[list[Had]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known: dict[str, list[tuple[int, str]]] = {}
        for nth, ways in enumerate(self.ways):
            for word, way in ways.words.items():
                self.known.setdefault(word, []).append((nth, way))

    def take(self, view: View, key: Key) -> None:
        """One more template."""
        self.keys.append(key)
        found: list[dict[str, Span]] = [{} for _ in self.ways]
        for nth, way, span in [*self.looked_up(view), *self.searched(view)]:
            if span.start < found[nth].get(way, LAST).start:
                found[nth][way] = span
        for ways, spans in zip(self.ways, found, strict=True):
            counts = spans and (view.english or not ways.mix.english)
            had = [Had(way, mark(view, key, span, self.rule)) for way, span in spans.items() if counts]
            self.had.setdefault(ways.name, []).append(had)

    def looked_up(self, view: View) -> Iterator[tuple[int, str, Span]]:
        """The words that are known, written small: names are written as they are."""
        for word in self.known.keys() & view.words if self.known else ():
            for place in view.places(word):
                kind = view.layout.at(place.start).kind
                yield from (
                    (nth, way, place) for nth, way in self.known[word] if kind in parts(self.ways[nth].mix)
                )

    def searched(self, view: View) -> Iterator[tuple[int, str, Span]]:
        """What the expressions find first."""
        for nth, ways in enumerate(self.ways):
            text = view.reply.text if ways.mix.scope == "greeting" else view.text
            for part in view.parts(*parts(ways.mix)) if ways.expressions else ():
                for way, expression in ways.expressions.items():
                    found = compiled(expression).search(part.of(text))
                    if found and found.end() > found.start():
                        yield nth, way, Span(part.start + found.start(), part.start + found.end())

    def conflicts(self) -> Iterator[Conflict]:
        """Each template that has another way than most."""
        places = units(self.keys, self.within)
        for ways in self.ways:
            groups: dict[str, list[Had]] = {}
            for unit, had in zip(places, self.had.get(ways.name, ()), strict=True):
                groups.setdefault(unit, []).extend(had)
            for group in groups.values():
                yield from odd_ones(ways, group)


def parts(mix: Mix) -> tuple[str, ...]:
    """The parts of a template that a mix looks at."""
    return (mix.scope,) if mix.scope else ("greeting", "body", "list", "closing")


def odd_ones(ways: Ways, group: Sequence[Had]) -> Iterator[Conflict]:
    """Each template with a way that is not the usual one, where there is one."""
    counts = Counter(had.way for had in group)
    if len(counts) < 2:
        return
    usual = max(ways.mix.ways, key=lambda way: counts[way])
    if counts[usual] < ways.mix.fewest or counts[usual] <= ways.mix.share * sum(counts.values()):
        return
    ordered = sorted(group, key=lambda had: had.where.order)
    rest = tuple([had.where for had in ordered if had.way == usual][:NAMED])
    tally = ", ".join(f"{way} in {counts[way]:,}" for way in ways.mix.ways if counts[way])
    for had in ordered:
        if had.way != usual:
            yield Conflict(f"{had.way} {ways.name}; {tally}", (had.where,), rest, NAMED)
