"""All leaf patterns of a pack, looked for in a text together."""

from collections.abc import Mapping, Sequence
from typing import Any

import re2

from replylint.engine.analysis import Analysis
from replylint.engine.leaf import ClauseLeaf, Leaf, PhraseLeaf, RegexLeaf, TokensLeaf, quiet
from replylint.engine.lexicon import Lexicon
from replylint.engine.look import Look, bits
from replylint.engine.matchers.clause import ClauseIndex, word_tests
from replylint.engine.occurrences import Occurrences
from replylint.engine.phrasebook import PhraseBook
from replylint.engine.scanner import Scanner


class Index:
    """The leaves by number.

    Phrases are looked for in one walk of an automaton, clause patterns by what each clause is, regular
    expressions in one pass for all: the cost goes with what occurs in a text, not with the size of the pack.
    """

    def __init__(self, leaves: Sequence[Leaf], book: PhraseBook, words: Mapping[str, Sequence[str]]) -> None:
        self.leaves = leaves
        self.book = book
        numbered = list(enumerate(leaves))
        phrases = {leaf.label: number for number, leaf in numbered if isinstance(leaf, PhraseLeaf)}
        clauses = [(n, leaf.pattern) for n, leaf in numbered if isinstance(leaf, ClauseLeaf)]
        self.regexes = [(n, leaf) for n, leaf in numbered if isinstance(leaf, RegexLeaf) and leaf.plain]
        self.lexicon = Lexicon(
            [(n, leaf) for n, leaf in numbered if isinstance(leaf, TokensLeaf) and leaf.lexical]
        )
        known = {*phrases.values(), *(n for n, _ in (*clauses, *self.regexes, *self.lexicon.leaves))}
        self.roaming = bits(number for number, _ in numbered if number not in known)
        automaton = book.automaton()
        self.scanner = Scanner(automaton, marks_of(automaton.chains, phrases, len(leaves)))
        self.clauses = ClauseIndex(((n, clause, word_tests(clause, words)) for n, clause in clauses), words)
        self.plain_regexes = set_of([leaf.whole for _, leaf in self.regexes])

    def look(self, a: Analysis) -> Look:
        """What of the leaves can have hits in a text."""
        occurrences = Occurrences(self.scanner, a)
        fits = [self.clauses.fitting(clause) for clause in a.clauses]
        words = self.lexicon.words(a)
        having = self.roaming | occurrences.marks & occurrences.marks >> len(self.leaves)
        for some in (*fits, *words):
            having |= some
        for nth in (self.plain_regexes.Match(a.encoded) if self.regexes else None) or ():
            having |= 1 << self.regexes[nth][0]
        return Look(self.leaves, self.clauses.tests, a, occurrences, fits, words, having)

    def sentences_of(self, number: int, a: Analysis) -> set[int]:
        """The sentences in which a phrase's rarest word or a clause pattern's verb occurs."""
        leaf = self.leaves[number]
        if isinstance(leaf, PhraseLeaf):
            return {a.sentence[at] for key in self.book.anchors(leaf.label) for at in a.places.get(key, ())}
        if isinstance(leaf, ClauseLeaf):
            verbs = self.clauses.features["verb"].taking
            return {a.sentence[c.verb] for c in a.clauses if verbs.get(c.lemma, 0) & 1 << number}
        return set()


def marks_of(chains: Mapping[str, Sequence[int]], phrases: Mapping[str, int], count: int) -> dict[int, int]:
    """The bits that a piece sets: those of the phrases that begin with it, and, `count` higher, that end."""
    found: dict[int, int] = {}
    for phrase, number in phrases.items():
        for piece, bit in ((chains[phrase][0], number), (chains[phrase][-1], number + count)):
            found[piece] = found.get(piece, 0) | 1 << bit
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
