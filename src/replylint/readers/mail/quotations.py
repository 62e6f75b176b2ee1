"""Quotations: which lines of a mail its sender wrote, and which he quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from replylint.readers.mail.marks import (
    CANDIDATE,
    LABEL,
    LABEL_INSIDE,
    LONGEST,
    OPENER,
    ORIGINAL_LINE,
    QUOTE,
    RULE,
    SIGNATURE,
    attribution,
    is_mobile,
)
from replylint.text.span import Span

LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
FENCE = re.compile(r"\s*(?:```|~~~)")
ADDRESS_END = re.compile(r">\s?[:：]")
JOINED = 4
"""The line before a quotation may be broken into so many."""
FIELDS = 10
"""The header fields of a quoted message stand in so many lines."""
WRAPPED = 60
"""A quoted line of so many characters may have been broken by a mail program."""
SIGNATURE_LINES = 12


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

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space after the quote marks."""
        return not self.text[self.words :].strip()


def classify(text: str, quoted: Sequence[Quote] = ()) -> list[Line]:
    """The lines of a mail's text, each with its kind. `quoted` are stretches that are known to be quoted."""
    lines = _lines(text, quoted)
    _mark_wrapped(lines)
    _mark_fenced(lines)
    swallowed = len(lines)
    at = 0
    while at < swallowed:
        if _may_introduce(lines[at]) and (found := _introduction(lines, at)):
            end, rest = found
            _mark(lines, _rule_above(lines, at), end, Kind.INTRODUCTION)
            if rest:
                _mark(lines, end, len(lines), Kind.QUOTE)
                swallowed = end
            at = end
        else:
            at += 1
    _mark_signature(lines, swallowed)
    _mark_blank(lines)
    return lines


def _may_introduce(line: Line) -> bool:
    return line.kind is Kind.OWN and not line.blank and not line.fenced


def _lines(text: str, quoted: Sequence[Quote]) -> list[Line]:
    lines: list[Line] = []
    nth = 0
    for found in LINE.finditer(text):
        start, end = found.span()
        if start == end:
            break
        line = Line(Span(start, end), found[1])
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


def _mark_wrapped(lines: list[Line]) -> None:
    """A piece of a quoted line that a mail program broke off stands alone between quoted lines."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not before.depth or not after.depth or line.depth or line.blank or len(before.text) < WRAPPED:
            continue
        broken = not _is_sentence(before.text) and len(line.text) < WRAPPED
        if line.text[:1].islower() or broken:
            line.kind, line.depth = Kind.QUOTE, before.depth


def _mark_fenced(lines: list[Line]) -> None:
    """Code between fences introduces nothing and signs nothing."""
    fences = [at for at, line in enumerate(lines) if not line.depth and FENCE.match(line.text)]
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        for line in lines[start : end + 1]:
            line.fenced = True


def _introduction(lines: list[Line], at: int) -> tuple[int, bool] | None:
    """Where an introduction that starts at a line ends, and whether all that follows is quoted."""
    line = lines[at]
    if len(line.text) > LONGEST:
        return None
    if ORIGINAL_LINE.match(line.text) and not _is_sentence(line.text):
        return _fields_below(lines, at + 1), True
    if end := _header(lines, at):
        return end, True
    return _attribution(lines, at)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?"))


def _attribution(lines: list[Line], at: int) -> tuple[int, bool] | None:
    text = ""
    for end in range(at, min(at + JOINED, len(lines))):
        line = lines[end]
        if line.blank or line.kind is not Kind.OWN or len(text) > LONGEST:
            return None
        text = f"{text} {line.text.strip()}".strip()
        sure = attribution(text) if CANDIDATE.search(line.text[-40:]) else 0
        if not sure or (end > at and not OPENER.match(text)):
            continue
        if any(_opens(lines, start, end) for start in range(at + 1, end + 1)):
            return None
        follows = next((other for other in lines[end + 1 : end + 8] if not other.blank), None)
        if follows and follows.depth:
            return end + 1, False
        if sure == 2 and follows:
            return end + 1, True
    return None


def _opens(lines: list[Line], start: int, end: int) -> bool:
    """Whether the introduction that ends in a line can start in this one."""
    text = " ".join(line.text.strip() for line in lines[start : end + 1])
    return bool(OPENER.match(text) and attribution(text))


def _header(lines: list[Line], at: int) -> int:
    """The end of the header fields of a quoted message that start at a line, or 0."""
    if not LABEL.match(lines[at].text):
        return 0
    seen: set[str] = set()
    end = at
    for nth in range(at, min(at + FIELDS, len(lines))):
        line = lines[nth]
        found = LABEL.match(line.text) if len(line.text) <= LONGEST * 10 else None
        if line.blank and nth > end + 1:
            break
        if found:
            seen.add(str(found.lastgroup))
            if inside := LABEL_INSIDE.search(line.text[:LONGEST], found.end()):
                seen.add(str(inside.lastgroup))
            end = nth
    return end + 1 if "from" in seen and len(seen) >= 3 else 0


def _fields_below(lines: list[Line], at: int) -> int:
    start = at
    while start < min(at + 3, len(lines)) and lines[start].blank:
        start += 1
    return (start < len(lines) and _header(lines, start)) or at


def _rule_above(lines: list[Line], at: int) -> int:
    """The line of dashes above an introduction belongs to it."""
    start = at
    while start and lines[start - 1].blank and at - start < 3 and lines[start - 1].kind is Kind.OWN:
        start -= 1
    above = lines[start - 1] if start else None
    return start - 1 if above and above.kind is Kind.OWN and RULE.fullmatch(above.text[:LONGEST]) else at


def _mark(lines: list[Line], start: int, end: int, kind: Kind) -> None:
    for line in lines[start:end]:
        line.kind = kind
        line.depth += kind is Kind.QUOTE


def _mark_signature(lines: list[Line], end: int) -> None:
    """A signature stands at the end of what is the sender's own; quotations may come before and after it.

    What stands below the line of a telephone and has no mark is the message that was answered on it.
    """
    own = [at for at in range(end) if _may_introduce(lines[at])]
    last_quoted = max((at for at, line in enumerate(lines[:end]) if line.depth), default=-1)
    for nth, at in enumerate(own):
        text = lines[at].text
        if nth and SIGNATURE.fullmatch(text.rstrip()[:LONGEST]):
            exact = text in ("-- ", "--")
            if exact or (
                len(own) - nth <= SIGNATURE_LINES and _is_last([lines[other] for other in own[nth:]])
            ):
                for other in own[nth:]:
                    lines[other].kind = Kind.SIGNATURE
                return
        if is_mobile(text.strip()):
            lines[at].kind = Kind.SIGNATURE
            if nth and at > last_quoted:
                _mark(lines, at + 1, end, Kind.QUOTE)
                return


def _is_last(rest: list[Line]) -> bool:
    """Whether the lines from a rule on look like a signature: short, with no other rule and no sentence."""
    return all(len(line.text) <= 100 for line in rest) and not any(
        RULE.fullmatch(line.text) or line.text.endswith((".", ":")) for line in rest[1:]
    )


def _mark_blank(lines: list[Line]) -> None:
    """A blank line goes with the line above."""
    kind = Kind.OWN
    for line in lines:
        if line.blank and not line.depth:
            line.kind = Kind.OWN if kind is Kind.INTRODUCTION else kind
        else:
            kind = line.kind
