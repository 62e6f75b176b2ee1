"""What came out: findings, requirements, verdicts, and the report that reporters print."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from replylint.packs.severity import Severity
from replylint.text.edit import Edit
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.span import Span

if TYPE_CHECKING:
    from replylint.packs.model import Rule


class Verdict(StrEnum):
    """Whether the reply may go out: nothing found, something to improve, an error."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    ADVISE = "advise"
    BLOCK = "block"


class Outcome(StrEnum):
    """How a requirement came out."""

    MET = "met"
    MISSING = "missing"
    NOT_APPLICABLE = "not applicable"


JUDGE = "the trained judge alone"
"""How the evidence of a finding begins that stands on no pattern."""


@dataclass(frozen=True)
class Evidence:
    """Why a rule fired: a pattern, as its name or as it is written, and the words that it matched.

    `near` says that it did not match but came closest, for something that is missing.
    """

    pattern: str
    span: Span
    near: bool = False


class Other(NamedTuple):
    """Another template that a finding names: where it stands, and its words (empty: the whole)."""

    path: str
    ident: str
    line: int
    column: int
    words: str


class Known(NamedTuple):
    """What a finding over several templates is known by from run to run: a file, an id, words."""

    path: str
    ident: str
    words: str


@dataclass(frozen=True)
class Finding:
    """A rule's verdict on one reply.

    `span` counts code points of the reply's text; None is the reply as a whole. `under` is the index, in
    the reply's findings, of the finding that this one is folded under: that one tells the person more.
    `fix` is an edit of the reply's text that mends it. A finding over a library names `others`, and is
    `known_by` the templates to blame, wherever it is told.
    """

    rule: str
    severity: Severity
    message: str
    advice: str
    span: Span | None
    evidence: tuple[Evidence, ...] = ()
    under: int | None = None
    fix: Edit | None = None
    others: tuple[Other, ...] = ()
    known_by: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """What a reply needs, and the stretch (code points of the reply's text) that met it."""

    rule: str
    outcome: Outcome
    span: Span | None = None


class Status(StrEnum):
    """Why a finding does not count: somebody said that it is in order, or it is in the baseline."""

    SUPPRESSED = "suppressed"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Hidden:
    """A finding that does not count, why, and the reason that was given."""

    finding: Finding
    status: Status
    reason: str = ""


class Applied(NamedTuple):
    """A rule that was judged in a reply, its group, and what it weighs in the score of that."""

    rule: str
    group: str
    weight: int


@dataclass(frozen=True)
class GroupScore:
    """A group's score, 0 to 100: the weight of the guidelines kept as a share of those that apply."""

    group: str
    score: int


@dataclass(frozen=True)
class ReplyReport:
    """Everything about one reply; findings are ordered by where they stand, whole-reply ones last.

    `hidden` are those that do not count. `applied` are the rules that were judged.
    """

    reply: Reply
    findings: tuple[Finding, ...]
    requirements: tuple[Requirement, ...]
    verdict: Verdict
    scorecard: tuple[GroupScore, ...]
    hidden: tuple[Hidden, ...] = ()
    applied: tuple[Applied, ...] = ()


@dataclass(frozen=True)
class Past:
    """The baseline behind a run: how many findings it accepts, and how many of these, by rule, are mended.

    `mended` is None in a run that cannot say, because it did not see whole files.
    """

    accepted: int
    mended: tuple[tuple[str, int], ...] | None = ()


@dataclass(frozen=True)
class Report:
    """A run: one report a reply, in input order, the problems met on the way, the rules that held, the past.

    Without a baseline there is no past.
    """

    replies: tuple[ReplyReport, ...]
    problems: tuple[Problem, ...] = ()
    rules: "tuple[Rule, ...]" = ()
    past: Past | None = None
