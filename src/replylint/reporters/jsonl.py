"""JSON Lines: one object a reply, in input order."""

from collections.abc import Sequence

from replylint.engine.report import ReplyReport, Report
from replylint.reporters.options import Options
from replylint.reporters.recording import dumps, reply_record
from replylint.text.problem import Problem


def render(report: Report, options: Options) -> str:
    """The report as JSON Lines; problems are not in it, they go to standard error."""
    stream = JsonlStream(options)
    return "".join(stream.add(reply) for reply in report.replies)


class JsonlStream:
    """The objects, reply by reply."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def add(self, report: ReplyReport) -> str:
        """The line of one more reply."""
        return dumps(reply_record(report, self.options), self.options) + "\n"

    def end(self, problems: Sequence[Problem]) -> str:  # noqa: ARG002 - every stream takes them
        """Nothing: problems go to standard error."""
        return ""
