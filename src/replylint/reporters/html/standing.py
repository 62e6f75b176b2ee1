"""What was found in a reply, whether or not it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from replylint.engine.report import Finding, ReplyReport, Status
from replylint.packs.severity import Severity


class Standing(StrEnum):
    """Whether a finding counts, is in the baseline, or was said to be in order."""

    COUNTS = "new"
    OLD = "old"
    SUPPRESSED = "suppressed"


STANDINGS = {Status.ACCEPTED: Standing.OLD, Status.SUPPRESSED: Standing.SUPPRESSED}
LETTERS = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.SUGGESTION: "s", Severity.OFF: "s"}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, how it stands, and the reason that was given where it does not count."""

    finding: Finding
    standing: Standing
    reason: str = ""

    @property
    def kind(self) -> str:
        """How it is drawn: by severity where it counts, else by its standing."""
        return self.finding.severity.value if self.standing is Standing.COUNTS else self.standing.value

    @property
    def key(self) -> str:
        """Severity and standing in two letters, for the filter."""
        return LETTERS[self.finding.severity] + self.standing.value[0]


def found(report: ReplyReport) -> Iterator[Found]:
    """The findings of a reply: those that count, then the others."""
    for finding in report.findings:
        yield Found(finding, Standing.COUNTS)
    for hidden in report.hidden:
        yield Found(hidden.finding, STANDINGS[hidden.status], hidden.reason)


def worst(report: ReplyReport) -> str:
    """How a reply is drawn: by the worst that counts, else as old or clean."""
    if report.findings:
        return max((found.severity for found in report.findings), key=lambda s: s.rank).value
    old = any(hidden.status is Status.ACCEPTED for hidden in report.hidden)
    return "old" if old else "clean"


def urgency(report: ReplyReport) -> tuple[int, ...]:
    """A key by which the worst come first: by errors, then warnings, then suggestions, then old ones."""
    ranks = [found.severity for found in report.findings]
    old = [hidden.finding.severity for hidden in report.hidden if hidden.status is Status.ACCEPTED]
    counted = (
        among.count(severity)
        for among in (ranks, old)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)
    )
    return tuple(-number for number in counted)
