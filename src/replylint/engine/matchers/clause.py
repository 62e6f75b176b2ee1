"""Clause patterns: all of a pack asked at once, by what a clause is, and then one by one by their words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from replylint.engine.analysis import Analysis
from replylint.engine.clause import Clause
from replylint.engine.occurrences import Occurrences
from replylint.packs import patterns
from replylint.packs.patterns import Role

ROLES = frozenset(get_args(Role))

Lists = Mapping[str, Sequence[str]]


def verbs(names: Sequence[str], words: Lists) -> frozenset[str]:
    """Base forms with their particles ("look into"), word lists filled in."""
    found: set[str] = set()
    for name in names:
        found.update(words[name.lstrip("~@")] if name.lstrip("~").startswith("@") else (name,))
    return frozenset(" ".join(entry.lower().split()) for entry in found)


def has_verb(known: frozenset[str], clause: Clause) -> bool:
    """Whether the clause's verb is one of these, with its particles where any are named."""
    if clause.lemma in known:
        return True
    return bool(clause.particles) and any(
        entry.startswith(clause.lemma + " ") and clause.particles.issuperset(entry.split()[1:])
        for entry in known
    )


@dataclass(frozen=True, slots=True)
class WordTests:
    """What a clause pattern asks of the words of a clause that is of the right sort.

    `verbs` and `other_verbs` are those that it must and must not have, where particles decide; roles of
    subject and object count where a phrase would do as well.
    """

    verbs: frozenset[str]
    other_verbs: frozenset[str]
    subjects: tuple[frozenset[str], tuple[str, ...]]
    objects: tuple[frozenset[str], tuple[str, ...]]
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    def hold(self, a: Analysis, clause: Clause, phrases: Occurrences) -> bool:
        """Whether a clause passes them all."""
        if self.verbs and not has_verb(self.verbs, clause):
            return False
        if self.other_verbs and has_verb(self.other_verbs, clause):
            return False
        roles, texts = self.subjects
        if texts and clause.subject not in roles and not at_subject(texts, a, clause, phrases):
            return False
        roles, texts = self.objects
        if texts and roles.isdisjoint(clause.objects) and not at_object(texts, a, clause, phrases):
            return False
        first, last = min(clause.first, clause.start), max(clause.last, clause.end)
        if self.inside and not any(phrases.within(text, first, last) for text in self.inside):
            return False
        return not any(phrases.within(text, first, last) for text in self.outside)


def at_subject(texts: Iterable[str], a: Analysis, clause: Clause, phrases: Occurrences) -> bool:
    """Whether a phrase occurs in the grammatical subject."""
    if clause.subject_at < 0:
        return False
    first, last = extent(a, clause.subject_at)
    return any(phrases.within(text, first, last + 1) for text in texts)


def at_object(texts: Sequence[str], a: Analysis, clause: Clause, phrases: Occurrences) -> bool:
    """Whether a phrase occurs behind the verb, or in the subject of a passive."""
    if any(phrases.within(text, clause.verb + 1, clause.last) for text in texts):
        return True
    return clause.passive and at_subject(texts, a, clause, phrases)


def extent(a: Analysis, head: int) -> tuple[int, int]:
    """First and last word of a noun phrase: its head and what hangs on it, clauses left out."""
    known = a.noun_phrases.get(head)
    if known is None:
        known = a.noun_phrases[head] = find_extent(a, head)
    return known


def find_extent(a: Analysis, head: int) -> tuple[int, int]:
    """The extent of a noun phrase, found anew."""
    first = last = head
    for kid in a.kids[head]:
        if a.dep[kid] in ("relcl", "acl", "conj", "cc", "punct", "appos"):
            continue
        low, high = find_extent(a, kid)
        first, last = min(first, low), max(last, high)
    return first, last


def word_tests(pattern: patterns.Clause, words: Lists) -> WordTests:
    """What is left to ask of the words where a pattern's other keys fit."""
    wanted = verbs(pattern.verb or (), words)
    barred = verbs(pattern.not_verb or (), words)
    return WordTests(
        verbs=wanted if any(" " in entry for entry in wanted) else frozenset(),
        other_verbs=frozenset(entry for entry in barred if " " in entry),
        subjects=parted(pattern.subject or ()),
        objects=parted(pattern.object or ()),
        inside=tuple(pattern.with_ or ()),
        outside=tuple(pattern.without or ()),
    )


def parted(names: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Roles, and the phrases among them."""
    return frozenset(names) & ROLES, tuple(name for name in names if name not in ROLES)


def anchors(pattern: patterns.Clause, words: Lists) -> frozenset[str]:
    """The verbs of which one must occur; empty where any will do."""
    return frozenset(entry.split(" ", 1)[0] for entry in verbs(pattern.verb or (), words))


def phrases_in(pattern: patterns.Clause) -> list[str]:
    """The phrases in a clause pattern."""
    named = [*(pattern.subject or ()), *(pattern.object or ())]
    return [*(name for name in named if name not in ROLES), *(pattern.with_ or ()), *(pattern.without or ())]


class Feature:
    """One key of clause patterns: which of them, as bits, take which value."""

    __slots__ = ("free", "taking")

    def __init__(self) -> None:
        self.free = 0
        self.taking: dict[object, int] = {}

    def add(self, bit: int, values: Iterable[object] | None) -> None:
        """A pattern that takes some values, or does not ask (None)."""
        if values is None:
            self.free |= bit
            return
        for value in values:
            self.taking[value] = self.taking.get(value, 0) | bit

    def one(self, value: object) -> int:
        """The patterns that take a value."""
        return self.free | self.taking.get(value, 0)

    def some(self, values: Iterable[object]) -> int:
        """The patterns that take one of the values."""
        found = self.free
        for value in values:
            found |= self.taking.get(value, 0)
        return found


class ClauseIndex:
    """All clause patterns of a pack: which of them fit a clause, words left out of account."""

    def __init__(self, clauses: Iterable[tuple[int, patterns.Clause, WordTests]], words: Lists) -> None:
        self.features = {name: Feature() for name in FEATURES}
        self.tests: dict[int, WordTests] = {}
        self.known: dict[tuple[object, ...], int] = {}
        for number, pattern, tests in clauses:
            for name, values in asked(pattern, words):
                self.features[name].add(1 << number, values)
            self.tests[number] = tests

    def fitting(self, clause: Clause) -> int:
        """The patterns that fit a clause, as bits."""
        verb, barred = self.features["verb"], self.features["not_verb"]
        return verb.one(clause.lemma) & ~barred.one(clause.lemma) & self.fitting_frame(clause)

    def fitting_frame(self, clause: Clause) -> int:
        """The patterns that fit a clause whatever its verb is; kept, as there are few sorts of clauses."""
        sort = (clause.subject, clause.objects, *clause[6:13])
        known = self.known.get(sort)
        if known is None:
            known = self.known[sort] = self.find_fitting(clause)
        return known

    def find_fitting(self, clause: Clause) -> int:
        """The patterns that fit a clause whatever its verb is."""
        of = self.features
        return (
            of["subject"].one(clause.subject)
            & of["mood"].one(clause.mood)
            & of["polarity"].one(clause.negative)
            & of["modality"].one(clause.modality)
            & of["time"].one(clause.time)
            & of["voice"].one(clause.passive)
            & of["relative"].one(clause.relative)
            & of["modal"].some(clause.modals)
            & of["object"].some(clause.objects)
        )


FEATURES = (
    "verb",
    "not_verb",
    "subject",
    "mood",
    "polarity",
    "modality",
    "time",
    "voice",
    "relative",
    "modal",
    "object",
)


def asked(pattern: patterns.Clause, words: Lists) -> Iterator[tuple[str, Iterable[object] | None]]:
    """The values that a pattern takes (or, for `not_verb`, does not) key by key; None where any will do."""
    yield "verb", anchors(pattern, words) or None
    yield "not_verb", (entry for entry in verbs(pattern.not_verb or (), words) if " " not in entry)
    for name, names in (("subject", pattern.subject), ("object", pattern.object)):
        roles, texts = parted(names or ())
        yield name, None if names is None or texts else roles
    yield "mood", pattern.mood or None
    yield "polarity", None if pattern.polarity is None else (pattern.polarity == "negative",)
    yield "modality", pattern.modality or None
    yield "time", pattern.time or None
    yield "voice", None if pattern.voice is None else (pattern.voice == "passive",)
    yield "relative", None if pattern.relative is None else (pattern.relative,)
    yield "modal", pattern.modal or None
