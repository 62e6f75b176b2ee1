"""A hit: where a pattern occurs."""

from typing import NamedTuple

WHOLE = -1
"""The start of a hit that has no place: something that holds of the reply as a whole."""


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
