"""A look at one text for all leaf patterns: which of them can have hits there, and the hits when asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, cast

from replylint.engine.analysis import Analysis
from replylint.engine.hit import Hit
from replylint.engine.leaf import ClauseLeaf, Found, Leaf, PhraseLeaf, TokensLeaf
from replylint.engine.matchers.clause import WordTests
from replylint.engine.occurrences import Occurrences

if TYPE_CHECKING:
    from replylint.engine.leaf import Roaming


def bits(numbers: Iterable[int]) -> int:
    """Numbers as the bits of one; -1 is none."""
    return reduce(or_, (1 << number for number in numbers if number >= 0), 0)


@dataclass(slots=True)
class Look:
    """What was seen at first sight.

    `fits` are, for each clause, the clause patterns that it fits but for their words, `words` those lexical
    patterns that each word matches, and `having` all leaves that can have hits: sets of leaves, as bits.
    """

    leaves: Sequence[Leaf]
    tests: Mapping[int, WordTests]
    analysis: Analysis
    occurrences: Occurrences
    fits: Sequence[int]
    words: Sequence[int]
    having: int
    known: dict[int, list[Hit]] = field(default_factory=dict)

    def hits(self, number: int) -> list[Hit]:
        """The hits of a leaf, in order."""
        found = self.known.get(number)
        if found is None:
            places = self.places(number) if self.having >> number & 1 else ()
            found = self.known[number] = [Hit(start, end, number) for start, end in places]
        return found

    def of(self, some: int) -> list[Hit]:
        """The hits of some leaves, given as bits, leaf by leaf."""
        found: list[Hit] = []
        some &= self.having
        while some:
            number = some.bit_length() - 1
            some ^= 1 << number
            found += self.hits(number)
        return found

    def places(self, number: int) -> Found:
        """The code-point spans of a leaf's hits, in order."""
        leaf, a = self.leaves[number], self.analysis
        if isinstance(leaf, PhraseLeaf):
            return [(a.starts[s], a.ends[e - 1]) for s, e in self.occurrences.longest(leaf.label)]
        if isinstance(leaf, ClauseLeaf):
            return self.clauses(number)
        if isinstance(leaf, TokensLeaf) and leaf.lexical:
            return [(a.starts[at], a.ends[at]) for at, has in enumerate(self.words) if has >> number & 1]
        return cast("Roaming", leaf).find(a)

    def clauses(self, number: int) -> Found:
        """The clauses that a clause pattern fits."""
        a, test = self.analysis, self.tests[number]
        return sorted(
            (a.starts[clause.start], a.ends[clause.end - 1])
            for clause, fits in zip(a.clauses, self.fits, strict=True)
            if fits >> number & 1 and test.hold(a, clause, self.occurrences)
        )
