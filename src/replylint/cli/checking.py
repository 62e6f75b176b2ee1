"""The work of `replylint check`: read, judge, report."""

import gc
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from replylint.cli import output, telling
from replylint.cli.holding import Place, active, ids, pack_of, settings_of
from replylint.cli.request import FailOn, Request
from replylint.config import Config, Settings
from replylint.engine.judge.model import Judge
from replylint.engine.linter import Linter
from replylint.engine.report import ReplyReport, Report
from replylint.packs.severity import Severity
from replylint.readers.options import ReadOptions
from replylint.readers.read import read, read_customer
from replylint.reporters.options import Format
from replylint.reporters.render import render
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply, Turn
from replylint.text.span import Span

SETTABLE = (
    "format", "select", "ignore", "fail_on", "profile", "model", "templates",
    "reply_field", "customer_field", "turn_field", "id_field",
)  # fmt: skip
"""The options that a config can set as well."""

REPORT_IT = "This is a fault of replylint, not of your text. Run it again with -v, and report what it prints."


def run(request: Request) -> int:
    """Checks what was asked for, prints the report, and returns the exit code.

    Model and rules stay for good: the garbage collector need not walk them again and again.
    Raises ProblemsError where nothing can be checked: a pack or config that does not load.
    """
    if request.output_file is not None:
        output.check_writable(Path(request.output_file))
    settings = settings_for(request)
    to = format_of(settings)
    reading = read_options(settings.values, request)
    gc.disable()
    linter = make_linter(settings, request)
    gc.freeze()
    gc.enable()
    report = checked(linter, read(request.paths, reading), verbose=request.verbose)
    present(report, to, request)
    return exit_code(report, settings.values.fail_on, exit_zero=request.exit_zero)


def settings_for(request: Request) -> Settings:
    """The settings that hold. Raises ProblemsError."""
    given = {key: getattr(request, key) or None for key in SETTABLE}
    given["gitignore"] = False if request.no_gitignore else None
    return settings_of(Place(request.config, request.no_config), given, request.rules)


def format_of(settings: Settings) -> Format:
    """The format that is asked for. Raises ProblemsError for one that is none."""
    try:
        return Format(settings.values.format)
    except ValueError:
        message = f"nothing was checked: there is no format `{settings.values.format}`"
        hint = f"The formats are {', '.join(name.value for name in Format)}."
        raise ProblemsError([Problem(message, place=settings.origins["format"], hint=hint)]) from None


def read_options(values: Config, request: Request) -> ReadOptions:
    """How the inputs are read. Raises ProblemsError for a customer's message that cannot be."""
    return ReadOptions(
        reply_field=values.reply_field,
        customer_field=values.customer_field,
        turn_field=values.turn_field,
        id_field=values.id_field,
        mail=request.mail,
        templates=values.templates,
        customer=None if request.customer is None else read_customer(request.customer),
        turn=Turn(request.turn),
        stdin_filename=request.stdin_filename,
        exclude=tuple(values.exclude),
        gitignore=values.gitignore,
    )


def make_linter(settings: Settings, request: Request) -> Linter:
    """The linter with the rules that hold. Raises ProblemsError."""
    pack = pack_of(settings, cache=not request.no_cache)
    if not active(settings, pack):
        hint = "`replylint rules list` shows which are on; look at `select`, `ignore` and `severity`."
        raise ProblemsError([Problem("no rule is left to check with", hint=hint)])
    return Linter(
        pack,
        model=settings.values.model,
        select=ids(settings.values.select, pack) or None,
        ignore=ids(settings.values.ignore, pack),
        cache=not request.no_cache,
        judge=Judge() if request.engine == "full" else None,
    )


def checked(linter: Linter, items: Iterable[Reply | Problem], *, verbose: bool) -> Report:
    """The report on what was read. Having read no reply at all is a problem."""
    replies: list[Reply] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Reply):
            replies.append(item)
        else:
            problems.append(item)
    reports: list[ReplyReport] = []
    for result in judged(linter, replies, verbose=verbose):
        if isinstance(result, ReplyReport):
            reports.append(result)
        else:
            problems.append(result)
    if not replies and not any(problem.level is Level.ERROR for problem in problems):
        problems.append(Problem("nothing was checked: there is no reply in what was named"))
    return Report(tuple(reports), tuple(problems))


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


def present(report: Report, to: Format, request: Request) -> None:
    """Prints the problems to standard error and the report to where it is wanted."""
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
