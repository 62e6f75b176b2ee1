"""A suppression: somebody says that findings of some rules are in order, and why."""

from dataclasses import dataclass
from typing import NamedTuple

from replylint.text.problem import Level, Problem
from replylint.text.source import Source
from replylint.text.span import Span


class Named(NamedTuple):
    """A rule's id, and where it was written (code points of the source)."""

    rule: str
    span: Span


@dataclass(frozen=True)
class Suppression:
    """The rules that are suppressed in a reply, why, and where that is said: in `source` at `span`.

    `scope` is the stretch of the reply's text that it is about; None is the whole reply, with the findings
    that are about the reply as a whole.
    """

    rules: tuple[Named, ...]
    reason: str
    source: Source
    span: Span
    scope: Span | None = None

    def problem(self, message: str, hint: str = "", *, at: Span | None = None, level: Level) -> Problem:
        """A problem with it, or with a name in it (`at`)."""
        return Problem(message, source=self.source, span=at or self.span, hint=hint, level=level)
