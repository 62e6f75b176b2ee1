"""`replylint rules list`: the rules that hold."""

import sys
from collections.abc import Iterator
from typing import Any

import click
from rich.text import Text

from replylint.cli.holding import active, pack_of
from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.packs.model import Rule
from replylint.packs.pack import Pack
from replylint.reporters.drawing import Drawing
from replylint.reporters.recording import as_json
from replylint.reporters.rich import STYLES
from replylint.reporters.summary import counted


@click.command("list")
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@scoped
def command(to: str, **scope: Any) -> None:  # noqa: ANN401
    """List the rules that hold: id, severity, message, by group."""
    settings = scope_settings(scope)
    pack = pack_of(settings, cache=not scope["no_cache"])
    judged = active(settings, pack)
    options = stream_options(sys.stdout, scope["color"])
    if to == "json":
        rows = [row(rule, on=rule.id in judged) for rule in pack.rules]
        write(as_json(rows, options, indent=2) + "\n", options)
    else:
        drawing = Drawing(options)
        write(drawing.text(lines(pack, judged, drawing)), options)


def row(rule: Rule, *, on: bool) -> dict[str, str | bool]:
    """A rule as JSON; `active` says whether it is judged."""
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "group": rule.group,
        "kind": rule.kind,
        "message": rule.message,
        "source": rule.source,
        "active": on,
    }


def lines(pack: Pack, judged: frozenset[str], drawing: Drawing) -> Iterator[Text]:
    """The rules by group, then how many there are."""
    width = max((len(rule.id) for rule in pack.rules), default=0)
    for group, members in pack.groups.items():
        yield Text(drawing.said(group), style="bold underline")
        for rule in map(pack.rule, members):
            severity = rule.severity.value if rule.id in judged else "off"
            style = STYLES[rule.severity] if rule.id in judged else "dim"
            head = Text.assemble(f"  {rule.id:<{width}}  ", (f"{severity:<10}", style), "  ")
            yield from drawing.wrapped(head, Text(drawing.said(rule.message)), width + 16)
        yield Text("")
    off = len(pack.rules) - len(judged)
    told = f"{counted(len(judged), 'rule')}{f', {off} more off' if off else ''}"
    yield Text(f"{told}. `replylint rules show ID` says more about one.")
