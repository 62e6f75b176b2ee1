"""All phrases of a pack as one automaton over words: built once, kept as JSON, run by the scanner.

A phrase is parted at its gaps into pieces; these are found together and joined afterwards (occurrences.py).
The automaton of the pieces is Glushkov's: no empty moves, an entry for each word that can come next.
Between two parts a soft mark (comma, quote, bracket, dash) may stand.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from replylint.engine.lowering import Plain

ANY, SOFT = 0, 1
"""Tests that every word passes, and every soft mark."""

DONE, DONE_AT_END = -1, -2
"""Instead of a test: the piece ends here, or here if its sentence does; the target is its number."""


class Entry(NamedTuple):
    """A test and the node behind it; `first` where it holds at the start of a sentence alone."""

    test: int
    target: int
    first: bool = False


Entries = frozenset[Entry]
Table = dict[str, list[int]]


class Automaton(NamedTuple):
    """What the scanner runs; it is not changed.

    `chains` gives for each phrase its pieces and, between two, the most words of the gap. `nodes` are
    entries, flat: test, target, test, target. `first` are those with which a piece begins at the start of a
    sentence, `anywhere` those with which it does at any word. `norms`, `lemmas`, `prefixes` and `classes`
    say which tests a word passes by what it has; `negated` pairs a test with that which must fail for it.
    """

    chains: dict[str, list[int]]
    nodes: list[list[int]]
    first: list[int]
    anywhere: list[int]
    norms: Table
    lemmas: Table
    prefixes: Table
    classes: Table
    negated: list[list[int]]


def as_automaton(kept: Any) -> Automaton:  # noqa: ANN401 - what JSON holds
    """An automaton that was kept as JSON. Raises ValueError or TypeError where it is none."""
    automaton = Automaton(*kept)
    kinds = (dict, list, list, list, dict, dict, dict, dict, list)
    if not all(map(isinstance, automaton, kinds)):
        raise TypeError("no automaton")
    return automaton


def assemble(phrases: Mapping[str, Plain], lists: Mapping[str, Plain]) -> Automaton:
    """The automaton of phrases in their plain form; `lists` are the word lists by key."""
    builder = _Builder(lists)
    chains = {text: builder.chain(plain) for text, plain in phrases.items()}
    return builder.automaton(chains)


class _Builder:
    """Numbers tests, nodes and pieces, each once."""

    def __init__(self, lists: Mapping[str, Plain]) -> None:
        self.lists = lists
        self.tests: dict[str, int] = {"any": ANY, "soft": SOFT}
        self.nodes: dict[Entries, int] = {}
        self.pieces: dict[str, int] = {}
        self.roots: set[Entry] = set()
        self.passing: tuple[Table, Table, Table, Table] = ({}, {}, {}, {})
        self.negated: list[list[int]] = []

    def automaton(self, chains: dict[str, list[int]]) -> Automaton:
        """All that was built."""
        nodes = [flat(entries) for entries in self.nodes]
        anywhere = flat(entry for entry in self.roots if not entry.first)
        return Automaton(chains, nodes, flat(self.roots), anywhere, *self.passing, self.negated)

    def chain(self, plain: Plain) -> list[int]:
        """A phrase's pieces and gaps. Where a piece could be empty, the phrase is one piece."""
        parts = plain[1] if plain[0] == "seq" else [plain]
        gaps = [at for at, part in enumerate(parts) if part[0] == "gap"]
        pieces = [parts[low + 1 : high] for low, high in pairwise([-1, *gaps, len(parts)])]
        if any(all(map(self.nullable, piece)) for piece in pieces):
            return [self.piece(parts)]
        chain = [self.piece(pieces[0])]
        for gap, piece in zip(gaps, pieces[1:], strict=True):
            chain += [parts[gap][1], self.piece(piece)]
        return chain

    def nullable(self, plain: Plain) -> bool:
        """Whether a plain form can match no word at all."""
        match plain[0]:
            case "word" | "not":
                return False
            case "list":
                return self.nullable(self.lists[plain[1]])
            case "one":
                return any(map(self.nullable, plain[1]))
            case "seq":
                return all(map(self.nullable, plain[1]))
            case _:
                return True

    def piece(self, parts: list[Plain]) -> int:
        """The number of a piece."""
        key = json.dumps(parts)
        number = self.pieces.get(key)
        if number is None:
            number = self.pieces[key] = len(self.pieces)
            self.roots |= self.entries(["seq", parts], frozenset((Entry(DONE, number),)))
        return number

    def entries(self, plain: Plain, after: Entries) -> Entries:
        """How a plain form goes on, where `after` is how what follows it does."""
        match plain[0]:
            case "word" | "not":
                return frozenset((Entry(self.test(plain), self.node(after)),))
            case "list":
                return self.entries(self.lists[plain[1]], after)
            case "gap":
                found = after
                for _ in range(plain[1]):
                    found = after | {Entry(ANY, self.node(found))}
                return found
            case "opt":
                return after | self.entries(plain[1], after)
            case "edge":
                return at_edge(after, start=plain[1])
            case "one":
                return frozenset().union(*(self.entries(option, after) for option in plain[1]))
            case _:
                found = after
                for part in reversed(plain[1][1:]):
                    found = self.entries(part, found)
                    found |= {Entry(SOFT, self.node(found))}
                return self.entries(plain[1][0], found)

    def node(self, entries: Entries) -> int:
        """The number of a node: behind a word, so not at the start of a sentence."""
        inside = frozenset(entry for entry in entries if not entry.first)
        return self.nodes.setdefault(inside, len(self.nodes))

    def test(self, plain: Plain) -> int:
        """The number of a test."""
        key = json.dumps(plain)
        number = self.tests.get(key)
        if number is not None:
            return number
        if plain[0] == "not":
            wanted = self.test(["word", *plain[1:]])
            number = len(self.tests)
            self.negated.append([number, wanted])
        else:
            number = len(self.tests)
            norms, lemmas, prefixes, classes = plain[1:]
            for table, names in zip(
                self.passing, ({*norms, *lemmas}, lemmas, prefixes, classes), strict=True
            ):
                for name in names:
                    table.setdefault(name, []).append(number)
        self.tests[key] = number
        return number


def at_edge(after: Entries, *, start: bool) -> Entries:
    """Entries that hold at the start of a sentence alone, or where nothing but marks is left of it."""
    if start:
        return frozenset(entry._replace(first=True) for entry in after)
    return frozenset(Entry(DONE_AT_END, entry.target) for entry in after if entry.test < 0)


def flat(entries: Iterable[Entry]) -> list[int]:
    """Entries in one list, in order: test, target, test, target."""
    return [number for test, target, _ in sorted(entries) for number in (test, target)]
