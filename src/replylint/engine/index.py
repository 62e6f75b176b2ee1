"""The anchor index: only patterns whose word occurs are run."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from replylint.engine.analysis import Analysis
from replylint.engine.leaf import ClauseLeaf, Leaf
from replylint.engine.lowering import Anchor

Gates = Sequence[Sequence[str]]


@dataclass(slots=True)
class Index:
    """All leaf patterns of a pack by what must occur for them to match.

    `words` and `verbs` go from an anchor and the base form of a verb to the leaves that need it; `always` are
    those that need none. `anchors` are a phrase's own, to find where it can start. Of each of a leaf's
    `gates` one key must occur, too.
    """

    leaves: list[Leaf] = field(default_factory=list)
    words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    verbs: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    always: set[int] = field(default_factory=set)
    anchors: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)
    gates: dict[int, list[frozenset[str]]] = field(default_factory=dict)

    def add_phrase(self, leaf: Leaf, anchors: Sequence[Anchor], gates: Gates = ()) -> int:
        """Adds a phrase under its anchors; without any it is tried at every word."""
        number = self._add(leaf, gates)
        reach: dict[str, tuple[int, int]] = {}
        self.anchors[number] = reach
        for key, least, most in anchors:
            low, high = reach.get(key, (least, most))
            reach[key] = min(low, least), max(high, most)
            self.words[key].add(number)
        if not anchors:
            self.always.add(number)
        return number

    def add_clause(self, leaf: Leaf, verbs: frozenset[str], gates: Gates = ()) -> int:
        """Adds a clause pattern under its verbs."""
        number = self._add(leaf, gates)
        for verb in verbs:
            self.verbs[verb].add(number)
        if not verbs:
            self.always.add(number)
        return number

    def add_roaming(self, leaf: Leaf) -> int:
        """Adds a pattern that scans the text by itself."""
        number = self._add(leaf)
        self.always.add(number)
        return number

    def _add(self, leaf: Leaf, gates: Gates = ()) -> int:
        self.leaves.append(leaf)
        if gates:
            self.gates[len(self.leaves) - 1] = [frozenset(gate) for gate in gates]
        return len(self.leaves) - 1

    def possible(self, a: Analysis) -> frozenset[int]:
        """The leaves that can match a text at all."""
        found = [self.words[key] for key in a.places.keys() & self.words.keys()]
        verbs = {clause.lemma for clause in a.clauses}
        found += [self.verbs[verb] for verb in verbs & self.verbs.keys()]
        keys = frozenset(a.places)
        gates = self.gates
        return frozenset(
            leaf
            for leaf in self.always.union(*found)
            if leaf not in gates or not any(gate.isdisjoint(keys) for gate in gates[leaf])
        )

    def starts(self, leaf: int, a: Analysis) -> list[int]:
        """Where a leaf can start, in order: words for a phrase, clauses for a clause pattern."""
        pattern = self.leaves[leaf]
        if isinstance(pattern, ClauseLeaf):
            if not pattern.verbs:
                return list(range(len(a.clauses)))
            return [at for at, clause in enumerate(a.clauses) if clause.lemma in pattern.verbs]
        anchors = self.anchors.get(leaf)
        if anchors is None:
            return []
        if not anchors:
            return list(range(len(a.norm)))
        found: set[int] = set()
        places = a.places
        for key in places.keys() & anchors.keys():
            least, most = anchors[key]
            if not most:
                found.update(places[key])
                continue
            for at in places[key]:
                found.update(range(max(a.sentences[a.sentence[at]][0], at - most), at - least + 1))
        return sorted(found)

    def sentences_of(self, leaf: int, a: Analysis) -> set[int]:
        """The sentences in which an anchored leaf was tried; none for leaves that look everywhere."""
        if leaf in self.always:
            return set()
        if isinstance(self.leaves[leaf], ClauseLeaf):
            return {a.sentence[a.clauses[start].verb] for start in self.starts(leaf, a)}
        return {a.sentence[start] for start in self.starts(leaf, a)}
