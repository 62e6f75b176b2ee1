"""What a reply was read as: its regions in order, and the customer's message."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from replylint.engine.layout import Block, read_layout
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply
from replylint.text.span import Span


class Part(StrEnum):
    """What a region counts as."""

    REPLY = "reply"
    QUOTE = "quote"
    SIGNATURE = "signature"


CUSTOMER = "customer"
"""The kind of the region that is the customer's message."""

PARTS = {CUSTOMER: Part.QUOTE, "quotation": Part.QUOTE, "signature": Part.SIGNATURE}


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch (code points) of `text`, the reply's or the customer's.

    `offsets` maps the text to the reply's source; None is a text that does not stand there.
    """

    kind: str
    span: Span
    text: str
    offsets: OffsetMap | None

    @property
    def words(self) -> str:
        """What stands there."""
        return self.span.of(self.text)

    @property
    def part(self) -> Part:
        """What it counts as; all that is judged is the reply."""
        return PARTS.get(self.kind, Part.REPLY)


def outline(reply: Reply) -> tuple[Region, ...]:
    """The regions of a reply, those of a kind in a paragraph as one; the customer's message comes last."""
    regions = [
        Region(kind, span, reply.text, reply.offsets)
        for kind, span in joined(read_layout(reply.text, reply.regions).blocks)
    ]
    if reply.customer is not None:
        whole = Span(0, len(reply.customer))
        regions.append(Region(CUSTOMER, whole, reply.customer, reply.customer_offsets))
    return tuple(regions)


def joined(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Span]]:
    """The kinds and spans of blocks, those of one kind and paragraph joined."""
    last: Block | None = None
    for block in blocks:
        if last and (last.kind, last.paragraph) == (block.kind, block.paragraph):
            last = Block(last.kind, Span(last.span.start, block.span.end), last.paragraph)
            continue
        if last:
            yield last.kind, last.span
        last = block
    if last:
        yield last.kind, last.span
