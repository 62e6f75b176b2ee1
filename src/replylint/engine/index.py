"""The anchor index: only patterns whose word occurs are run."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from replylint.engine.analysis import Analysis
from replylint.engine.leaf import ClauseLeaf, Leaf
from replylint.engine.lowering import Anchor

ANY: list[int] = []


@dataclass(slots=True)
class Index:
    """All leaf patterns of a pack by what must occur for them to match.

    `words` and `prefixes` go from a form, `~lemma` or the first four letters to (leaf, least, most): how far
    before that word the phrase starts. `verbs` goes from a base form to clause leaves; `roaming` leaves have
    no anchor, `verbless` clause leaves take any verb.
    """

    leaves: list[Leaf] = field(default_factory=list)
    words: dict[str, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    prefixes: dict[str, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    verbs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    verbless: list[int] = field(default_factory=list)
    roaming: list[int] = field(default_factory=list)
    scanning: list[int] = field(default_factory=list)

    def add_phrase(self, leaf: Leaf, anchors: Sequence[Anchor]) -> int:
        """Adds a phrase under its anchors; without any it is tried at every word."""
        number = self._add(leaf)
        if not anchors:
            self.scanning.append(number)
        for key, least, most in anchors:
            table = self.prefixes if key.endswith("*") and len(key) > 1 else self.words
            table[key].append((number, least, most))
        return number

    def add_clause(self, leaf: Leaf, verbs: frozenset[str]) -> int:
        """Adds a clause pattern under its verbs."""
        number = self._add(leaf)
        for verb in verbs:
            self.verbs[verb].append(number)
        if not verbs:
            self.verbless.append(number)
        return number

    def add_roaming(self, leaf: Leaf) -> int:
        """Adds a pattern that scans the text by itself."""
        number = self._add(leaf)
        self.roaming.append(number)
        return number

    def _add(self, leaf: Leaf) -> int:
        self.leaves.append(leaf)
        return len(self.leaves) - 1

    def triggered(self, a: Analysis) -> dict[int, list[int]]:
        """The leaves that can match a text, with the sorted words or clauses to start from."""
        starts: dict[int, set[int]] = {}
        for key in a.places.keys() & self.words.keys():
            self._spread(a, a.places[key], self.words[key], starts)
        if self.prefixes:
            for at, norm in enumerate(a.norm):
                entries = self.prefixes.get(norm[:4] + "*")
                if entries:
                    self._spread(a, [at], entries, starts)
        found = {leaf: sorted(places) for leaf, places in starts.items()}
        everywhere = range(len(a.norm))
        for leaf in self.scanning:
            found[leaf] = list(everywhere)
        for leaf in self.roaming:
            found[leaf] = ANY
        self._clauses(a, found)
        return found

    def sentences_of(self, leaf: int, starts: list[int], a: Analysis) -> set[int]:
        """The sentences in which an anchored leaf was tried; none for leaves that look everywhere."""
        if leaf in self.roaming or leaf in self.scanning or leaf in self.verbless:
            return set()
        if isinstance(self.leaves[leaf], ClauseLeaf):
            return {a.sentence[a.clauses[start].verb] for start in starts}
        return {a.sentence[start] for start in starts}

    @staticmethod
    def _spread(
        a: Analysis, places: list[int], entries: list[tuple[int, int, int]], starts: dict[int, set[int]]
    ) -> None:
        for at in places:
            first = a.sentences[a.sentence[at]][0]
            for leaf, least, most in entries:
                if at - least >= first:
                    known = starts.setdefault(leaf, set())
                    if most == least:
                        known.add(at - least)
                    else:
                        known.update(range(max(first, at - most), at - least + 1))

    def _clauses(self, a: Analysis, found: dict[int, list[int]]) -> None:
        for nth, clause in enumerate(a.clauses):
            for leaf in self.verbs.get(clause.lemma, ()):
                found.setdefault(leaf, []).append(nth)
        if a.clauses:
            every = list(range(len(a.clauses)))
            for leaf in self.verbless:
                found[leaf] = every
