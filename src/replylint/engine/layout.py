"""The layout of a reply: greeting, body, closing, signature, lists, quotations, code, paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from replylint.engine.formulas import BARE_NAME, GREETING, INLINE_SIGN_OFF
from replylint.engine.lines import Line, lines_of
from replylint.engine.tail import read_tail
from replylint.packs.patterns import Region
from replylint.text.reply import Zone
from replylint.text.span import Span

LIST_ITEM = re.compile(r"[ \t]*(?:[-*•‣◦]|\d{1,2}[.)]|[a-z]\))[ \t]+\S")
ATTRIBUTION = re.compile(r"(?i)on\b.{4,120}\bwrote:[ \t]*$|-{2,} ?(?:original|forwarded) message ?-{2,}")
FENCE = re.compile(r"[ \t]*(?:```|~~~)")
END_MARK = re.compile(r"[.!?:;…)\]\"'”’]\s*$")
WRAPPED = 50
"""A line of at least so many characters without an end mark goes on in the next one."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that no sentence crosses. `paragraph` counts from 0."""

    kind: Region
    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a reply in order; white space between them belongs to none."""

    blocks: tuple[Block, ...]
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(block.span.start for block in self.blocks))

    def at(self, offset: int) -> Block:
        """The block at an offset, or the one before it."""
        return self.blocks[max(bisect_right(self.starts, offset) - 1, 0)]


def read_layout(text: str, zones: Sequence[Zone] = ()) -> Layout:
    """The layout of a reply's text. What a reader told of it (`zones`, in order) holds over its words."""
    lines = lines_of(text, zones)
    kinds = line_kinds(lines)
    blocks: list[Block] = []
    paragraph = -1
    for at, line in enumerate(lines):
        paragraph += line.first_of_paragraph
        span = line.span
        if at == 0 and kinds[0] == "body" and (greeting := greeting_span(line)):
            blocks.append(Block("greeting", greeting, paragraph))
            rest = (
                greeting.end
                + len(text[greeting.end : span.end])
                - len(text[greeting.end : span.end].lstrip())
            )
            if rest == span.end:
                continue
            span = Span(rest, span.end)
        if at and goes_on(lines[at - 1], line, kinds[at - 1], kinds[at]) and blocks[-1].kind != "greeting":
            last = blocks.pop()
            blocks.append(Block(last.kind, Span(last.span.start, span.end), last.paragraph))
        else:
            blocks.append(Block(kinds[at], span, paragraph))
    return Layout(tuple(split_sign_off(blocks, text)))


def line_kinds(lines: list[Line]) -> list[Region]:
    """What each line is, greetings left out."""
    kinds: list[Region] = []
    fenced = original = False
    for line in lines:
        fence = bool(FENCE.match(line.text))
        if line.zone:
            kinds.append(line.zone.kind)
            continue
        original = original or bool(ATTRIBUTION.match(line.text))
        if original or line.text.startswith(">"):
            kinds.append("quotation")
        elif fenced or fence:
            kinds.append("code")
        else:
            kinds.append("list" if LIST_ITEM.match(line.text) else "body")
        fenced = fenced != fence
    own = [at for at, kind in enumerate(kinds) if kind != "quotation" and not lines[at].zone]
    for at, kind in read_tail([lines[at] for at in own]).items():
        if kinds[own[at]] == "body" or kind == "signature":
            kinds[own[at]] = kind
    return kinds


def greeting_span(line: Line) -> Span | None:
    """The greeting at the start of the first line, or None."""
    found = GREETING.match(line.text)
    if found and len(found.group().split()) <= 9:
        return Span(line.span.start, line.span.start + len(found.group().rstrip()))
    if BARE_NAME.match(line.text) and len(line.text.split()) <= 4:
        return line.span
    return None


def goes_on(before: Line, line: Line, kind_before: Region, kind: Region) -> bool:
    """Whether a line goes on with the sentence of the line before it (a hard wrap)."""
    same = line.zone == before.zone and (kind == kind_before or (kind_before, kind) == ("list", "body"))
    if line.first_of_paragraph or not same or kind == "list":
        return False
    wrapped = len(before.text) >= WRAPPED and not END_MARK.search(before.text)
    return wrapped or line.text[:1].islower()


def split_sign_off(blocks: list[Block], text: str) -> list[Block]:
    """The blocks with a sign-off at the end of the last line ("… by noon. Best, Sam") as one of its own."""
    if not blocks or blocks[-1].kind != "body":
        return blocks
    last = blocks[-1]
    found = INLINE_SIGN_OFF.search(last.span.of(text))
    if not found:
        return blocks
    cut = last.span.start + found.start()
    sign_off = Span(last.span.end - len(found.group().lstrip()), last.span.end)
    return [
        *blocks[:-1],
        Block("body", Span(last.span.start, cut), last.paragraph),
        Block("signature", sign_off, last.paragraph),
    ]
