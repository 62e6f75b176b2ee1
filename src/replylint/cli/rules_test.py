"""`replylint rules test`: the examples of rules and patterns, run as tests."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import click
from rich.text import Text

from replylint.cli.check import split
from replylint.cli.holding import ids, pack_of
from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.config import with_command_line
from replylint.engine.linter import Linter
from replylint.engine.selftest import Case, cases, run
from replylint.packs.pack import Kind, Pack
from replylint.reporters.drawing import Drawing
from replylint.reporters.summary import counted
from replylint.text.problem import Problem, ProblemsError


class Failure(NamedTuple):
    """An example that does not hold, what is wrong, and its `path:line:column`."""

    case: Case
    wrong: str
    place: str


@click.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option("--select", multiple=True, callback=split, metavar="ID,...", help="Only the examples of these.")
@click.option("--model", metavar="NAME", help="The spaCy model.")
@scoped
@click.pass_context
def command(
    ctx: click.Context,
    /,
    packs: tuple[str, ...],
    select: tuple[str, ...],
    model: str | None,
    **scope: Any,  # noqa: ANN401
) -> None:
    """Run the examples of the rules that hold, or of other packs (folders or names).

    Exit code 1: an example does not hold.
    """
    settings = with_command_line(scope_settings(scope), {"rules": packs or None, "model": model})
    pack = pack_of(settings, examples=True)
    chosen = list(chosen_cases(pack, select))
    if not chosen:
        hint = "Give rules `examples:`; `replylint rules show ID` shows those of a rule."
        raise ProblemsError([Problem("there is no example to run", hint=hint)])
    linter = Linter(pack, model=settings.values.model)
    failures = list(failing(chosen, linter, pack))
    options = stream_options(sys.stdout, scope["color"])
    drawing = Drawing(options)
    write(drawing.text(lines(failures, len(chosen), drawing)), options)
    ctx.exit(1 if failures else 0)


def chosen_cases(pack: Pack, select: Sequence[str]) -> Iterator[Case]:
    """The examples of the rules, groups or patterns named; of all, where none is. Raises ProblemsError."""
    known = {rule.id for rule in pack.rules} | pack.patterns.keys() | pack.groups.keys()
    unknown = [name for name in select if name.removeprefix("@") not in known]
    if unknown:
        raise ProblemsError(Problem(f"there is no rule, group or pattern `{name}`") for name in unknown)
    wanted = ids([name.removeprefix("@") for name in select], pack)
    return (case for case in cases(pack) if not wanted or case.owner in wanted)


def failing(chosen: Sequence[Case], linter: Linter, pack: Pack) -> Iterator[Failure]:
    """The examples that do not hold."""
    for case in chosen:
        wrong = run(case, linter)
        if wrong is not None:
            yield Failure(case, wrong, place(case, pack))


def place(case: Case, pack: Pack) -> str:
    """Where an example stands, as `path:line:column`."""
    nth = int(case.ident.rpartition("-")[2].rstrip("]")) - 1
    kind: Kind = "pattern" if case.form in ("hit", "miss") else "rule"
    inside: tuple[str | int, ...]
    if case.form in ("hit", "miss"):
        inside = ("hits" if case.form == "hit" else "misses", nth)
    else:
        alike = (at for at, item in enumerate(pack.rule(case.owner).examples) if item.form == case.form)
        inside = ("examples", next(islice(alike, nth, None)))
    source, span = pack.places(kind, case.owner, inside)
    point = source.point(span.start)
    return f"{source.name}:{point.line}:{point.column}"


def lines(failures: Sequence[Failure], total: int, drawing: Drawing) -> Iterator[Text]:
    """The failures, then the counts."""
    for failure in failures:
        yield Text.assemble(("FAILED ", "bold red"), (drawing.said(failure.case.ident), "bold"))
        yield Text(f"  --> {drawing.said(failure.place)}")
        yield from drawing.labelled("text", failure.case.text)
        if failure.case.customer:
            yield from drawing.labelled("customer", failure.case.customer)
        yield from drawing.labelled("wrong", failure.wrong)
        yield Text("")
    held = total - len(failures)
    style = "bold red" if failures else "bold green"
    yield Text(f"{counted(total, 'example')}: {held:,} hold, {len(failures):,} do not", style=style)
