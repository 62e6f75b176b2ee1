"""Counts by rule in place of findings."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from replylint.engine.report import ReplyReport
from replylint.reporters.options import Format, Options
from replylint.reporters.recording import as_json
from replylint.reporters.summary import Counting, sentence
from replylint.reporters.visible import visible
from replylint.text.problem import Problem

if TYPE_CHECKING:
    from replylint.packs.severity import Severity

FORMATS = (Format.RICH, Format.CONCISE, Format.JSON, Format.JSONL)
"""The formats that counts have."""

HEAD = "findings  replies  severity    rule"


class StatisticsStream:
    """Counts reply by reply, and tells of them in the end, what is most common first."""

    def __init__(self, options: Options, *, to: Format) -> None:
        self.options = options
        self.to = to
        self.counting = Counting()
        self.findings: Counter[tuple[str, Severity]] = Counter()
        self.replies: Counter[tuple[str, Severity]] = Counter()

    def add(self, report: ReplyReport) -> str:
        """Counts one more reply."""
        self.counting.add(report)
        self.findings.update((found.rule, found.severity) for found in report.findings)
        self.replies.update({(found.rule, found.severity) for found in report.findings})
        return ""

    def end(self, problems: Sequence[Problem]) -> str:
        """A row for each rule."""
        rows = self.rows()
        if self.to is Format.JSON:
            return as_json(rows, self.options, indent=2) + "\n"
        if self.to is Format.JSONL:
            return "".join(as_json(row, self.options) + "\n" for row in rows)
        lines = [HEAD, *map(line, rows)] if rows else []
        if self.to is Format.RICH and self.options.detail >= 0:
            lines += [""] if rows else []
            lines.append(sentence(self.counting.tally(problems)))
        return "".join(f"{text}\n" for text in lines)

    def rows(self) -> list[dict[str, Any]]:
        """The counts, the most common first."""
        return [
            {"rule": rule, "severity": severity.value, "findings": n, "replies": self.replies[rule, severity]}
            for (rule, severity), n in sorted(self.findings.items(), key=lambda item: (-item[1], item[0]))
        ]


def line(row: dict[str, Any]) -> str:
    """A row of the table."""
    return f"{row['findings']:>8,}  {row['replies']:>7,}  {row['severity']:<10}  {visible(row['rule'])}"
