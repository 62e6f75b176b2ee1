"""A template as comparisons see it: its text without placeholders, in parts, sentences and words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from replylint.engine.layout import Layout
from replylint.engine.placeholders import PLAIN, layout_of, read_placeholders
from replylint.text.placeholder import PLACEHOLDER
from replylint.text.reply import Reply
from replylint.text.span import Span

FILLER = "\ue000"
"""What stands in place of every character of a placeholder: no letter, no digit, no blank."""

SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\b(?:St|Rd|Dr|Mr|Ms|No))(?<!\b(?:Mrs|Ave|Inc|Ltd|Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
    r"(?<!approx)(?<!Tues)(?<!Thurs)(?<![.!?…])[.!?…]+[\"')\]]*\s+"
)
LETTERS = re.compile(r"[^\W\d_]+")
PIECE_BEFORE = re.compile(r"[\w/@.#&=\\]")
PIECE_BEHIND = re.compile(r"[\w/@]|\.\w")
COMMON = """
    the you your yours and we our us it its is are this that these have has had with for please to of be will
    can if not from at by my they them which when would there here how any been was were do does
"""
ENGLISH_WORDS = frozenset(COMMON.split())
STEP = re.compile(r"[/\\]")
ENGLISH = 0.15
"""From this share of the commonest English words on, a text is in English."""


class Sentence(NamedTuple):
    """Where a sentence stands, and where the one before it in its paragraph begins."""

    start: int
    end: int
    before: int


@dataclass(frozen=True)
class View:
    """A template and what is read in it, once."""

    reply: Reply

    @cached_property
    def placeholders(self) -> tuple[Span, ...]:
        """Where its placeholders stand."""
        return tuple(Span(*found.span()) for found in PLACEHOLDER.finditer(self.reply.text))

    @cached_property
    def text(self) -> str:
        """The text letter by letter with straight quotes and plain spaces, placeholders filled up."""
        text = self.reply.text.translate(PLAIN)
        pieces, at = [], 0
        for span in self.placeholders:
            pieces += [text[at : span.start], FILLER * (span.end - span.start)]
            at = span.end
        return "".join([*pieces, text[at:]])

    @cached_property
    def layout(self) -> Layout:
        """Its parts: greeting, body, closing and so on."""
        return layout_of(self.reply.text, self.reply.regions, read_placeholders(self.reply.text))

    def parts(self, *kinds: str) -> Iterator[Span]:
        """Where the parts of these kinds stand."""
        return (block.span for block in self.layout.blocks if block.kind in kinds)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order, without those of code and quotations."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for block in self.layout.blocks:
            if block.kind in ("code", "quotation"):
                continue
            before = at = block.span.start
            for end in SENTENCE_END.finditer(self.text, *block.span):
                yield Sentence(at, end.end(), before)
                before, at = at, end.end()
            if at < block.span.end:
                yield Sentence(at, block.span.end, before)

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence that a stretch stands in; None where it is in none, or in two."""
        nth = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.start) - 1
        found = self.sentences[nth] if nth >= 0 else None
        return found if found and span.end <= found.end else None

    @cached_property
    def words(self) -> list[str]:
        """Its words in order."""
        return LETTERS.findall(self.text)

    def places(self, word: str) -> Iterator[Span]:
        """Where a word stands, other than as a piece of a path or of an address on the web."""
        for found in re.finditer(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", self.text):
            if not (
                PIECE_BEFORE.search(self.text, max(found.start() - 1, 0), found.start())
                or PIECE_BEHIND.match(self.text, found.end())
            ):
                yield Span(*found.span())

    @cached_property
    def english(self) -> bool:
        """Whether it is written in English."""
        common = sum(word.lower() in ENGLISH_WORDS for word in self.words)
        return common >= ENGLISH * len(self.words) > 0

    @cached_property
    def title(self) -> str:
        """What its names say: those of its file and of itself, without the folder."""
        return f"{STEP.split(self.reply.source.name)[-1]} {self.reply.ident}"
