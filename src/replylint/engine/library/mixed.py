"""Ways of writing that are mixed: the one that most templates have holds."""

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

    def take(self, view: View, key: Key) -> None:
        """One more template."""
        self.keys.append(key)
        for ways in self.ways:
            found: dict[str, Span] = {}
            if view.english or not ways.mix.english:
                for way, span in matches(view, ways):
                    found.setdefault(way, span)
            had = [Had(way, mark(view, key, span, self.rule)) for way, span in found.items()]
            self.had.setdefault(ways.name, []).append(had)

    def conflicts(self) -> Iterator[Conflict]:
        """Each template that has another way than most."""
        places = units(self.keys, self.within)
        for ways in self.ways:
            groups: dict[str, list[Had]] = {}
            for unit, had in zip(places, self.had.get(ways.name, ()), strict=True):
                groups.setdefault(unit, []).extend(had)
            for group in groups.values():
                yield from odd_ones(ways, group)


def matches(view: View, ways: Ways) -> Iterator[tuple[str, Span]]:
    """The ways in a template, in order."""
    kinds = (ways.mix.scope,) if ways.mix.scope else ("greeting", "body", "list", "closing")
    for part in view.parts(*kinds):
        for span, word in view.words(part) if ways.words else ():
            if word in ways.words:
                yield ways.words[word], span
        text = part.of(view.text if ways.mix.scope != "greeting" else view.reply.text)
        for way, expression in ways.expressions.items():
            found = compiled(expression).search(text)
            if found and found.end() > found.start():
                yield way, Span(part.start + found.start(), part.start + found.end())


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
