"""A reply: what the customer will read, and where it stands in its source."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from replylint.text.offsets import OffsetMap
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Suppression


class Turn(StrEnum):
    """Which part of a conversation a reply is; only a whole one is judged for all that a reply needs."""

    WHOLE = "whole"
    OPENING = "opening"
    MIDDLE = "middle"
    CLOSING = "closing"


class Zone(NamedTuple):
    """A stretch of a reply's text of which the reader knows what it is, in code points."""

    kind: Literal["quotation", "signature", "code"]
    span: Span


@dataclass(frozen=True)
class Reply:
    """One reply to judge.

    `text` is what the customer will read; `offsets` maps it to the source. `customer` is the customer's
    message where it is known. `template` says that placeholders are legitimate. `regions` are the stretches
    of the text that the reader knows better than its words tell, in order. `customer_offsets` maps `customer`
    to the source where it stands in the same one. `suppressions` is what is in order in it, `overrides` the
    numbers of the config's overrides that hold for it, `placeholders` the names of those that are filled in.
    """

    source: Source
    text: str
    offsets: OffsetMap
    ident: str = ""
    customer: str | None = None
    turn: Turn = Turn.WHOLE
    template: bool = False
    regions: tuple[Zone, ...] = ()
    customer_offsets: OffsetMap | None = None
    suppressions: tuple[Suppression, ...] = ()
    overrides: tuple[int, ...] = ()
    placeholders: tuple[str, ...] = ()

    def source_span(self, span: Span) -> Span:
        """The span of the source that a span of the reply's text stands for."""
        return self.offsets.to_source(span)
