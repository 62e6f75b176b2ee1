"""Compiled patterns: a tree over the leaves, asked for its hits in one sight."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import count
from operator import or_
from typing import Literal, Protocol

from replylint.engine.hit import WHOLE, Hit, leftmost, touches
from replylint.engine.look import bits
from replylint.engine.sight import Sight
from replylint.engine.topic import topic_words
from replylint.text.span import Span

NUMBER = count()
HOLDS = Hit(WHOLE, WHOLE, -1)


class Node(Protocol):
    """A compiled pattern."""

    @property
    def number(self) -> int:
        """What tells it from the others."""

    @property
    def leaves(self) -> frozenset[int]:
        """The leaves that it is about."""

    @property
    def gates(self) -> tuple[int, ...]:
        """Sets of leaves, as bits, of each of which one must have a hit for it to have one."""

    def find(self, sight: Sight) -> list[Hit]:
        """Its hits, computed."""


def hits(node: Node, sight: Sight) -> list[Hit]:
    """A node's hits in a sight; nothing is computed where none of its leaves has one."""
    known = sight.nodes.get(node.number)
    if known is None:
        known = node.find(sight) if is_open(node, sight) else []
        sight.nodes[node.number] = known
    return known


def is_open(node: Node, sight: Sight) -> bool:
    """Whether a node can have hits."""
    having = sight.having
    for gate in node.gates:  # noqa: SIM110 - a loop is twice as fast, and this is asked most
        if not gate & having:
            return False
    return True


def first(node: Node, sight: Sight, scope: tuple[str, ...] | None = None) -> Hit | None:
    """A hit of a node that stands in scope (None: anywhere), where there is one; simple patterns come first.

    Of several the first in the text; but what needs more work is asked only where what needs less has none.
    """
    if node.number in sight.nodes:
        return standing(sight.nodes[node.number], sight, scope)
    if not is_open(node, sight):
        return None
    if isinstance(node, AnyNode):
        return first_of(node, sight, scope)
    if isinstance(node, AllNode):
        return standing(node.matches(sight), sight, scope)
    if isinstance(node, ScopeNode):
        found = (hit for hit in hits(node.inner, sight) if sight.in_scope(hit, node.scope))
        return standing(found, sight, scope)
    return standing(hits(node, sight), sight, scope)


def first_of(node: "AnyNode", sight: Sight, scope: tuple[str, ...] | None) -> Hit | None:
    """The same of one of several: leaves that are known, other nodes, and leaves that must be looked for."""
    roaming = sight.index.roaming
    own = standing(leftmost(sight.look.of(node.own_bits & ~roaming)), sight, scope)
    if own:
        return own
    for _, inner in node.opened(sight):
        found = first(inner, sight, scope)
        if found:
            return found
    return standing(leftmost(sight.look.of(node.own_bits & roaming)), sight, scope)


def standing(found: Iterable[Hit], sight: Sight, scope: tuple[str, ...] | None) -> Hit | None:
    """The first of some hits that stands in scope."""
    return next((hit for hit in found if scope is None or sight.in_scope(hit, scope)), None)


@dataclass(frozen=True)
class LeafNode:
    """One leaf; -1 is none."""

    leaf: int
    number: int = field(default_factory=lambda: next(NUMBER))

    @property
    def leaves(self) -> frozenset[int]:
        """Itself."""
        return frozenset((self.leaf,))

    @cached_property
    def gates(self) -> tuple[int, ...]:
        """Itself."""
        return (bits((self.leaf,)),)

    def find(self, sight: Sight) -> list[Hit]:
        """The leaf's hits."""
        return sight.look.hits(self.leaf)


@dataclass(frozen=True)
class AnyNode:
    """One of several: leaves of its own, and other nodes."""

    own: frozenset[int]
    nodes: tuple[Node, ...]
    leaves: frozenset[int]
    number: int = field(default_factory=lambda: next(NUMBER))

    @cached_property
    def own_bits(self) -> int:
        """Its own leaves, as bits."""
        return bits(self.own)

    @cached_property
    def gates(self) -> tuple[int, ...]:
        """One set: a gate of each, where all have one."""
        if not all(node.gates for node in self.nodes):
            return ()
        return (reduce(or_, (node.gates[0] for node in self.nodes), self.own_bits),)

    @cached_property
    def gated(self) -> list[tuple[int, Node]]:
        """The other nodes, each with its first gate; 0 where it has none."""
        return [(node.gates[0] if node.gates else 0, node) for node in self.nodes]

    def find(self, sight: Sight) -> list[Hit]:
        """The hits of all, without those inside another one."""
        found = sight.look.of(self.own_bits)
        for _, node in self.opened(sight):
            found += hits(node, sight)
        return leftmost(found) if len(found) > 1 else found

    def opened(self, sight: Sight) -> list[tuple[int, Node]]:
        """The other nodes whose first gate does not keep them from having hits."""
        having = sight.having
        return [entry for entry in self.gated if not entry[0] or entry[0] & having]


@dataclass(frozen=True)
class AllNode:
    """All of several near each other; the hits are those of the first one that is not excluded."""

    first: Node
    others: tuple[Node, ...]
    excluded: tuple[Node, ...]
    within: str
    number: int = field(default_factory=lambda: next(NUMBER))

    @property
    def leaves(self) -> frozenset[int]:
        """Those of the first one."""
        return self.first.leaves

    @cached_property
    def gates(self) -> tuple[int, ...]:
        """Those of all that must be there."""
        return tuple(gate for node in (self.first, *self.others) for gate in node.gates)

    def find(self, sight: Sight) -> list[Hit]:
        """The hits of the first one that have all the others, and none of the excluded, near."""
        return list(self.matches(sight))

    def matches(self, sight: Sight) -> Iterator[Hit]:
        """The same, one by one."""
        own = hits(self.first, sight)
        if not own:
            return
        if self.within == "reply":
            if all(first(node, sight) for node in self.others) and not any(
                first(node, sight) for node in self.excluded
            ):
                yield from own
            return
        wanted: list[list[Hit]] = []
        for node in self.others:
            found = hits(node, sight)
            if not found:
                return
            if not found[0].whole:
                wanted.append(found)
        barred = [found for node in self.excluded if (found := hits(node, sight))]
        if any(found[0].whole for found in barred):
            return
        for hit in own:
            unit = sight.unit(self.within, hit)
            if all(touches(found, unit) for found in wanted) and not any(
                touches(found, unit) for found in barred
            ):
                yield hit


def near(node: Node, sight: Sight, unit: Span) -> bool:
    """Whether a node has a hit that overlaps a stretch, or holds of the whole text."""
    found = hits(node, sight)
    return bool(found) and (found[0].whole or touches(found, unit))


@dataclass(frozen=True)
class NotNode:
    """Holds of the whole text where the inner pattern has no hit."""

    inner: Node
    leaves: frozenset[int] = frozenset()
    gates: tuple[int, ...] = ()
    number: int = field(default_factory=lambda: next(NUMBER))

    def find(self, sight: Sight) -> list[Hit]:
        """One hit without a place, or none."""
        return [] if first(self.inner, sight) else [HOLDS]


@dataclass(frozen=True)
class CustomerNode:
    """Holds of the whole text where the customer's message is known and has the inner pattern."""

    inner: Node
    leaves: frozenset[int] = frozenset()
    gates: tuple[int, ...] = ()
    number: int = field(default_factory=lambda: next(NUMBER))

    def find(self, sight: Sight) -> list[Hit]:
        """One hit without a place, or none."""
        return [HOLDS] if sight.customer and first(self.inner, sight.customer) else []


@dataclass(frozen=True)
class UnsharedNode:
    """What one text is about and the other does not take up."""

    inner: Node
    of: Literal["reply", "customer"]
    ignore: frozenset[str]
    leaves: frozenset[int] = frozenset()
    gates: tuple[int, ...] = ()
    number: int = field(default_factory=lambda: next(NUMBER))

    def find(self, sight: Sight) -> list[Hit]:
        """Hits of the reply that share no topic word with the customer's message, or the other way round."""
        if sight.customer is None:
            return []
        here, there = (sight, sight.customer) if self.of == "reply" else (sight.customer, sight)
        known = topic_words(there.analysis, None, self.ignore)
        lonely = []
        for hit in hits(self.inner, here):
            unit = here.unit("sentence", hit)
            words = topic_words(here.analysis, unit, self.ignore)
            if words and not words & known:
                lonely.append(hit)
        if self.of == "reply":
            return lonely
        return [HOLDS] if lonely else []


@dataclass(frozen=True)
class ScopeNode:
    """A pattern that counts in some regions only."""

    inner: Node
    scope: tuple[str, ...]
    number: int = field(default_factory=lambda: next(NUMBER))

    @property
    def leaves(self) -> frozenset[int]:
        """Those of the inner one."""
        return self.inner.leaves

    @cached_property
    def gates(self) -> tuple[int, ...]:
        """Those of the inner one."""
        return self.inner.gates

    def find(self, sight: Sight) -> list[Hit]:
        """The inner hits that stand in scope."""
        return [hit for hit in hits(self.inner, sight) if sight.in_scope(hit, self.scope)]
