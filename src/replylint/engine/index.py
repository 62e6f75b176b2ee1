"""All leaf patterns of a pack, found in a text together."""

from collections.abc import Mapping, Sequence
from typing import Any

import re2

from replylint.engine.analysis import Analysis
from replylint.engine.hit import Hit
from replylint.engine.leaf import ClauseLeaf, Found, Leaf, PhraseLeaf, RegexLeaf, Roaming, TokensLeaf, quiet
from replylint.engine.lexicon import Lexicon
from replylint.engine.matchers.clause import ClauseIndex, word_tests
from replylint.engine.occurrences import Occurrences
from replylint.engine.phrasebook import PhraseBook
from replylint.engine.scanner import Scanner


class Index:
    """The leaves by number.

    Phrases are found in one walk of an automaton, clause patterns by what each clause is, regular expressions
    in one pass for all: the cost goes with what occurs in a text, not with the size of the pack.
    """

    def __init__(self, leaves: Sequence[Leaf], book: PhraseBook, words: Mapping[str, Sequence[str]]) -> None:
        self.leaves = leaves
        self.book = book
        numbered = list(enumerate(leaves))
        self.phrases = {leaf.label: number for number, leaf in numbered if isinstance(leaf, PhraseLeaf)}
        self.clauses = [number for number, leaf in numbered if isinstance(leaf, ClauseLeaf)]
        self.regexes = [(n, leaf) for n, leaf in numbered if isinstance(leaf, RegexLeaf) and leaf.plain]
        self.lexicon = Lexicon(
            [(n, leaf) for n, leaf in numbered if isinstance(leaf, TokensLeaf) and leaf.lexical]
        )
        together = {*self.phrases.values(), *self.clauses}
        together.update(number for number, _ in (*self.regexes, *self.lexicon.leaves))
        rest = [(number, leaf) for number, leaf in numbered if number not in together]
        self.roaming = [(number, leaf) for number, leaf in rest if isinstance(leaf, Roaming)]
        automaton = book.automaton()
        self.scanner = Scanner(automaton)
        self.by_piece = by_rarest(automaton.chains, self.phrases)
        patterns = [leaf.pattern for leaf in leaves if isinstance(leaf, ClauseLeaf)]
        self.fitting = ClauseIndex(((pattern, word_tests(pattern, words)) for pattern in patterns), words)
        self.plain_regexes = set_of([leaf.whole for _, leaf in self.regexes])

    def find(self, a: Analysis) -> dict[int, list[Hit]]:
        """The hits of every leaf that has some, in order."""
        occurrences = Occurrences(self.scanner, a)
        found = self.find_clauses(a, occurrences)
        for piece in occurrences.pieces:
            for phrase, number in self.by_piece.get(piece, ()):
                places = occurrences.longest(phrase)
                if places:
                    found[number] = [(a.starts[start], a.ends[end - 1]) for start, end in places]
        for nth in (self.plain_regexes.Match(a.encoded) if self.regexes else None) or ():
            number, leaf = self.regexes[nth]
            found[number] = leaf.find(a)
        for number, leaf in self.roaming:
            found[number] = leaf.find(a)
        found.update(self.lexicon.find(a))
        return {
            number: [Hit(start, end, number) for start, end in spans]
            for number, spans in found.items()
            if spans
        }

    def find_clauses(self, a: Analysis, occurrences: Occurrences) -> dict[int, Found]:
        """The clauses that clause patterns fit."""
        found: dict[int, Found] = {}
        tests = self.fitting.tests
        for clause in a.clauses:
            for nth in self.fitting.fitting(clause):
                if tests[nth].hold(a, clause, occurrences):
                    place = a.starts[clause.start], a.ends[clause.end - 1]
                    found.setdefault(self.clauses[nth], []).append(place)
        return {number: sorted(places) for number, places in found.items()}

    def sentences_of(self, number: int, a: Analysis) -> set[int]:
        """The sentences in which a phrase's rarest word or a clause pattern's verb occurs."""
        leaf = self.leaves[number]
        if isinstance(leaf, PhraseLeaf):
            return {a.sentence[at] for key in self.book.anchors(leaf.label) for at in a.places.get(key, ())}
        if isinstance(leaf, ClauseLeaf):
            verbs = self.fitting.features["verb"].taking
            bit = 1 << self.clauses.index(number)
            return {a.sentence[c.verb] for c in a.clauses if verbs.get(c.lemma, 0) & bit}
        return set()


def by_rarest(
    chains: Mapping[str, Sequence[int]], phrases: Mapping[str, int]
) -> dict[int, list[tuple[str, int]]]:
    """Phrases with their numbers by that one of their pieces which the fewest phrases share."""
    shared: dict[int, int] = {}
    for phrase in phrases:
        for piece in chains[phrase][::2]:
            shared[piece] = shared.get(piece, 0) + 1
    found: dict[int, list[tuple[str, int]]] = {}
    for phrase, number in phrases.items():
        rarest = min(chains[phrase][::2], key=shared.__getitem__)
        found.setdefault(rarest, []).append((phrase, number))
    return found


def set_of(texts: Sequence[str]) -> Any:  # noqa: ANN401 - re2 has no types
    """A set of regular expressions that says in one pass which of them a text has; None of none."""
    if not texts:
        return None
    found = re2.Set.SearchSet(quiet())
    for text in texts:
        found.Add(text)
    found.Compile()
    return found
