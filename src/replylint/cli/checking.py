"""The work of `replylint check`: read, judge, report."""

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from replylint.cli import output, telling
from replylint.cli.request import FailOn, Request
from replylint.engine.linter import Linter
from replylint.engine.report import ReplyReport, Report
from replylint.packs.load import load_packs
from replylint.packs.severity import Severity
from replylint.readers.options import ReadOptions
from replylint.readers.read import read, read_customer
from replylint.reporters.options import Format
from replylint.reporters.render import render
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply, Turn
from replylint.text.span import Span

BUILT_IN = "service"
"""The pack that holds unless a config names others."""

REPORT_IT = "This is a fault of replylint, not of your text. Run it again with -v, and report what it prints."


def run(request: Request) -> int:
    """Checks what was asked for, prints the report, and returns the exit code.

    Raises ProblemsError where nothing can be checked: a pack or config that does not load.
    """
    if request.output_file is not None:
        output.check_writable(Path(request.output_file))
    reading = read_options(request)
    linter = make_linter(request)
    replies: list[Reply] = []
    problems: list[Problem] = []
    for item in read(request.paths, reading):
        (replies if isinstance(item, Reply) else problems).append(item)  # type: ignore[arg-type]
    reports: list[ReplyReport] = []
    for result in judged(linter, replies, verbose=request.verbose):
        (reports if isinstance(result, ReplyReport) else problems).append(result)  # type: ignore[arg-type]
    if not replies and not any(problem.level is Level.ERROR for problem in problems):
        problems.append(Problem("nothing was checked: there is no reply in what was named"))
    report = Report(tuple(reports), tuple(problems))
    present(report, request)
    return exit_code(report, request.fail_on or "warning", exit_zero=request.exit_zero)


def read_options(request: Request) -> ReadOptions:
    """How the inputs are read. Raises ProblemsError for a customer's message that cannot be."""
    return ReadOptions(
        reply_field=request.reply_field,
        customer_field=request.customer_field,
        turn_field=request.turn_field,
        id_field=request.id_field,
        templates=request.templates,
        customer=None if request.customer is None else read_customer(request.customer),
        turn=Turn(request.turn),
        stdin_filename=request.stdin_filename,
    )


def make_linter(request: Request) -> Linter:
    """The linter with the rules that hold. Raises ProblemsError."""
    pack = load_packs(
        [BUILT_IN, *request.rules], profile=request.profile or "default", cache=not request.no_cache
    )
    return Linter(
        pack,
        model=request.model,
        select=frozenset(request.select) or None,
        ignore=frozenset(request.ignore),
        explain=request.explain,
    )


def judged(linter: Linter, replies: list[Reply], *, verbose: bool) -> Iterator[ReplyReport | Problem]:
    """The reports in input order; where one reply brings the engine down, the others are still judged."""
    done = 0
    try:
        for report in linter.check(replies):
            yield report
            done += 1
    except Exception:
        yield from singly(linter, replies[done:], verbose=verbose)


def singly(linter: Linter, replies: Iterable[Reply], *, verbose: bool) -> Iterator[ReplyReport | Problem]:
    """Reports one by one, a problem for each reply that cannot be judged."""
    for reply in replies:
        try:
            yield from linter.check([reply])
        except Exception as error:
            if verbose or os.environ.get("REPLYLINT_DEBUG"):
                traceback.print_exception(error)
            start = reply.source_span(Span(0, len(reply.text))).start
            yield Problem(
                f"replylint could not check this reply: internal error ({type(error).__name__})",
                place=f"{reply.source.name}:{reply.source.point(start).line}",
                hint=REPORT_IT,
            )


def present(report: Report, request: Request) -> None:
    """Prints the problems to standard error and the report to where it is wanted."""
    to = Format(request.format)
    telling.show(report.problems, to, request.color, redact=request.redact, quiet=request.quiet)
    if request.output_file is None:
        options = output.stream_options(sys.stdout, request.color)
    else:
        options = output.file_options(request.color)
    options = replace(options, explain=request.explain, redact=request.redact, detail=request.detail)
    text = render(report, options, to=to)
    if request.output_file is None:
        output.write(text, options)
    else:
        output.write_file(text, Path(request.output_file), options)


def exit_code(report: Report, fail_on: FailOn, *, exit_zero: bool) -> int:
    """2 where something was not checked, else 1 where something at or above `fail_on` was found, else 0."""
    if any(problem.level is Level.ERROR for problem in report.problems):
        return 2
    if exit_zero or fail_on == "never":
        return 0
    bar = Severity(fail_on).rank
    return int(any(found.severity.rank >= bar for reply in report.replies for found in reply.findings))
