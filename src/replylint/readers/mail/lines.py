"""The lines of a mail's text, and what each is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from replylint.readers.mail.marks import QUOTE, may_introduce
from replylint.text.span import Span

LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
FENCE = re.compile(r"\s*(?:```|~~~)")
ADDRESS_END = re.compile(r">\s?[:：]")
WRAPPED = 60
"""A quoted line of so many characters may have been broken by a mail program."""


class Kind(StrEnum):
    """What a line of a mail is. An introduction is the line or header above a quotation."""

    OWN = "own"
    QUOTE = "quote"
    INTRODUCTION = "introduction"
    SIGNATURE = "signature"


class Quote(NamedTuple):
    """A stretch of a text that is known to be quoted, and in how many quotations it stands."""

    span: Span
    depth: int


@dataclass(slots=True)
class Line:
    """A line with its end. `words` starts after the quote marks, `depth` is how many there are."""

    span: Span
    text: str
    words: int = 0
    depth: int = 0
    kind: Kind = Kind.OWN
    fenced: bool = False
    ends: bool = False
    """Whether an introduction may end here."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space after the quote marks."""
        return not self.text[self.words :].strip()


def lines_of(text: str, quoted: Sequence[Quote]) -> list[Line]:
    """The lines of a text, quotations told by their marks; `quoted` are known to be quoted."""
    lines: list[Line] = []
    nth = 0
    for found in LINE.finditer(text):
        start, end = found.span()
        if start == end:
            break
        line = Line(Span(start, end), found[1], ends=may_introduce(found[1]))
        while nth < len(quoted) and quoted[nth].span.end <= start:
            nth += 1
        marks = None if ADDRESS_END.match(line.text) else QUOTE.match(line.text)
        if nth < len(quoted) and quoted[nth].span.start <= start:
            line.kind, line.depth = Kind.QUOTE, quoted[nth].depth
        if marks:
            line.kind, line.words = Kind.QUOTE, marks.end()
            line.depth += marks[1].count(">")
        lines.append(line)
    return lines


def mark_wrapped(lines: list[Line]) -> None:
    """A piece of a quoted line that a mail program broke off stands alone between quoted lines."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not before.depth or not after.depth or line.depth or line.blank or len(before.text) < WRAPPED:
            continue
        broken = not is_sentence(before.text) and len(line.text) < WRAPPED
        if line.text[:1].islower() or broken:
            line.kind, line.depth = Kind.QUOTE, before.depth


def mark_fenced(lines: list[Line]) -> None:
    """Code between fences introduces nothing and signs nothing."""
    fences = [at for at, line in enumerate(lines) if not line.depth and FENCE.match(line.text)]
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        for line in lines[start : end + 1]:
            line.fenced = True


def mark(lines: list[Line], start: int, end: int, kind: Kind) -> None:
    """Give lines a kind."""
    for line in lines[start:end]:
        line.kind = kind
        line.depth += kind is Kind.QUOTE


def mark_blank(lines: list[Line]) -> None:
    """A blank line goes with the line above."""
    kind = Kind.OWN
    for line in lines:
        if line.blank and not line.depth:
            line.kind = Kind.OWN if kind is Kind.INTRODUCTION else kind
        else:
            kind = line.kind


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return text.rstrip().endswith((".", "!", "?"))


def is_own(line: Line) -> bool:
    """Whether a line is the sender's, and words."""
    return line.kind is Kind.OWN and not line.blank and not line.fenced
