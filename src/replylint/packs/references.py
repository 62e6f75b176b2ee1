"""Names in packs that must lead somewhere: patterns, word lists, rules, regions."""

from collections.abc import Iterator
from typing import get_args

from replylint.packs.files import nearest
from replylint.packs.pack import Kind
from replylint.packs.parts import Parts, Place
from replylint.packs.patterns import Clause, Pattern, Region
from replylint.packs.tree import Path
from replylint.text.problem import Problem

SCOPES = (*get_args(Region), "first", "last")
"""Where something may stand: regions, and the first and last sentence."""

TOPIC = ("unshared", "pattern")
SLOTS = ("match", "require", "when", "unless")


def check_references(parts: Parts) -> Iterator[Problem]:
    """Every name that leads nowhere, unknown region, and named pattern that contains itself."""
    for ident, rule in parts.rules.items():
        place = parts.places["rule", ident]
        yield from _scopes(rule.scope, (), place)
        for slot in SLOTS:
            pattern: Pattern | None = getattr(rule, slot)
            if pattern is not None:
                yield from _missing(pattern, (slot,), place, parts)
        for index, covered in enumerate(rule.covers):
            if covered not in parts.rules and not excused(parts, "rule", covered):
                yield place.problem(
                    f"there is no rule `{covered}`", nearest(covered, parts.rules), ("covers", index)
                )
    for name, named in parts.patterns.items():
        yield from _missing(named.pattern, ("pattern",), parts.places["pattern", name], parts)
    yield from _cycles(parts)


def excused(parts: Parts, kind: Kind, name: str) -> bool:
    """Whether a name may be missing only because its file is not valid, which has been told already."""
    return parts.unread or (kind, name) in parts.broken


def walk(pattern: Pattern, path: Path) -> Iterator[tuple[Pattern, Path]]:
    """A pattern and all that is in it, named ones as names, each with its path."""
    yield pattern, path
    if isinstance(pattern, str):
        return
    for key in ("any", "all"):
        for index, inner in enumerate(getattr(pattern, key) or ()):
            yield from walk(inner, (*path, key, index))
    topic = pattern.unshared.pattern if pattern.unshared else None
    for steps, only in ((("not",), pattern.not_), (("customer",), pattern.customer), (TOPIC, topic)):
        if only is not None:
            yield from walk(only, (*path, *steps))


def references(pattern: Pattern, path: Path) -> Iterator[tuple[Kind, str, Path]]:
    """Every reference in a pattern: what it names (pattern or words), the name, and the path to it."""
    for inner, at in walk(pattern, path):
        if isinstance(inner, str):
            yield "pattern", inner, at
            continue
        if inner.clause:
            yield from _verbs(inner.clause, (*at, "clause"))
        if inner.unshared and inner.unshared.ignore:
            yield "words", inner.unshared.ignore.removeprefix("@"), (*at, "unshared", "ignore")


def _verbs(clause: Clause, path: Path) -> Iterator[tuple[Kind, str, Path]]:
    for key in ("verb", "not_verb"):
        for index, verb in enumerate(getattr(clause, key) or ()):
            if verb.startswith("@"):
                yield "words", verb[1:], (*path, key, index)


def _scopes(scope: list[str] | None, path: Path, place: Place) -> Iterator[Problem]:
    for index, name in enumerate(scope or ()):
        if name not in SCOPES:
            yield place.problem(
                f"there is no region `{name}`", nearest(name, SCOPES), (*path, "scope", index)
            )


def _missing(pattern: Pattern, path: Path, place: Place, parts: Parts) -> Iterator[Problem]:
    for inner, at in walk(pattern, path):
        if not isinstance(inner, str):
            yield from _scopes(inner.scope, at, place)
    for kind, name, at in references(pattern, path):
        known = parts.patterns.keys() if kind == "pattern" else parts.words.keys()
        if name not in known and not excused(parts, kind, name):
            what = "pattern" if kind == "pattern" else "word list"
            yield place.problem(f"there is no {what} `{name}`", nearest(name, known), at)


def _cycles(parts: Parts) -> Iterator[Problem]:
    used = {
        name: [to for kind, to, _ in references(named.pattern, ()) if kind == "pattern"]
        for name, named in parts.patterns.items()
    }
    for loop in loops(used):
        way = " → ".join(f"`{name}`" for name in (*loop, loop[0]))
        yield parts.places["pattern", loop[0]].problem(f"the pattern `{loop[0]}` contains itself: {way}")


def loops(edges: dict[str, list[str]]) -> Iterator[list[str]]:
    """The loops of a graph, each from its first node; nodes that are not there are passed over."""
    done: set[str] = set()
    for start in edges:
        trail: list[str] = []
        ways = [iter([start])]
        while ways:
            node = next(ways[-1], None)
            if node is None:
                ways.pop()
                if trail:
                    done.add(trail.pop())
            elif node in trail:
                yield trail[trail.index(node) :]
            elif node in edges and node not in done:
                trail.append(node)
                ways.append(iter(edges[node]))
