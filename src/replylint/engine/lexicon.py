"""Token patterns about one word: what they say of it is kept, and asked once for all of them."""

from collections.abc import Sequence

from replylint.engine.analysis import Analysis
from replylint.engine.leaf import TokensLeaf
from replylint.engine.look import bits

MOST_WORDS = 100_000
"""What is kept between texts; when there is more, all is forgotten."""


class Lexicon:
    """Words, by form and tag, with the token patterns that match them. Grows while it is used."""

    def __init__(self, leaves: Sequence[tuple[int, TokensLeaf]]) -> None:
        self.leaves = leaves
        self.known: dict[tuple[str, str], int] = {}

    def words(self, a: Analysis) -> list[int]:
        """The patterns that match each word, as bits."""
        words = [(a.text[start:end], tag) for start, end, tag in zip(a.starts, a.ends, a.tag, strict=True)]
        try:
            return [self.known[word] for word in words]
        except KeyError:
            self.learn(words, a)
            return [self.known[word] for word in words]

    def learn(self, words: Sequence[tuple[str, str]], a: Analysis) -> None:
        """Asks the patterns about the words of a text."""
        if len(self.known) > MOST_WORDS:
            self.known = {}
        matched = [(number, {start for _, start, _ in leaf.matcher(a.doc)}) for number, leaf in self.leaves]
        for at, word in enumerate(words):
            self.known[word] = bits(number for number, starts in matched if at in starts)
