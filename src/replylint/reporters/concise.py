"""One line a finding, for scripts and editors: `path:line:column: rule-id message`."""

from collections.abc import Sequence

from replylint.engine.report import Finding, ReplyReport, Report
from replylint.reporters.options import Options
from replylint.reporters.others import sentence
from replylint.reporters.recording import location, source_span
from replylint.reporters.visible import visible
from replylint.text.problem import Problem
from replylint.text.reply import Reply


def render(report: Report, options: Options) -> str:
    """The findings, folded ones included; lines and columns count from 1, columns in code points."""
    stream = ConciseStream(options)
    return "".join(stream.add(reply) for reply in report.replies)


class ConciseStream:
    """The findings, reply by reply."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def add(self, report: ReplyReport) -> str:
        """The lines of one more reply."""
        return "".join(line(finding, report.reply) for finding in report.findings)

    def end(self, problems: Sequence[Problem]) -> str:  # noqa: ARG002 - every stream takes them
        """Nothing: problems go to standard error."""
        return ""


def line(finding: Finding, reply: Reply) -> str:
    """The line of one finding, its line end included."""
    at = location(reply.source, source_span(reply, finding.span))
    text = f"{at.path}:{at.line}:{at.column}: {finding.rule} {finding.message} {sentence(finding.others)}"
    return visible(text).rstrip() + "\n"
