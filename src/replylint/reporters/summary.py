"""The counts of a run, and the sentence that tells them."""

from collections import Counter
from dataclasses import dataclass

from replylint.engine.report import Report
from replylint.packs.severity import Severity
from replylint.text.problem import Level

COUNTED = (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)


@dataclass(frozen=True)
class Tally:
    """How much was found in how many replies, and how many inputs were not checked."""

    replies: int
    affected: int
    severities: tuple[tuple[Severity, int], ...]
    not_checked: int

    def of(self, severity: Severity) -> int:
        """How many findings have this severity, folded ones included."""
        return dict(self.severities).get(severity, 0)


def tally(report: Report) -> Tally:
    """The counts of a report."""
    found = Counter(finding.severity for reply in report.replies for finding in reply.findings)
    return Tally(
        replies=len(report.replies),
        affected=sum(1 for reply in report.replies if reply.findings),
        severities=tuple((severity, found[severity]) for severity in COUNTED),
        not_checked=sum(1 for problem in report.problems if problem.level is Level.ERROR),
    )


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def sentence(counts: Tally) -> str:
    """The counts in words, such as "1 error, 2 warnings in 2 of 3 replies; 1 input not checked"."""
    named = [counted(number, severity.value) for severity, number in counts.severities if number]
    replies = counted(counts.replies, "reply", "replies")
    if named:
        where = replies if counts.affected == counts.replies else f"{counts.affected:,} of {replies}"
        told = f"{', '.join(named)} in {where}"
    else:
        told = f"Nothing found in {replies}" if counts.replies else "Nothing was checked"
    if not counts.not_checked or not counts.replies:
        return told
    return f"{told}; {counted(counts.not_checked, 'input')} not checked"
