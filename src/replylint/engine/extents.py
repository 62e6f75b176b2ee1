"""How far clauses reach: their own words, and all that hangs on them."""

from collections.abc import Sequence
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
    """The extents; `heads` are the verbs of clauses. Each word is seen twice, however deep the tree."""
    owners, order = descent(a.head, heads)
    first, last = list(range(len(a.head))), list(range(len(a.head)))
    for at in reversed(order):
        above = a.head[at]
        first[above] = min(first[above], first[at])
        last[above] = max(last[above], last[at])
    own_first: dict[int, int] = {}
    own_last: dict[int, int] = {}
    for at, owner in enumerate(owners):
        if owner >= 0 and a.dep[at] not in OUTSIDE:
            own_first.setdefault(owner, at)
            own_last[owner] = at
    return Extents(first, last, own_first, own_last)


def descent(head: Sequence[int], heads: frozenset[int]) -> tuple[list[int], list[int]]:
    """The nearest of `heads` at or above each word, -1 for none; and the words, each after its head."""
    owners: list[int | None] = [None] * len(head)
    order: list[int] = []
    for word in range(len(head)):
        climb = [word]
        while owners[climb[-1]] is None and head[climb[-1]] != climb[-1]:
            climb.append(head[climb[-1]])
        for at in reversed(climb):
            if owners[at] is None:
                owners[at] = at if at in heads else -1 if head[at] == at else owners[head[at]]
                order.append(at)
    return [-1 if owner is None else owner for owner in owners], order
