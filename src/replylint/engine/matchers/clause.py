"""Clause patterns: tests on the clauses that were read once."""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from replylint.engine.analysis import Analysis
from replylint.engine.clause import Clause
from replylint.engine.matchers.phrase import Match, occurs
from replylint.engine.phrasebook import PhraseBook
from replylint.packs import patterns
from replylint.packs.patterns import Role

Test = Callable[[Analysis, Clause], bool]
ROLES = frozenset(get_args(Role))


def verbs(names: Sequence[str], words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Base forms with their particles ("look into"), word lists filled in."""
    found: set[str] = set()
    for name in names:
        found.update(words[name.lstrip("~@")] if name.lstrip("~").startswith("@") else (name,))
    return frozenset(" ".join(entry.lower().split()) for entry in found)


def has_verb(known: frozenset[str]) -> Test:
    """Whether the clause's verb is one of these, with its particles where any are named."""
    plain = frozenset(entry for entry in known if " " not in entry)
    phrasal: dict[str, list[frozenset[str]]] = {}
    for entry in known - plain:
        verb, *particles = entry.split()
        phrasal.setdefault(verb, []).append(frozenset(particles))

    def test(_a: Analysis, clause: Clause) -> bool:
        if clause.lemma in plain:
            return True
        return any(particles <= clause.particles for particles in phrasal.get(clause.lemma, ()))

    return test


def subject_test(names: Sequence[str], book: PhraseBook) -> Test:
    """Whether the doer has one of these roles, or the grammatical subject one of these phrases."""
    roles = frozenset(names) & ROLES
    parts = [book.match(name) for name in names if name not in ROLES]

    def test(a: Analysis, clause: Clause) -> bool:
        if clause.subject in roles:
            return True
        return clause.subject_at >= 0 and any(phrase_of(a, clause.subject_at, part) for part in parts)

    return test


def phrase_of(a: Analysis, head: int, part: Match) -> bool:
    """Whether a phrase occurs in the noun phrase around its head."""
    first, last = extent(a, head)
    return occurs(part, a, first, last + 1)


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


def object_test(names: Sequence[str], book: PhraseBook) -> Test:
    """Whether it is done to one of these roles, or to what one of these phrases names."""
    roles = frozenset(names) & ROLES
    parts = [book.match(name) for name in names if name not in ROLES]

    def test(a: Analysis, clause: Clause) -> bool:
        if roles & clause.objects:
            return True
        if any(occurs(part, a, clause.verb + 1, clause.last) for part in parts):
            return True
        return (
            clause.passive
            and clause.subject_at >= 0
            and any(phrase_of(a, clause.subject_at, p) for p in parts)
        )

    return test


def compile_clause(pattern: patterns.Clause, book: PhraseBook, words: Mapping[str, Sequence[str]]) -> Test:
    """The test of a clause pattern whose phrases all read."""
    tests: list[Test] = []
    if pattern.verb is not None:
        tests.append(has_verb(verbs(pattern.verb, words)))
    if pattern.not_verb is not None:
        other = has_verb(verbs(pattern.not_verb, words))
        tests.append(lambda a, clause: not other(a, clause))
    tests += [test for test in plain_tests(pattern) if test]
    if pattern.subject is not None:
        tests.append(subject_test(pattern.subject, book))
    if pattern.object is not None:
        tests.append(object_test(pattern.object, book))
    if pattern.with_ is not None:
        inside = [book.match(text) for text in pattern.with_]
        tests.append(lambda a, clause: any(occurs(part, a, *reach(clause)) for part in inside))
    if pattern.without is not None:
        outside = [book.match(text) for text in pattern.without]
        tests.append(lambda a, clause: not any(occurs(part, a, *reach(clause)) for part in outside))
    return lambda a, clause: all(test(a, clause) for test in tests)


def reach(clause: Clause) -> tuple[int, int]:
    """The words of a clause and of all that hangs on it."""
    return min(clause.first, clause.start), max(clause.last, clause.end)


def plain_tests(pattern: patterns.Clause) -> list[Test | None]:
    """Tests of the keys that need no words."""
    moods, times = frozenset(pattern.mood or ()), frozenset(pattern.time or ())
    modalities, modals = frozenset(pattern.modality or ()), frozenset(pattern.modal or ())
    negative, passive = pattern.polarity == "negative", pattern.voice == "passive"
    return [
        (lambda _a, clause: clause.negative == negative) if pattern.polarity else None,
        (lambda _a, clause: clause.passive == passive) if pattern.voice else None,
        (lambda _a, clause: clause.relative == pattern.relative) if pattern.relative is not None else None,
        (lambda _a, clause: clause.mood in moods) if moods else None,
        (lambda _a, clause: clause.time in times) if times else None,
        (lambda _a, clause: clause.modality in modalities) if modalities else None,
        (lambda _a, clause: bool(modals & clause.modals)) if modals else None,
    ]


def anchors(pattern: patterns.Clause, words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The verbs of which one must occur; empty where any will do."""
    if pattern.verb is None:
        return frozenset()
    return frozenset(entry.split(" ", 1)[0] for entry in verbs(pattern.verb, words))


def phrases_in(pattern: patterns.Clause) -> list[str]:
    """The phrases in a clause pattern."""
    named = [*(pattern.subject or ()), *(pattern.object or ())]
    return [*(name for name in named if name not in ROLES), *(pattern.with_ or ()), *(pattern.without or ())]


def gates(pattern: patterns.Clause, book: PhraseBook) -> list[list[str]]:
    """Keys of which one must occur for each of the phrases that a clause pattern cannot do without."""
    found = []
    for names in (pattern.subject, pattern.object, pattern.with_):
        entries = [book.entry(name) for name in names or () if names is pattern.with_ or name not in ROLES]
        roles = names is not pattern.with_ and any(name in ROLES for name in names or ())
        if entries and not roles and all(entry.anchors for entry in entries):
            found.append([anchor.key for entry in entries for anchor in entry.anchors])
    return found
