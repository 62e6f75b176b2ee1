"""Verdicts on messages, by a linter that is made once. In the child process of the mail commands."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from replylint.cli.bench import Bench
from replylint.cli.checking import settings_for
from replylint.cli.judging import Result, judged
from replylint.cli.local import Local
from replylint.cli.reading import read_options
from replylint.cli.request import Request
from replylint.engine.judge.model import Judge
from replylint.engine.report import Finding, ReplyReport, Report
from replylint.mail.verdict import Outcome, Verdict, unchecked
from replylint.readers.load import load_stdin
from replylint.readers.mail.structure import CutOff
from replylint.readers.mail.textless import Textless
from replylint.readers.read import read
from replylint.reporters import problems as reporter
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.visible import visible
from replylint.settling.settlement import Settlement
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply

LONGEST = 1_000_000
"""Characters of a report."""

MOST = 8
"""So many findings are told in short."""

QUOTED = 60
NAME = "message"
"""What a message is called in its report."""


class Answering:
    """Answers messages, by the options of a `Request`.

    Raises ProblemsError where rules or model do not load.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        asked: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in options.items()
        }
        request = replace(Request(("-",), mail=True, stdin_filename=NAME, no_baseline=True), **asked)
        settings = settings_for(request)
        self.local = Local(settings)
        self.reading = read_options(settings.values, request)
        judge = Judge() if request.engine == "full" else None
        self.bench = Bench(settings, cache=not request.no_cache, judge=judge)

    def of(self, message: BinaryIO) -> Verdict:
        """What the linter says of the message in a file."""
        try:
            return self.verdict(load_stdin(message, NAME))
        except ProblemsError as error:
            return unchecked(reason(error.problems))
        except MemoryError:
            return unchecked("out of memory")

    def verdict(self, data: bytes) -> Verdict:
        """What the linter says of a message."""
        items = self.local.applied(read(("-",), self.reading, stdin=BytesIO(data)))
        settlement = Settlement(lambda: self.bench.rules)
        return summed(list(settlement.settled(judged(self.bench, items, verbose=False))))


def answer(options: Mapping[str, Any]) -> Verdict:
    """The verdict on the message on standard input."""
    try:
        answering = Answering(options)
    except ProblemsError as error:
        return unready(error.problems)
    except MemoryError:
        return unchecked("out of memory")
    return answering.of(sys.stdin.buffer)


def unready(problems: Sequence[Problem]) -> Verdict:
    """The verdict where rules, config or model do not load."""
    return Verdict(Outcome.UNREADY, reason=reason(problems), report=reporter.render(problems, Options()))


def summed(results: Sequence[Result]) -> Verdict:
    """The verdict on the replies of one message, from their reports and the problems met."""
    reports = [result for result in results if isinstance(result, ReplyReport)]
    problems = [result for result in results if isinstance(result, Problem)]
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    cut = [problem for problem in problems if isinstance(problem, CutOff)]
    grave = [problem for problem in errors if not isinstance(problem, Textless)] + cut
    text = reporter.render(errors, Options())
    text += render(Report(tuple(reports), tuple(problems)), Options(), to=Format.RICH)
    found = [finding for report in reports for finding in report.findings]
    outcome = Outcome.UNCHECKED if grave else outcome_of(reports, errors)
    return Verdict(
        outcome,
        dict(Counter(str(finding.severity) for finding in found)),
        tuple(dict.fromkeys(finding.rule for finding in found)),
        lines(reports),
        text[:LONGEST],
        (reason(grave) or "there is no reply in it") if outcome is Outcome.UNCHECKED else "",
    )


def outcome_of(reports: Sequence[ReplyReport], errors: Sequence[Problem]) -> Outcome:
    """Whether there was something to check; what is encrypted or has no text need not be."""
    textless = [problem for problem in errors if isinstance(problem, Textless)]
    if not textless:
        return Outcome.CHECKED if reports else Outcome.UNCHECKED
    return Outcome.ENCRYPTED if any(problem.encrypted for problem in textless) else Outcome.TEXTLESS


def lines(reports: Iterable[ReplyReport]) -> tuple[str, ...]:
    """The findings in short, one line each, the severest first."""
    found = [(item, report.reply) for report in reports for item in report.findings if item.under is None]
    found.sort(key=lambda pair: -pair[0].severity.rank)
    told = [
        visible(f"{item.severity}: {item.message} [{item.rule}]{quoted(item, reply)}")
        for item, reply in found[:MOST]
    ]
    left = len(found) - MOST
    return (*told, f"and {left} more") if left > 0 else tuple(told)


def quoted(finding: Finding, reply: Reply) -> str:
    """The words that a finding is about, cut where they are long."""
    if finding.span is None:
        return ""
    words = " ".join(finding.span.of(reply.text).split())
    return f': "{words}"' if len(words) <= QUOTED else f': "{words[:QUOTED]}..."'


def reason(problems: Sequence[Problem]) -> str:
    """The first problem in one line."""
    if not problems:
        return ""
    place = f"{problems[0].location}: " if problems[0].location else ""
    return visible(f"{place}{problems[0].message}")
