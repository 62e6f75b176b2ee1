"""Names in packs that must lead somewhere: patterns, word lists, rules."""

from collections.abc import Iterator

from replylint.packs.files import nearest
from replylint.packs.pack import Kind
from replylint.packs.parts import Parts, Place
from replylint.packs.patterns import Clause, Pattern
from replylint.packs.tree import Path
from replylint.text.problem import Problem

SLOTS = ("match", "require", "when", "unless")


def check_references(parts: Parts) -> Iterator[Problem]:
    """Every name that leads nowhere, and every named pattern that leads back to itself."""
    for ident, rule in parts.rules.items():
        place = parts.places["rule", ident]
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


def references(pattern: Pattern, path: Path) -> Iterator[tuple[Kind, str, Path]]:
    """Every reference in a pattern: what it names (pattern or words), the name, and the path to it."""
    if isinstance(pattern, str):
        yield "pattern", pattern, path
        return
    if pattern.clause:
        yield from _verbs(pattern.clause, (*path, "clause"))
    for key in ("any", "all"):
        for index, inner in enumerate(getattr(pattern, key) or ()):
            yield from references(inner, (*path, key, index))
    for key, only in (("not", pattern.not_), ("customer", pattern.customer)):
        if only is not None:
            yield from references(only, (*path, key))
    if pattern.unshared:
        here = (*path, "unshared")
        yield from references(pattern.unshared.pattern, (*here, "pattern"))
        if pattern.unshared.ignore:
            yield "words", pattern.unshared.ignore.removeprefix("@"), (*here, "ignore")


def _verbs(clause: Clause, path: Path) -> Iterator[tuple[Kind, str, Path]]:
    for key in ("verb", "not_verb"):
        for index, verb in enumerate(getattr(clause, key) or ()):
            if verb.startswith("@"):
                yield "words", verb[1:], (*path, key, index)


def _missing(pattern: Pattern, path: Path, place: Place, parts: Parts) -> Iterator[Problem]:
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
