"""A reply as read: its words, sentences, layout and clauses, each with its place in the reply's text."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from replylint.engine.anchors import PREFIX_LETTERS
from replylint.engine.layout import Block, Layout
from replylint.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from replylint.engine.clause import Clause


@dataclass(slots=True)
class Analysis:
    """One text, read. Lists run over its words; places are code points of the text.

    `lower` is the word in lower case, `norm` the full form ("not" for "n't", "will" for "'ll"), `lemma` the
    base form, `tag` the Penn Treebank tag, `dep` the dependency label (ClearNLP scheme of spaCy's English
    pipelines), `head` the index of the governing word, `sentence` the index of the sentence; `sentences` are
    ranges of words; `noun_phrases` keeps extents that were asked for; `encoded` is the text in UTF-8,
    `placeholders` the names of placeholders that are known in it.
    """

    text: str
    layout: Layout
    docs: "tuple[Doc, ...]"
    starts: list[int]
    ends: list[int]
    lower: list[str]
    norm: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    soft: list[bool]
    blocks: list[Block]
    clauses: "list[Clause]" = field(default_factory=list)
    noun_phrases: dict[int, tuple[int, int]] = field(default_factory=dict)
    encoded: bytes = b""
    placeholders: tuple[str, ...] = ()
    _places: dict[str, list[int]] | None = None
    _offsets: list[int] | None = None

    def __post_init__(self) -> None:
        self.encoded = self.text.encode("utf-8", "replace")

    @property
    def doc(self) -> "Doc":
        """The words as spaCy has them."""
        if len(self.docs) > 1:
            from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is loaded by now

            self.docs = (Doc.from_docs(list(self.docs), ensure_whitespace=False),)
        return self.docs[0]

    @property
    def places(self) -> Mapping[str, list[int]]:
        """The words, by index, with a form (`refunds`), lemma (`~refund`) or first letters (`refu*`)."""
        if self._places is None:
            self._places = index_words(self.norm, self.lemma)
        return self._places

    def code_point(self, offset: int) -> int:
        """The code point at a byte of `encoded` that begins one."""
        if len(self.encoded) == len(self.text):
            return offset
        if self._offsets is None:
            self._offsets = list(
                accumulate((len(char.encode("utf-8", "replace")) for char in self.text), initial=0)
            )
        return bisect_left(self._offsets, offset)

    def span(self, start: int, end: int) -> Span:
        """The stretch of text from word `start` to word `end` (excluded)."""
        return Span(self.starts[start], self.ends[end - 1])

    def sentence_span(self, index: int) -> Span:
        """The stretch of a sentence."""
        return self.span(*self.sentences[index])

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence at, or next before, a code-point offset; -1 where there is none."""
        word = bisect_right(self.starts, offset) - 1
        return self.sentence[max(word, 0)] if self.sentence else -1

    def words(self) -> int:
        """How many words the text has, parted by white space."""
        return len(self.text.split())


def index_words(norms: Sequence[str], lemmas: Sequence[str]) -> dict[str, list[int]]:
    """Where forms (`refunds`), lemmas (`~refund`) and first letters (`refu*`) stand, as words' indices."""
    places: dict[str, list[int]] = {}
    for at, (norm, lemma) in enumerate(zip(norms, lemmas, strict=True)):
        places.setdefault(norm, []).append(at)
        places.setdefault("~" + lemma, []).append(at)
        if len(norm) >= PREFIX_LETTERS:
            places.setdefault(norm[:PREFIX_LETTERS] + "*", []).append(at)
    return places
