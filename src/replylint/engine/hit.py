"""A hit: where a pattern occurs."""

from bisect import bisect_left
from itertools import islice
from typing import NamedTuple

from replylint.text.span import Span

WHOLE = -1
"""The start of a hit that has no place: something that holds of the reply as a whole."""

FEW, LONGEST = 32, 20_000
"""Lists of more hits are searched, not walked; no hit is longer than so many code points."""


class Hit(NamedTuple):
    """Code points `start` to `end` of the text, and the number of the leaf pattern that matched."""

    start: int
    end: int
    leaf: int

    @property
    def whole(self) -> bool:
        """Whether it holds of the whole text."""
        return self.start == WHOLE


def leftmost(hits: list[Hit]) -> list[Hit]:
    """The hits in order, without those that lie inside another one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def touches(found: list[Hit], unit: Span) -> bool:
    """Whether one of some hits, which are in order, overlaps a stretch."""
    at = bisect_left(found, unit.start - LONGEST, key=start_of) if len(found) > FEW else 0
    for hit in islice(found, at, None):
        if hit.start >= unit.end:
            return False
        if hit.end > unit.start:
            return True
    return False


def start_of(hit: Hit) -> int:
    """Where a hit starts."""
    return hit.start
