"""A reply: what the customer will read, and where it stands in its source."""

from dataclasses import dataclass
from enum import StrEnum

from replylint.text.offsets import OffsetMap
from replylint.text.source import Source
from replylint.text.span import Span


class Turn(StrEnum):
    """Which part of a conversation a reply is; only a whole one is judged for all that a reply needs."""

    WHOLE = "whole"
    OPENING = "opening"
    MIDDLE = "middle"
    CLOSING = "closing"


@dataclass(frozen=True)
class Reply:
    """One reply to judge.

    `text` is what the customer will read; `offsets` maps it to the source. `customer` is the customer's
    message where it is known. `template` says that placeholders are legitimate.
    """

    source: Source
    text: str
    offsets: OffsetMap
    ident: str = ""
    customer: str | None = None
    turn: Turn = Turn.WHOLE
    template: bool = False

    def source_span(self, span: Span) -> Span:
        """The span of the source that a span of the reply's text stands for."""
        return self.offsets.to_source(span)
