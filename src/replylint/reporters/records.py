"""The shape of the JSON formats. It changes only with `VERSION`."""

from dataclasses import dataclass
from typing import Literal

VERSION: Literal[1] = 1
"""Version of the JSON report."""

SeverityName = Literal["off", "suggestion", "warning", "error"]


@dataclass(frozen=True, slots=True)
class LocationRecord:
    """A stretch of a file: lines and columns from 1, in code points, the end excluded."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A pattern and the words that it matched; `near` where it only came closest."""

    pattern: str
    span: tuple[int, int]
    excerpt: str
    near: bool


@dataclass(frozen=True, slots=True)
class FixRecord:
    """What mends a finding: `text` in place of `span` (code points of the reply's text).

    `text` is null where the report is redacted, `location` where the file does not have the words letter by
    letter, so that `replylint fix` leaves them.
    """

    span: tuple[int, int]
    text: str | None
    safe: bool
    location: LocationRecord | None


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """Another template that a finding over a library names. `excerpt` is null for the whole of it."""

    path: str
    id: str | None
    line: int
    column: int
    excerpt: str | None


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One finding. `span` counts code points of the reply's text; null is the reply as a whole.

    `under` is the index, in the same list, of the finding that this one is folded under. `others` are the
    templates that a finding over a library names.
    `evidence` is empty unless it was asked for.
    """

    rule: str
    severity: SeverityName
    message: str
    span: tuple[int, int] | None
    excerpt: str | None
    advice: str
    location: LocationRecord
    under: int | None
    fix: FixRecord | None
    others: list[OtherRecord]
    evidence: list[EvidenceRecord]


@dataclass(frozen=True, slots=True)
class HiddenRecord:
    """A finding that does not count, why, and the reason that was given for it."""

    rule: str
    severity: SeverityName
    message: str
    span: tuple[int, int] | None
    excerpt: str | None
    location: LocationRecord
    status: Literal["suppressed", "accepted"]
    reason: str


@dataclass(frozen=True, slots=True)
class RequirementRecord:
    """What a reply needs, how that came out, and the stretch (code points) that met it."""

    rule: str
    outcome: Literal["met", "missing", "not applicable"]
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """The score of a group of guidelines, 0 to 100."""

    group: str
    score: int


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """One reply; `id` is null where the input names none."""

    id: str | None
    path: str
    findings: list[FindingRecord]
    verdict: Literal["pass", "advise", "block"]
    scorecard: list[ScoreRecord]
    requirements: list[RequirementRecord]
    hidden: list[HiddenRecord]


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """Something that was not checked, or that the user has to know; not a finding."""

    level: Literal["error", "warning", "note"]
    message: str
    hint: str
    place: str
    location: LocationRecord | None


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """Counts of the run. `not_checked` counts the problems that are errors; `suppressed` and `accepted` are
    the findings that do not count, the latter those in the baseline.
    """

    replies: int
    replies_with_findings: int
    errors: int
    warnings: int
    suggestions: int
    not_checked: int
    suppressed: int
    accepted: int


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A whole run."""

    version: Literal[1]
    replies: list[ReplyRecord]
    problems: list[ProblemRecord]
    summary: SummaryRecord
