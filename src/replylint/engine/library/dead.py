"""Placeholders that nothing will fill in: misspelt ones, and ones that another program would know."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from typing import NamedTuple

from replylint.engine.library.joining import Key
from replylint.engine.library.member import Conflict, Mark, Within, mark, units
from replylint.engine.library.view import View
from replylint.packs.compare import Placeholders

SYNTAXES = (
    ("{{{", re.compile(r"\{\{\{(.*)\}\}\}", re.DOTALL)),
    ("{{", re.compile(r"\{\{(?!\s*[#/^!>])-?(.*?)-?\}\}", re.DOTALL)),
    ("{%", re.compile(r"\{%(\s*[\w]+\.[\w.]+.*?)%\}", re.DOTALL)),
    ("%{", re.compile(r"%\{(.*)\}", re.DOTALL)),
    ("#{", re.compile(r"#\{(.*)\}", re.DOTALL)),
    ("${", re.compile(r"\$\{(.*)\}", re.DOTALL)),
    ("{!", re.compile(r"\{!(.*)\}", re.DOTALL)),
    ("<<", re.compile(r"<<(.*)>>", re.DOTALL)),
    ("[[", re.compile(r"\[\[(.*)\]\]", re.DOTALL)),
    ("%", re.compile(r"%([a-z_]+)%")),
    ("{", re.compile(r"\{([a-zA-Z_].*)\}", re.DOTALL)),
)
NAME = re.compile(r"\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*(?=$|[|,=?])")
KEYWORDS = frozenset(("else", "end", "endif", "endfor", "if", "for", "each", "unless", "this", "cursor"))
STEP = re.compile(r"[._-]")
SHORTEST, LONGEST = 4, 60
"""Characters of a step of a name in which a misspelling can be told."""

FURTHEST = 2
"""Characters by which a misspelt name is longer or shorter at the most."""

MOST_USUAL = 1000
"""Names that others are held against, those of most templates."""

NAMED = 3
"""Templates with the right placeholder that a finding names."""

USUAL = 0.9
"""From this share of the templates with placeholders on, a syntax is the library's."""


class Used(NamedTuple):
    """A placeholder in a template: how it is written, its name, and where it stands."""

    syntax: str
    name: str
    where: Mark


@dataclass
class Usage:
    """Gathers the placeholders of templates."""

    rule: str
    by: Placeholders
    within: Within
    keys: list[Key] = field(default_factory=list)
    used: list[list[Used]] = field(default_factory=list)

    def take(self, view: View, key: Key) -> None:
        """One more template."""
        met: dict[tuple[str, str], Used] = {}
        for span in view.placeholders:
            parsed = read(span.of(view.reply.text))
            if parsed is not None and parsed not in met and parsed[1].lower() not in KEYWORDS:
                met[parsed] = Used(*parsed, mark(view, key, span, self.rule))
        self.keys.append(key)
        self.used.append(list(met.values()))

    def conflicts(self) -> Iterator[Conflict]:
        """Each placeholder that is meant to be another one."""
        groups: dict[str, list[list[Used]]] = {}
        for unit, used in zip(units(self.keys, self.within), self.used, strict=True):
            if used:
                groups.setdefault(unit, []).append(used)
        for group in groups.values():
            yield from misspelt(self.by, group)
            yield from foreign(self.by, group)


def read(placeholder: str) -> tuple[str, str] | None:
    """How a placeholder is written, and its name; None for what has none, such as a tag."""
    for syntax, pattern in SYNTAXES:
        found = pattern.fullmatch(placeholder)
        if found:
            named = NAME.match(found[1])
            return (syntax, named[1]) if named else None
    return None


def misspelt(by: Placeholders, group: Sequence[Sequence[Used]]) -> Iterator[Conflict]:
    """The placeholders of one template only that are nearly one that several have."""
    places: dict[str, list[Mark]] = {}
    for one in sorted((one for used in group for one in used), key=lambda one: one.where.order):
        places.setdefault(one.name, []).append(one.where)
    counts = {name: templates(marks) for name, marks in places.items()}
    often = [name for name in places if counts[name] >= by.fewest]
    usual = sorted(often, key=lambda name: -counts[name])[:MOST_USUAL]
    for name, marks in places.items():
        if counts[name] > 1 or is_known(name, by):
            continue
        near = nearest(name, usual, by.near)
        if near:
            detail = f"no other template has it, {counts[near]:,} have nearly the same"
            yield Conflict(detail, tuple(marks), tuple(places[near]), NAMED)


def templates(marks: Sequence[Mark]) -> int:
    """In how many templates the marks are."""
    return len({where.key for where in marks})


def nearest(name: str, usual: Iterable[str], near: float) -> str:
    """The usual name that is meant, or nothing."""
    ratios = {
        other: ratio(name, other)
        for other in usual
        if other != name and abs(len(other) - len(name)) <= FURTHEST
    }
    best = max(ratios, key=lambda other: ratios[other], default="")
    return best if best and ratios[best] >= near else ""


def ratio(name: str, other: str) -> float:
    """How like two names are, by the one step in which they differ: order.nmae and order.name.

    Numbers and plurals are no misspelling, and short steps are too often like others.
    """
    steps, others = STEP.split(name.lower()), STEP.split(other.lower())
    if "".join(steps) == "".join(others):
        return 1
    differing = [(one, two) for one, two in zip(steps, others, strict=False) if one != two]
    if len(steps) != len(others) or len(differing) != 1:
        return 0
    one, two = differing[0]
    bare = [re.sub(r"\d", "", step).rstrip("s") for step in (one, two)]
    if min(len(one), len(two)) < SHORTEST or max(len(one), len(two)) > LONGEST or bare[0] == bare[1]:
        return 0
    if sorted(one) == sorted(two):
        return 1
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def foreign(by: Placeholders, group: Sequence[Sequence[Used]]) -> Iterator[Conflict]:
    """The placeholders in a syntax of which one template only makes use, where nearly all have another."""
    having = Counter(syntax for used in group for syntax in {one.syntax for one in used})
    usual, count = max(having.items(), key=lambda item: (item[1], item[0]))
    if count < by.fewest or count < USUAL * (len(group) - 1) or len(having) < 2:
        return
    rest = sorted((one.where for used in group for one in used if one.syntax == usual), key=lambda m: m.order)
    for used in group:
        odd = [
            one
            for one in used
            if one.syntax != usual and having[one.syntax] == 1 and not is_known(one.name, by)
        ]
        if odd:
            detail = f"{count:,} templates write placeholders otherwise, and none but this one so"
            yield Conflict(detail, (odd[0].where,), tuple(rest), NAMED)


def is_known(name: str, by: Placeholders) -> bool:
    """Whether a name is said to be right."""
    return any(fnmatchcase(name, known) for known in by.known)
