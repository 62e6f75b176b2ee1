"""Problems: what is wrong with a pack, a config, an input or a command. Never a finding."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from replylint.text.source import Source
from replylint.text.span import Span


class Level(StrEnum):
    """An error means that something was not done (exit 2), a warning that something is of no use any more
    (exit 1 where that is asked for); a note only tells.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """Something that the user has to know and can mend.

    `message` begins with what was not done or what is wrong; `hint` says what to do. `source` and `span`
    (code points of the source) give the code frame, `place` names what has no source, such as a missing file.
    """

    message: str
    place: str = ""
    source: Source | None = None
    span: Span | None = None
    hint: str = ""
    level: Level = Level.ERROR

    @property
    def location(self) -> str:
        """`path:line:column`, as far as it is known."""
        if self.source is None or self.span is None:
            return self.place or (self.source.name if self.source else "")
        point = self.source.point(self.span.start)
        return f"{self.source.name}:{point.line}:{point.column}"


class ProblemsError(Exception):
    """Raised where work cannot go on; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.location}: {p.message}" for p in self.problems))
