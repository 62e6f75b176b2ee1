"""Facts that templates contradict each other in: periods, phone numbers, opening hours, addresses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, Self, cast

from replylint.engine.library.joining import Key
from replylint.engine.library.member import Conflict, Mark, Within, mark, units
from replylint.engine.library.names import names_in, own_names
from replylint.engine.library.view import Sentence, View
from replylint.engine.library.wording import Around, compiled
from replylint.packs.compare import Fact
from replylint.text.span import Span

NAMED = 5
"""Templates that a finding names, of those that say otherwise."""

MOST_VALUES = 20
"""Values of one fact in one template that are looked at."""

NEAR = 400
"""Characters before and behind a value that are looked at, however long its sentence is."""

ON_A_LINE = ("address", "hours")
"""What often stands on a line of its own."""

BEFORE = 200
"""Characters before such a line in which it may be said what it is."""


class Value(Protocol):
    """What a fact is compared by."""

    def agrees(self, other: Self) -> bool:
        """Whether both can be true."""


class Said(NamedTuple):
    """A value said in a template, and what makes the fact one of its own: words of `apart`, names."""

    value: Value
    apart: frozenset[str]
    names: frozenset[str]
    where: Mark

    def besides(self, own: frozenset[str]) -> Self:
        """The same where these names say nothing."""
        return self._replace(apart=self.apart | (self.names - own), names=frozenset())


class Read(NamedTuple):
    """A value in a template, and its sentence."""

    span: Span
    value: Value
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """A fact with its phrases as expressions."""

    name: str
    fact: Fact
    said: tuple[Around, ...]
    besides: str
    apart: str


@dataclass
class Facts:
    """Gathers what templates say of some facts."""

    rule: str
    wordings: Sequence[Wording]
    within: Within
    keys: list[Key] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    said: dict[str, list[list[Said]]] = field(default_factory=dict)

    def take(self, view: View, key: Key) -> None:
        """One more template."""
        self.keys.append(key)
        self.names.append(names_in(view.text))
        read: dict[tuple[str, ...], list[Read]] = {}
        for wording in self.wordings:
            kind = (wording.fact.value, *wording.fact.regions)
            if kind not in read:
                read[kind] = list(readings(view, wording.fact))
            found = [
                Said(one.value, *apart, mark(view, key, one.span, self.rule))
                for one in read[kind]
                if (apart := kept_apart(view, wording, one)) is not None
            ]
            self.said.setdefault(wording.name, []).append(found)

    def conflicts(self) -> Iterator[Conflict]:
        """Each template that says other than most do."""
        places = units(self.keys, self.within)
        own = own_names(places, self.names)
        for name, found in self.said.items():
            groups: dict[tuple[str, frozenset[str]], list[Said]] = {}
            for unit, these in zip(places, found, strict=True):
                for one in alone([one.besides(own[unit]) for one in these]):
                    groups.setdefault((unit, one.apart), []).append(one)
            for group in groups.values():
                yield from contradicting(name, group)


def readings(view: View, fact: Fact) -> Iterator[Read]:
    """The values of the fact's kind in a template."""
    for span, value in values(view.text, fact):
        sentence = view.sentence_of(span)
        if sentence is not None:
            yield Read(span, value, sentence)


def kept_apart(view: View, wording: Wording, read: Read) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words and the names that make a fact of its own of it; None where a value is of no such fact."""
    start, end = (
        max(read.sentence.start, read.span.start - NEAR),
        min(read.sentence.end, read.span.end + NEAR),
    )
    before = max(read.sentence.before, start - NEAR)
    text = view.text[start:end]
    if not is_said(wording, view, Span(start, end), read.span):
        before = max(start - BEFORE, 0)
        if wording.fact.value not in ON_A_LINE or not is_said(wording, view, Span(before, end), read.span):
            return None
    near = words_of(wording.apart, text) or words_of(wording.apart, view.text[before:start])
    names = frozenset[str]() if wording.fact.value == "address" else names_in(text)
    return frozenset(near | words_of(wording.apart, view.title)), names


def values(text: str, fact: Fact) -> Iterable[tuple[Span, Value]]:
    """The values of the fact's kind in a text."""
    found: Iterable[tuple[Span, object]]
    match fact.value:
        case "duration":
            from replylint.engine.library.durations import durations  # noqa: PLC0415 - by need

            found = durations(text)
        case "phone":
            from replylint.engine.library.phones import phones  # noqa: PLC0415 - libphonenumber takes time

            found = phones(text, fact.regions)
        case "hours":
            from replylint.engine.library.hours import hours  # noqa: PLC0415

            found = hours(text)
        case "address":
            from replylint.engine.library.postal import addresses  # noqa: PLC0415

            found = addresses(text)
    return cast("Iterable[tuple[Span, Value]]", found)


def is_said(wording: Wording, view: View, within: Span, value: Span) -> bool:
    """Whether one of the fact's phrases stands around a value, within a stretch of a template."""
    text, start, end = within.of(view.text), value.start - within.start, value.end - within.start
    for around in wording.said:
        stretch = around.stretch(text, start, end)
        if stretch is not None and not (wording.besides and compiled(wording.besides).search(stretch)):
            return True
    return False


def words_of(expression: str, text: str) -> set[str]:
    """What an expression finds in a text, in small letters and without the s of plurals."""
    if not expression:
        return set()
    return {found.group().lower().removesuffix("s") for found in compiled(expression).finditer(text)}


def alone(found: Sequence[Said]) -> Iterator[Said]:
    """The values of a template that go together: where they do not, it knows of cases."""
    groups: dict[frozenset[str], list[Said]] = {}
    for one in found:
        groups.setdefault(one.apart, []).append(one)
    for group in groups.values():
        distinct = {one.value: one for one in reversed(group)}
        values = list(distinct)[:MOST_VALUES]
        if all(one.agrees(other) for nth, one in enumerate(values) for other in values[:nth]):
            yield from (distinct[value] for value in values)


def contradicting(name: str, group: Sequence[Said]) -> Iterator[Conflict]:
    """What of a group says other than most of it: the value of most templates, the first of equals, holds."""
    ordered = sorted(group, key=lambda said: said.where.order)
    by_value: dict[Value, list[Mark]] = {}
    for said in ordered:
        by_value.setdefault(said.value, []).append(said.where)
    holding: list[Value] = []
    for value in sorted(by_value, key=lambda value: -len(by_value[value])):
        usual = next((one for one in holding if not value.agrees(one)), None)
        if usual is None:
            holding.append(value)
            continue
        rest, odd = by_value[usual], by_value[value]
        detail = f"{name}, {len(rest):,} against {len(odd):,}"
        yield from (Conflict(detail, (one,), tuple(rest), NAMED, mutual=True) for one in odd)
