"""A template in a comparison: what is kept of it, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from replylint.engine.library.joining import Key
from replylint.engine.library.view import STEP, View
from replylint.text.span import Span

Within = Literal["file", "folder", "library"]


class Mark(NamedTuple):
    """A place in a template: the stretch (None: all of it), its words, its line and column in the file."""

    key: Key
    span: Span | None
    words: str
    line: int
    column: int
    silent: bool
    """Whether somebody said that the rule's findings are in order there."""

    @property
    def order(self) -> tuple[str, int, str, int]:
        """A key that puts marks in the order of files and places, whatever order they came in."""
        return self.key.name, self.key.start, self.key.ident, self.span.start if self.span else -1


def mark(view: View, key: Key, span: Span | None, rule: str) -> Mark:
    """The mark of a stretch of a template, or of the whole."""
    reply = view.reply
    where = reply.source_span(span or Span(0, len(reply.text)))
    point = reply.source.point(where.start)
    silent = any(
        named.rule == rule
        for said in reply.suppressions
        if said.scope is None or (span is not None and span.overlaps(said.scope))
        for named in said.rules
    )
    return Mark(key, span, span.of(reply.text) if span else "", point.line, point.column, silent)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Templates that do not go together: the odd ones, and those that they are measured by.

    Without a `rest` they are all alike. `named` is how many others a finding names at the most. `detail` says
    what it is about. `mutual` says that either side may be wrong.
    """

    detail: str
    odd: tuple[Mark, ...]
    rest: tuple[Mark, ...] = ()
    named: int = 10
    mutual: bool = False


def folder(name: str) -> str:
    """The folder of a file's name."""
    return "/".join(STEP.split(name)[:-1])


def units(keys: Sequence[Key], within: Within) -> list[str]:
    """For each template what it is compared within: those of one unit are compared with each other."""
    if within == "library":
        return [""] * len(keys)
    if within == "folder":
        return [folder(key.name) for key in keys]
    counts: dict[str, int] = {}
    for key in keys:
        counts[key.name] = counts.get(key.name, 0) + 1
    return [key.name if counts[key.name] > 1 else folder(key.name) for key in keys]
