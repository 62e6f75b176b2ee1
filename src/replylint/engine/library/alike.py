"""Templates that say nearly the same: candidates by MinHash, told by what they really have in common."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from rensa import RMinHash, RMinHashLSH

from replylint.engine.library.joining import Key
from replylint.engine.library.member import Conflict, Mark, Within, mark, units
from replylint.engine.library.view import FILLER, View
from replylint.engine.library.wording import compiled
from replylint.packs.compare import Alike

RUN = 3
"""Words of a run."""

PERMUTATIONS = 128
SEED = 7
MOST_NEAR = 50
"""Candidates that are looked at for each template: of more, it is one of a crowd that is found anyway."""

TOKEN = re.compile(rf"{FILLER}+|[^\W_]+(?:['-][^\W_]+)*")
LOCALE = re.compile(
    r"(?i)(?<![a-z])(?:en|de|fr|es|it|nl|pt|pl|sv|da|fi|nb|no|cs|ja|ko|zh|tr)(?:[-_](?:gb|uk|us|au|ca|nz|ie|in|de|at|"
    r"ch|fr|be|es|mx|it|nl|pt|br))?(?![a-z])|(?<![a-z])(?:uk|us|gb|usa|british|american|english)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Body:
    """What is kept of a template: its mark, its title, and the runs of words in it, as sorted hashes."""

    where: Mark
    title: str
    runs: "array[int]"
    differing: frozenset[str]


@dataclass
class Likeness:
    """Gathers bodies of templates."""

    rule: str
    by: Alike
    within: Within
    differ: str
    keys: list[Key] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)

    def take(self, view: View, key: Key) -> None:
        """One more template; a short one is left out."""
        words = body_words(view)
        if len(words) < self.by.fewest:
            return
        differing = (
            frozenset(found.group().lower() for found in compiled(self.differ).finditer(" ".join(words)))
            if self.differ
            else frozenset()
        )
        self.keys.append(key)
        self.bodies.append(Body(mark(view, key, None, self.rule), view.title, runs(words), differing))

    def conflicts(self) -> Iterator[Conflict]:
        """Each crowd of templates that are alike, as one."""
        crowds: dict[str, list[Body]] = {}
        for unit, body in zip(units(self.keys, self.within), self.bodies, strict=True):
            crowds.setdefault(unit, []).append(body)
        for crowd in crowds.values():
            ordered = sorted(crowd, key=lambda body: body.where.order)
            for group in clusters(len(ordered), pairs(ordered, self.by.threshold)):
                yield told([ordered[nth] for nth in group])


def body_words(view: View) -> list[str]:
    """The words of a template without greeting, closing and signature; a placeholder is one of them."""
    return [
        FILLER if word[0] == FILLER else word.lower()
        for span in view.parts("body", "list")
        for word in TOKEN.findall(span.of(view.text))
    ]


def runs(words: Sequence[str]) -> "array[int]":
    """The runs of words as sorted hashes, the same in every process."""
    texts = {" ".join(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1))}
    digests = (blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    return array("Q", sorted(int.from_bytes(digest, "little") for digest in digests))


def pairs(bodies: Sequence[Body], threshold: float) -> Iterator[tuple[int, int]]:
    """The pairs of bodies that are alike, enough of them to tell every crowd."""
    index = RMinHashLSH(threshold, PERMUTATIONS, PERMUTATIONS // rows(threshold))
    first: dict[bytes, int] = {}
    for nth, body in enumerate(bodies):
        same = first.setdefault(body.runs.tobytes(), nth)
        if same != nth and may_double(bodies[same], body):
            yield same, nth
            continue
        sketch = RMinHash(PERMUTATIONS, SEED)
        sketch.update([run.to_bytes(8, "little") for run in body.runs])
        for other in sorted(index.query(sketch))[:MOST_NEAR]:
            if likeness(bodies[other], body, threshold) and may_double(bodies[other], body):
                yield other, nth
        index.insert(nth, sketch)


def rows(threshold: float) -> int:
    """Rows of a band with which no pair in a thousand at the threshold is passed over."""
    return next((r for r in (16, 8, 4) if (1 - threshold**r) ** (PERMUTATIONS // r) < 0.001), 2)


def likeness(one: Body, other: Body, threshold: float) -> bool:
    """Whether two bodies have enough runs in common."""
    few, many = sorted((len(one.runs), len(other.runs)))
    if few < threshold * many:
        return False
    common = len(set(one.runs).intersection(other.runs))
    return common >= threshold * (few + many - common)


def may_double(one: Body, other: Body) -> bool:
    """Whether two that say the same need not: not where they differ in what matters, or by language."""
    if one.differing != other.differing:
        return False
    if one.where.key.name == other.where.key.name and is_part(one.where.key.ident, other.where.key.ident):
        return False
    if one.title == other.title:
        return True
    return LOCALE.sub("", one.title) != LOCALE.sub("", other.title)


def is_part(one: str, other: str) -> bool:
    """Whether two replies are of one entry: Late and Late/chat."""
    return bool(one and other) and (one.startswith(f"{other}/") or other.startswith(f"{one}/"))


def clusters(count: int, linked: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """The groups of what is linked, directly or through others, in order."""
    above = list(range(count))

    def top(nth: int) -> int:
        while above[nth] != nth:
            above[nth] = above[above[nth]]
            nth = above[nth]
        return nth

    for one, other in linked:
        first, last = sorted((top(one), top(other)))
        above[last] = first
    groups: dict[int, list[int]] = {}
    for nth in range(count):
        groups.setdefault(top(nth), []).append(nth)
    return (group for group in groups.values() if len(group) > 1)


def told(group: Sequence[Body]) -> Conflict:
    """A crowd; those in which somebody said that it is in order are left out where others remain."""
    marks = [body.where for body in group]
    loud = [where for where in marks if not where.silent]
    if len(loud) < 2:
        loud = sorted(marks, key=lambda where: not where.silent)
    same = len({body.runs.tobytes() for body in group}) == 1
    how = "word for word but for placeholders" if same else "nearly word for word"
    return Conflict(f"{len(marks):,} templates agree {how}", tuple(loud), named=len(marks))
