"""How far clauses reach: their own words, and all that hangs on them."""

from dataclasses import dataclass

from replylint.engine.analysis import Analysis

OUTSIDE = frozenset(("punct", "cc", "mark", "intj", "preconj"))


@dataclass(frozen=True, slots=True)
class Extents:
    """First and last word: of every word's subtree, and of what each clause has as its own."""

    first: list[int]
    last: list[int]
    own_first: dict[int, int]
    own_last: dict[int, int]


def read_extents(a: Analysis, heads: frozenset[int]) -> Extents:
    """The extents, in one climb from each word to its root; `heads` are the verbs of clauses."""
    words = range(len(a.norm))
    first, last = list(words), list(words)
    own_first: dict[int, int] = {}
    own_last: dict[int, int] = {}
    head = a.head
    for at in words:
        owner = at if at in heads else -1
        above = at
        while head[above] != above:
            above = head[above]
            first[above] = min(first[above], at)
            last[above] = max(last[above], at)
            if owner < 0 and above in heads:
                owner = above
        if owner >= 0 and a.dep[at] not in OUTSIDE:
            own_first.setdefault(owner, at)
            own_last[owner] = at
    return Extents(first, last, own_first, own_last)
