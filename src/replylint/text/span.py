"""A half-open stretch of text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Code points `start` (included) to `end` (excluded) of one text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The stretch of `text` that this span names."""
        return text[self.start : self.end]
