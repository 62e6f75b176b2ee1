"""Stretches of a text that are taken: no other may overlap them."""

from bisect import bisect_left, insort

from replylint.text.span import Span


class Taken:
    """The stretches so far, none of which overlap."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def takes(self, span: Span) -> bool:
        """Takes a stretch, if it is free."""
        nth = bisect_left(self.spans, span)
        if any(span.overlaps(other) for other in self.spans[max(nth - 1, 0) : nth + 1]):
            return False
        insort(self.spans, span)
        return True
