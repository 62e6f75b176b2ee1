"""The counts of a run, and the sentence that tells them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from replylint.engine.report import ReplyReport, Report, Status
from replylint.packs.severity import Severity
from replylint.text.problem import Level, Problem

COUNTED = (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)


@dataclass(frozen=True)
class Tally:
    """How much was found in how many replies, and how many inputs were not checked."""

    replies: int
    affected: int
    severities: tuple[tuple[Severity, int], ...]
    not_checked: int
    suppressed: int = 0
    accepted: int = 0

    def of(self, severity: Severity) -> int:
        """How many findings have this severity, folded ones included."""
        return dict(self.severities).get(severity, 0)


@dataclass
class Counting:
    """Counts reply by reply."""

    replies: int = 0
    affected: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    hidden: Counter[Status] = field(default_factory=Counter)
    fixable: int = 0

    def add(self, report: ReplyReport) -> None:
        """Counts one more reply."""
        self.replies += 1
        self.affected += bool(report.findings)
        self.severities.update(finding.severity for finding in report.findings)
        self.hidden.update(hidden.status for hidden in report.hidden)
        fixes = (finding.fix for finding in report.findings if finding.fix)
        self.fixable += sum(fix.safe and report.reply.offsets.is_exact(fix.span) for fix in fixes)

    def tally(self, problems: Sequence[Problem]) -> Tally:
        """The counts so far, with all problems of the run."""
        return Tally(
            replies=self.replies,
            affected=self.affected,
            severities=tuple((severity, self.severities[severity]) for severity in COUNTED),
            not_checked=sum(1 for problem in problems if problem.level is Level.ERROR),
            suppressed=self.hidden[Status.SUPPRESSED],
            accepted=self.hidden[Status.ACCEPTED],
        )


def tally(report: Report) -> Tally:
    """The counts of a report."""
    counting = Counting()
    for reply in report.replies:
        counting.add(reply)
    return counting.tally(report.problems)


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def sentence(counts: Tally) -> str:
    """The counts in words.

    Such as "1 error, 2 warnings in 2 of 3 replies; 1 suppressed, 4 in the baseline; 1 input not checked".
    """
    named = [counted(number, severity.value) for severity, number in counts.severities if number]
    replies = counted(counts.replies, "reply", "replies")
    if named:
        where = replies if counts.affected == counts.replies else f"{counts.affected:,} of {replies}"
        told = f"{', '.join(named)} in {where}"
    else:
        told = f"Nothing found in {replies}" if counts.replies else "Nothing was checked"
    hidden = ((counts.suppressed, "suppressed"), (counts.accepted, "in the baseline"))
    parts = [told, ", ".join(f"{number:,} {how}" for number, how in hidden if number)]
    if counts.not_checked and counts.replies:
        parts.append(f"{counted(counts.not_checked, 'input')} not checked")
    return "; ".join(filter(None, parts))
