"""A template as comparisons see it: its text without placeholders, in parts, sentences and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from replylint.engine.layout import Layout
from replylint.engine.placeholders import PLAIN, layout_of, read_placeholders
from replylint.text.placeholder import PLACEHOLDER
from replylint.text.reply import Reply
from replylint.text.span import Span

FILLER = "\ue000"
"""What stands in place of every character of a placeholder: no letter, no digit, no blank."""

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\b(?:St|Rd|Dr|Mr|Ms|No))(?<!\b(?:Mrs|Ave|Inc|Ltd|Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
    r"(?<!approx)(?<!Tues)(?<!Thurs)[.!?…]+[\"')\]]*\s+"
)
LETTERS = re.compile(r"(?<![\w/@.#&=\\])[^\W\d_]+(?![\w/@]|\.\w)")
COMMON = """
    the you your yours and we our it is are this that have has with for please to of be will can if not from
"""
ENGLISH_WORDS = frozenset(COMMON.split())
STEP = re.compile(r"[/\\]")
ENGLISH = 0.2
"""From this share of the commonest English words on, a text is in English."""


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
    def paragraphs(self) -> tuple[Span, ...]:
        """The stretches that no sentence crosses, without code and quotations."""
        return tuple(block.span for block in self.layout.blocks if block.kind not in ("code", "quotation"))

    def sentences(self) -> Iterator[tuple[Span, Span]]:
        """Its sentences, without those of code and quotations, each with its paragraph."""
        for paragraph in self.paragraphs:
            at = paragraph.start
            for end in SENTENCE_END.finditer(self.text, *paragraph):
                yield Span(at, end.end()), paragraph
                at = end.end()
            if at < paragraph.end:
                yield Span(at, paragraph.end), paragraph

    def words(self, part: Span) -> Iterator[tuple[Span, str]]:
        """The words of a part that are written small, without those of addresses on the web: no names."""
        for found in LETTERS.finditer(self.text, *part):
            if found.group().islower():
                yield Span(*found.span()), found.group()

    @cached_property
    def english(self) -> bool:
        """Whether it is written in English."""
        words = [word.lower() for word in WORD.findall(self.text)]
        return sum(word in ENGLISH_WORDS for word in words) >= ENGLISH * len(words) > 0

    @cached_property
    def title(self) -> str:
        """What its names say: those of its file and of itself, without the folder."""
        return f"{STEP.split(self.reply.source.name)[-1]} {self.reply.ident}"
