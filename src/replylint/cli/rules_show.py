"""`replylint rules show`: the page of a rule."""

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import click
from rich.text import Text

from replylint.cli.holding import pack_of
from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.packs.pack import Pack
from replylint.packs.page import RulePage, rule_page
from replylint.reporters.drawing import Drawing
from replylint.reporters.visible import visible
from replylint.text.problem import Problem, ProblemsError


@click.command("show")
@click.argument("idents", nargs=-1, required=True, metavar="ID...")
@click.option("--format", "to", type=click.Choice(["rich", "markdown"]), default="rich", show_default=True)
@scoped
def command(idents: tuple[str, ...], to: str, **scope: Any) -> None:  # noqa: ANN401
    """Show the page of a rule: what it says, why, examples, how to change it."""
    settings = scope_settings(scope)
    pack = pack_of(settings, cache=not scope["no_cache"], examples=True)
    require_known(idents, pack)
    pages = [rule_page(pack.rule(ident), pack) for ident in idents]
    options = stream_options(sys.stdout, scope["color"])
    drawing = Drawing(options)
    if to == "markdown":
        write("\n".join(page.markdown() for page in pages), options)
    else:
        write("\n".join(drawing.text(lines(page, drawing)) for page in pages), options)


def require_known(idents: tuple[str, ...], pack: Pack) -> None:
    """Raises ProblemsError for ids that no rule has, with the nearest one as a hint."""
    known = [rule.id for rule in pack.rules]
    unknown = [ident for ident in idents if ident not in known]
    if unknown:
        raise ProblemsError(
            Problem(f"there is no rule `{ident}`", hint=hint(ident, known)) for ident in unknown
        )


def hint(ident: str, known: list[str]) -> str:
    """What may have been meant."""
    near = get_close_matches(ident, known, 3, 0.5)
    if near:
        return f"Did you mean {' or '.join(f'`{name}`' for name in near)}?"
    return "`replylint rules list` names them all."


def lines(page: RulePage, drawing: Drawing) -> Iterator[Text]:
    """The page for a terminal."""
    head = Text.assemble((page.ident, "bold underline"), "  ")
    yield from drawing.wrapped(head, Text(drawing.said(page.message)), 2)
    yield Text("")
    width = max(len(name) for name, _ in page.facts)
    for name, value in page.facts:
        yield from drawing.wrapped(Text(f"{name:<{width}}  "), Text(drawing.said(value)), width + 2)
    for section in page.sections:
        yield Text("")
        yield Text(drawing.said(section.title), style="bold")
        for line in section.lines:
            if section.code:
                yield Text("    " + drawing.options.carried(visible(line)))
            else:
                yield from prose(line, drawing)


def prose(line: str, drawing: Drawing) -> Iterator[Text]:
    """A line of a page, wrapped under its own beginning."""
    bullet = line[:2] if line.startswith(("- ", "  ")) else ""
    yield from drawing.wrapped(Text("  " + bullet), Text(drawing.said(line[len(bullet) :])), 2 + len(bullet))
