"""The scanner: where the pieces of all phrases occur in a text, in one walk from every word.

The automaton's sets of nodes become states when they are first reached, as in RE2, and are kept for the next
text. A state's moves are looked up by the word, and by those of its tests that the word passes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from replylint.engine.analysis import Analysis
from replylint.engine.automaton import ANY, DONE, DONE_AT_END, SOFT, Automaton

Places = list[tuple[int, int]]

MOST_STATES, MOST_WORDS = 20_000, 100_000
"""What is kept between texts; when there is more, all is forgotten."""

TAGS: Mapping[str, Callable[[str], bool]] = {
    "noun": lambda tag: tag.startswith("NN"),
    "verb": lambda tag: tag.startswith("VB") or tag == "MD",
    "past": lambda tag: tag in ("VBD", "VBN"),
    "base": lambda tag: tag in ("VB", "VBP"),
    "ing": lambda tag: tag == "VBG",
    "adj": lambda tag: tag.startswith("JJ"),
    "adv": lambda tag: tag.startswith("RB"),
    "number": lambda tag: tag == "CD",
    "name": lambda tag: tag.startswith("NNP"),
    "pronoun": lambda tag: tag.startswith("PRP"),
}


class State:
    """A set of nodes: what words lead on from it, and which pieces end in it.

    Of each node come its entries, a test and a target in turn.
    """

    __slots__ = ("at_end", "by_tests", "done", "marks", "marks_at_end", "moves", "targets", "tests")

    def __init__(self, nodes: Iterable[Sequence[int]], marks: Mapping[int, int]) -> None:
        targets: dict[int, list[int]] = {}
        for entries in nodes:
            for test, target in zip(entries[::2], entries[1::2], strict=True):
                if test in targets:
                    targets[test].append(target)
                else:
                    targets[test] = [target]
        self.done = tuple(sorted({*targets.pop(DONE, ())}))
        self.at_end = tuple(sorted({*targets.pop(DONE_AT_END, ())}))
        self.marks = reduce(or_, (marks.get(piece, 0) for piece in self.done), 0)
        self.marks_at_end = reduce(or_, (marks.get(piece, 0) for piece in self.at_end), 0)
        self.targets = targets
        self.tests = frozenset(targets)
        self.by_tests: dict[frozenset[int], State | None] = {}
        self.moves: dict[int, State | None] = {}


class Scanner:
    """Runs one automaton. It grows while it runs: not for several threads at once.

    `marks` are bits that a piece sets where it occurs.
    """

    def __init__(self, automaton: Automaton, marks: Mapping[int, int]) -> None:
        self.automaton = automaton
        self.marks = marks
        self.prefixes = by_letter(automaton.prefixes)
        self.forget()

    def forget(self) -> None:
        """Drops the states and words that were met."""
        self.states: dict[frozenset[int], State] = {}
        self.words: dict[tuple[str, str, str, str, bool], int] = {}
        self.passed: list[frozenset[int]] = []
        self.first = State((self.automaton.first,), self.marks)
        self.anywhere = State((self.automaton.anywhere,), self.marks)

    def scan(self, a: Analysis) -> tuple[dict[int, Places], int]:
        """Where each piece stands that occurs (words, the end excluded, in order), and all their marks."""
        if len(self.states) > MOST_STATES or len(self.words) > MOST_WORDS:
            self.forget()
        words = self.numbers(a)
        found: defaultdict[int, Places] = defaultdict(list)
        marked = 0
        for begin, stop in a.sentences:
            ending = end_marks(a, begin, stop)
            state: State | None = self.first
            for start in range(begin, stop):
                at = start
                while state is not None and at < stop:
                    word = words[at]
                    moves = state.moves
                    state = moves[word] if word in moves else self.move(state, word)
                    if state is None:
                        break
                    at += 1
                    if state.done:
                        marked |= state.marks
                        place = (start, at)
                        for piece in state.done:
                            found[piece].append(place)
                    if state.at_end and at >= ending:
                        marked |= state.marks_at_end
                        for piece in state.at_end:
                            found[piece].append((start, at))
                state = self.anywhere
        return dict(found), marked

    def move(self, state: State, word: int) -> State | None:
        """Where a word leads from a state; None where no piece goes on."""
        passed = state.tests & self.passed[word]
        if passed not in state.by_tests:
            nodes = frozenset([node for test in passed for node in state.targets[test]])
            state.by_tests[passed] = self.state(nodes)
        found = state.moves[word] = state.by_tests[passed]
        return found

    def state(self, nodes: frozenset[int]) -> State | None:
        """The state of a set of nodes."""
        if not nodes:
            return None
        known = self.states.get(nodes)
        if known is None:
            kept = self.automaton.nodes
            known = self.states[nodes] = State([kept[node] for node in nodes], self.marks)
        return known

    def numbers(self, a: Analysis) -> list[int]:
        """A number for each word of a text, by all that tests can ask of it."""
        numbers = []
        for start, end, *rest in zip(a.starts, a.ends, a.norm, a.lemma, a.tag, a.soft, strict=True):
            word = (a.text[start:end], *rest)
            number = self.words.get(word)
            if number is None:
                number = self.words[word] = len(self.passed)
                self.passed.append(self.passes(*word))
            numbers.append(number)
        return numbers

    def passes(self, text: str, norm: str, lemma: str, tag: str, soft: bool) -> frozenset[int]:
        """The tests that a word passes."""
        automaton = self.automaton
        found = {ANY, SOFT} if soft else {ANY}
        found.update(automaton.norms.get(norm, ()), automaton.lemmas.get(lemma, ()))
        for prefix, tests in self.prefixes.get(norm[:1], ()):
            if norm.startswith(prefix):
                found.update(tests)
        for name, tests in automaton.classes.items():
            if is_of(name, text, norm, tag):
                found.update(tests)
        found.update(test for test, wanted in automaton.negated if wanted not in found)
        return frozenset(found)


def by_letter(prefixes: Mapping[str, list[int]]) -> dict[str, list[tuple[str, list[int]]]]:
    """Prefixes with their tests by their first letter."""
    found: dict[str, list[tuple[str, list[int]]]] = {}
    for prefix, tests in prefixes.items():
        found.setdefault(prefix[:1], []).append((prefix, tests))
    return found


def is_of(name: str, text: str, norm: str, tag: str) -> bool:
    """Whether a word is of a class."""
    if name == "any":
        return norm[:1].isalnum()
    if name == "caps":
        return len(text) > 1 and text.isupper() and text.isalpha()
    return TAGS[name](tag)


def end_marks(a: Analysis, begin: int, stop: int) -> int:
    """Where the marks that end a sentence begin: behind its last word."""
    while stop > begin and not a.norm[stop - 1][:1].isalnum():
        stop -= 1
    return stop
