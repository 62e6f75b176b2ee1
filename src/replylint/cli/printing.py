"""What `check` prints, as it goes: reports to where they are wanted, problems to standard error."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from replylint.cli import output, telling
from replylint.cli.checkout import root_of, summary_file
from replylint.cli.day import today
from replylint.cli.meter import Meter
from replylint.cli.request import Request
from replylint.engine.report import Past, ReplyReport, Report
from replylint.packs.model import Rule
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.statistics import StatisticsStream
from replylint.reporters.stream import Stream, stream
from replylint.text.problem import Problem
from replylint.text.reply import Reply


class Ground(NamedTuple):
    """What findings are judged by: the rules, the severity from which on one in a reply fails the run, and
    the baseline as it stands in the end.
    """

    rules: Callable[[], tuple[Rule, ...]]
    bar_of: Callable[[Reply], str]
    past: Callable[[], Past | None]


class Printer:
    """Prints replies as they are judged where format and place allow it, else all of them at the end."""

    def __init__(self, to: Format, request: Request, meter: Meter, ground: Ground) -> None:
        self.to = to
        self.request = request
        self.meter = meter
        self.ground = ground
        self.options = replace(options_for(request), root=root_of(to), bar_of=ground.bar_of, day=today())
        self.stream = self.made_stream()
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
        text = self.whole() if self.stream is None else self.stream.end(self.problems)
        if self.request.output_file is None:
            self.write(text)
        else:
            output.write_file(text, Path(self.request.output_file), self.options)

    def whole(self) -> str:
        """The report in one piece; the summary that goes with it is written."""
        rules = self.ground.rules() if self.to in (Format.SARIF, Format.HTML) else ()
        report = Report(tuple(self.replies), tuple(self.problems), rules, self.ground.past())
        if self.to is Format.GITHUB and (path := summary_file()):
            from replylint.reporters.stepsummary import summary  # noqa: PLC0415 - for this alone

            output.append_file(summary(report, self.options), path, output.file_options("never"))
        return render(report, self.options, to=self.to)

    def made_stream(self) -> Stream | None:
        """What the report is written by, reply by reply; None where it is written as a whole."""
        if self.request.statistics:
            return StatisticsStream(self.options, to=self.to)
        return stream(self.options, to=self.to) if self.request.output_file is None else None

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
