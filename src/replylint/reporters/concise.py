"""One line a finding, for scripts and editors: `path:line:column: rule-id message`."""

from replylint.engine.report import Finding, Report
from replylint.reporters.options import Options
from replylint.reporters.recording import location, source_span
from replylint.reporters.visible import visible
from replylint.text.reply import Reply


def render(report: Report, options: Options) -> str:  # noqa: ARG001 - every reporter takes options
    """The findings, folded ones included; lines and columns count from 1, columns in code points."""
    return "".join(line(finding, reply.reply) for reply in report.replies for finding in reply.findings)


def line(finding: Finding, reply: Reply) -> str:
    """The line of one finding, its line end included."""
    at = location(reply.source, source_span(reply, finding.span))
    text = f"{at.path}:{at.line}:{at.column}: {finding.rule} {finding.message}"
    return visible(text) + "\n"
