"""The work of `replylint check`: read, judge, report."""

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from replylint.cli import output
from replylint.cli.bench import Bench
from replylint.cli.comparing import compared, with_found
from replylint.cli.holding import Place, settings_of
from replylint.cli.judging import Desk, Result
from replylint.cli.local import Local, covers
from replylint.cli.meter import Meter
from replylint.cli.printing import Ground, Printer
from replylint.cli.reading import names, replies
from replylint.cli.request import Request
from replylint.cli.rulesets import RuleSets
from replylint.cli.workers import judged_by
from replylint.config import Settings
from replylint.engine.judge.model import Judge
from replylint.engine.report import ReplyReport
from replylint.reporters.options import Format
from replylint.reporters.statistics import FORMATS
from replylint.settling.baseline import Baseline
from replylint.settling.baselinefile import load_baseline
from replylint.settling.settlement import Settlement
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply

SETTABLE = (
    "format", "select", "ignore", "severity", "fail_on", "profile", "model", "templates",
    "reply_field", "customer_field", "turn_field", "id_field", "preset", "reply_path", "reply_markup",
    "allow_empty", "baseline",
)  # fmt: skip
"""The options that a config can set as well."""


def run(request: Request) -> int:
    """Checks what was asked for, prints the report, and returns the exit code.

    Raises ProblemsError where nothing can be checked: a pack or config that does not load.
    """
    if request.output_file is not None:
        output.check_writable(Path(request.output_file))
    local = Local(settings_for(request))
    to = format_of(local.settings, request)
    settlement, results = settling(request, local, baseline_of(local.settings, request))
    return exit_code(told(request, local, to, settlement, results), exit_zero=request.exit_zero)


def told(
    request: Request, local: Local, to: Format, settlement: Settlement, results: Iterable[Result]
) -> "Outcome":
    """Prints the results in a format as they come."""
    ground = Ground(lambda: settlement.rules().rules(), lambda reply: bar_of(reply, local), settlement.past)
    with Meter(names(request, local.settings.values), request.color) as meter:
        empty = local.settings.values.allow_empty or request.diff is not None
        return report(results, Printer(to, request, meter, ground), local, may_be_empty=empty)


def settling(
    request: Request, local: Local, baseline: Baseline | None, desk: Desk | None = None
) -> tuple[Settlement, Iterator[Result]]:
    """What settles the findings, and the replies judged and settled, with problems, in order.

    Without a `desk` that judges them there is a new one. Raises ProblemsError.
    """
    items = asked_for(request, local)
    desk = desk or new_desk(local.settings, request)
    rules = desk.rules()
    items, found = compared(request, local, rules, items)
    settlement = Settlement(
        lambda: rules,
        baseline,
        local.covered(request.paths),
        compared=[rule.id for rule in rules.comparing()],
        whole=baseline is not None
        and any(covers(Path(p).absolute(), baseline.folder) for p in request.paths),
        partial=request.diff is not None,
    )
    return settlement, settlement.settled(with_found(desk.judged(items), found))


def new_desk(settings: Settings, request: Request) -> Desk:
    """What judges the replies of a run. Raises ProblemsError.

    Model and rules stay for good: the garbage collector need not walk them again and again.
    """
    gc.disable()
    linter = make_linter(settings, request)
    gc.freeze()
    gc.enable()
    return Desk(
        lambda: linter.rules if isinstance(linter, Bench) else RuleSets(settings),
        lambda items: judged_by(
            settings.values.workers, items, make_linter, (settings, request), linter, verbose=request.verbose
        ),
    )


def asked_for(request: Request, local: Local) -> Iterator[Reply | Problem]:
    """The replies to judge: all, or those that a branch changed. Raises ProblemsError."""
    items = replies(request, local)
    if request.diff is None:
        return items
    from replylint.cli.branch import Branch  # noqa: PLC0415 - for this alone

    def reread(name: str, data: bytes) -> Iterator[Reply | Problem]:
        return replies(replace(request, paths=(name,)), local, load=lambda *_: data)

    return Branch(request.diff).new(items, reread)


def baseline_of(settings: Settings, request: Request) -> Baseline | None:
    """The baseline that holds, if there is one. Raises ProblemsError."""
    if settings.values.baseline is None or request.no_baseline:
        return None
    return load_baseline(Path(settings.values.baseline))


def settings_for(request: Request) -> Settings:
    """The settings that hold. Raises ProblemsError."""
    given = {key: getattr(request, key) or None for key in SETTABLE}
    given["gitignore"] = False if request.no_gitignore else None
    given["workers"] = request.workers
    given["strict"] = request.strict or None
    return settings_of(Place(request.config, request.no_config), given, request.rules)


def format_of(settings: Settings, request: Request) -> Format:
    """The format asked for. Raises ProblemsError for none, or for one without the counts asked for."""
    try:
        to = Format(settings.values.format)
    except ValueError:
        message = f"nothing was checked: there is no format `{settings.values.format}`"
        hint = f"The formats are {', '.join(name.value for name in Format)}."
        raise ProblemsError([Problem(message, place=settings.origins["format"], hint=hint)]) from None
    if request.statistics and to not in FORMATS:
        message = f"nothing was checked: --statistics does not go with the format {to.value}"
        hint = f"It goes with {', '.join(name.value for name in FORMATS)}."
        raise ProblemsError([Problem(message, hint=hint)])
    return to


def make_linter(settings: Settings, request: Request) -> Bench:
    """What judges replies by the rules that hold. Raises ProblemsError."""
    judge = Judge() if request.engine == "full" else None
    return Bench(settings, cache=not request.no_cache, judge=judge, explain=request.explain)


@dataclass
class Outcome:
    """What decides the exit code: whether anything fails the run, and whether all was checked."""

    failing: bool = False
    replies: int = 0
    failed: bool = False


def report(results: Iterable[Result], printer: Printer, local: Local, *, may_be_empty: bool) -> Outcome:
    """Prints the results as they come. Having no reply at all is a problem, unless it is allowed."""
    outcome = Outcome()
    for result in results:
        if isinstance(result, ReplyReport):
            outcome.replies += 1
            outcome.failing |= any(
                printer.options.fails(finding.severity, result.reply) for finding in result.findings
            )
            printer.reply(result)
        else:
            outcome.failed |= result.level is Level.ERROR
            outcome.failing |= result.level is Level.WARNING and local.settings.values.strict
            printer.problem(result)
    if not outcome.replies and not outcome.failed and not may_be_empty:
        outcome.failed = True
        printer.problem(Problem("nothing was checked: there is no reply in what was named"))
    printer.end()
    return outcome


def bar_of(reply: Reply, local: Local) -> str:
    """The severity from which on a finding fails the run where a reply stands, or "never"."""
    return local.settings_of(reply.overrides).values.fail_on


def exit_code(outcome: Outcome, *, exit_zero: bool) -> int:
    """2 where something was not checked, else 1 where something fails the run, else 0."""
    if outcome.failed:
        return 2
    return int(outcome.failing and not exit_zero)
