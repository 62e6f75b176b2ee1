"""The work of `replylint check`: read, judge, report."""

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from replylint.cli import output
from replylint.cli.holding import Place, active, ids, pack_of, settings_of
from replylint.cli.judging import Result
from replylint.cli.meter import Meter, is_wanted
from replylint.cli.printing import Printer
from replylint.cli.request import FailOn, Request
from replylint.cli.workers import judged_by
from replylint.config import Config, Settings
from replylint.engine.judge.model import Judge
from replylint.engine.linter import Linter
from replylint.engine.report import ReplyReport
from replylint.packs.severity import Severity
from replylint.readers.discover import Input, discover
from replylint.readers.options import ReadOptions
from replylint.readers.read import read, read_customer
from replylint.reporters.options import Format
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Turn

SETTABLE = (
    "format", "select", "ignore", "fail_on", "profile", "model", "templates",
    "reply_field", "customer_field", "turn_field", "id_field", "preset", "reply_path", "reply_markup",
    "allow_empty",
)  # fmt: skip
"""The options that a config can set as well."""


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
    results = judged_by(
        settings.values.workers, read(request.paths, reading), make_linter, (settings, request), linter,
        verbose=request.verbose,
    )  # fmt: skip
    with Meter(names(request, reading), request.color) as meter:
        outcome = report(results, Printer(to, request, meter), allow_empty=reading.allow_empty)
    return exit_code(outcome, settings.values.fail_on, exit_zero=request.exit_zero)


def names(request: Request, reading: ReadOptions) -> list[str]:
    """The inputs, for the progress bar; none where nobody could see one."""
    if not is_wanted(quiet=request.quiet):
        return []
    return [found.name for found in discover(request.paths, reading) if isinstance(found, Input)]


def settings_for(request: Request) -> Settings:
    """The settings that hold. Raises ProblemsError."""
    given = {key: getattr(request, key) or None for key in SETTABLE}
    given["gitignore"] = False if request.no_gitignore else None
    given["workers"] = request.workers
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
    """How the inputs are read. Raises ProblemsError for a customer's message or preset that cannot be."""
    reading = ReadOptions(
        reply_field=values.reply_field,
        customer_field=values.customer_field,
        turn_field=values.turn_field,
        id_field=values.id_field,
        preset=values.preset,
        presets=tuple(values.presets),
        reply_paths=tuple(values.reply_path),
        reply_markup=values.reply_markup,
        allow_empty=values.allow_empty,
        mail=request.mail,
        templates=values.templates,
        customer=None if request.customer is None else read_customer(request.customer),
        turn=Turn(request.turn),
        stdin_filename=request.stdin_filename,
        exclude=tuple(values.exclude),
        gitignore=values.gitignore,
    )
    if reading.preset or reading.presets or reading.reply_paths:
        from replylint.readers.library.choose import check_asked  # noqa: PLC0415 - JSONPath takes time to import

        check_asked(reading)
    return reading


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


@dataclass
class Outcome:
    """What decides the exit code: the severest finding's rank, -1 for none, and whether all was checked."""

    worst: int = -1
    replies: int = 0
    failed: bool = False


def report(results: Iterable[Result], printer: Printer, *, allow_empty: bool = False) -> Outcome:
    """Prints the results as they come. Having read no reply at all is a problem, unless it is allowed."""
    outcome = Outcome()
    for result in results:
        if isinstance(result, ReplyReport):
            outcome.replies += 1
            outcome.worst = max([outcome.worst, *(found.severity.rank for found in result.findings)])
            printer.reply(result)
        else:
            outcome.failed |= result.level is Level.ERROR
            printer.problem(result)
    if not outcome.replies and not outcome.failed and not allow_empty:
        outcome.failed = True
        printer.problem(Problem("nothing was checked: there is no reply in what was named"))
    printer.end()
    return outcome


def exit_code(outcome: Outcome, fail_on: FailOn, *, exit_zero: bool) -> int:
    """2 where something was not checked, else 1 where something at or above `fail_on` was found, else 0."""
    if outcome.failed:
        return 2
    if exit_zero or fail_on == "never":
        return 0
    return int(outcome.worst >= Severity(fail_on).rank)
