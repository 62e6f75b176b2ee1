"""JSON Lines: one object a reply, in input order."""

from replylint.engine.report import Report
from replylint.reporters.options import Options
from replylint.reporters.recording import dumps, reply_record


def render(report: Report, options: Options) -> str:
    """The report as JSON Lines; problems are not in it, they go to standard error."""
    return "".join(dumps(reply_record(reply, options), options) + "\n" for reply in report.replies)
