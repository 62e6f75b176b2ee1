"""What a reporter can be asked for."""

import codecs
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Format(StrEnum):
    """The formats of a report."""

    RICH = "rich"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"


@dataclass(frozen=True)
class Options:
    """How a report is drawn.

    `width` is in terminal cells. `encoding` is that of the output: what it cannot carry is escaped.
    `redact` leaves out all text of replies and customers. `detail` is -1 (findings only), 0, or 1 (clean
    replies and requirements too).
    """

    width: int = 80
    color: bool = False
    encoding: str = "utf-8"
    explain: bool = False
    redact: bool = False
    detail: int = 0

    @cached_property
    def unicode(self) -> bool:
        """Whether the output can carry every character."""
        return codecs.lookup(self.encoding).name.startswith("utf")

    def encode(self, text: str) -> bytes:
        """Text as bytes of the output; never fails."""
        return text.encode(self.encoding, "backslashreplace")

    def carried(self, text: str) -> str:
        """Text as the output will show it."""
        return text if self.unicode else self.encode(text).decode(self.encoding)
