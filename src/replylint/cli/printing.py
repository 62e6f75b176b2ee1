"""What `check` prints, as it goes: reports to where they are wanted, problems to standard error."""

import sys
from dataclasses import replace
from pathlib import Path

from replylint.cli import output, telling
from replylint.cli.meter import Meter
from replylint.cli.request import Request
from replylint.engine.report import ReplyReport, Report
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.stream import stream
from replylint.text.problem import Problem


class Printer:
    """Prints replies as they are judged where format and place allow it, else all of them at the end."""

    def __init__(self, to: Format, request: Request, meter: Meter) -> None:
        self.to = to
        self.request = request
        self.meter = meter
        self.options = options_for(request)
        self.stream = stream(self.options, to=to) if request.output_file is None else None
        self.replies: list[ReplyReport] = []
        self.problems: list[Problem] = []

    def reply(self, report: ReplyReport) -> None:
        """One more reply is judged."""
        self.meter.reached(report)
        if self.stream is None:
            self.replies.append(report)
        else:
            self.write(self.stream.add(report))

    def problem(self, problem: Problem) -> None:
        """One more problem was met."""
        self.problems.append(problem)
        with self.meter.aside():
            telling.show(
                [problem], self.to, self.request.color, redact=self.request.redact, quiet=self.request.quiet
            )

    def end(self) -> None:
        """That was all."""
        if self.stream is not None:
            self.write(self.stream.end(self.problems))
            return
        text = render(Report(tuple(self.replies), tuple(self.problems)), self.options, to=self.to)
        if self.request.output_file is None:
            self.write(text)
        else:
            output.write_file(text, Path(self.request.output_file), self.options)

    def write(self, text: str) -> None:
        """Writes to standard output."""
        if text:
            with self.meter.aside():
                output.write(text, self.options)


def options_for(request: Request) -> Options:
    """The reporter options for where the report goes."""
    if request.output_file is None:
        options = output.stream_options(sys.stdout, request.color)
    else:
        options = output.file_options(request.color)
    return replace(options, explain=request.explain, redact=request.redact, detail=request.detail)
