"""Token patterns about one word: what they say of it is kept, and asked once for all of them."""

from collections.abc import Sequence

from replylint.engine.analysis import Analysis
from replylint.engine.leaf import Found, TokensLeaf

MOST_WORDS = 100_000
"""What is kept between texts; when there is more, all is forgotten."""


class Lexicon:
    """Words, by form and tag, with the token patterns that match them. Grows while it is used."""

    def __init__(self, leaves: Sequence[tuple[int, TokensLeaf]]) -> None:
        self.leaves = leaves
        self.known: dict[tuple[str, str], tuple[int, ...]] = {}

    def find(self, a: Analysis) -> dict[int, Found]:
        """The words that each pattern matches."""
        words = [(a.text[start:end], tag) for start, end, tag in zip(a.starts, a.ends, a.tag, strict=True)]
        if not self.known.keys() >= set(words):
            self.learn(words, a)
        found: dict[int, Found] = {}
        for at, word in enumerate(words):
            for number in self.known[word]:
                found.setdefault(number, []).append((a.starts[at], a.ends[at]))
        return found

    def learn(self, words: Sequence[tuple[str, str]], a: Analysis) -> None:
        """Asks the patterns about the words of a text."""
        if len(self.known) > MOST_WORDS:
            self.known = {}
        matched = [(number, {start for _, start, _ in leaf.matcher(a.doc)}) for number, leaf in self.leaves]
        for at, word in enumerate(words):
            self.known[word] = tuple(number for number, starts in matched if at in starts)
