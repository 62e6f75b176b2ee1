"""`replylint check`: its options. The work is in `checking`, which is slow to import."""

from typing import Any

import click

from replylint.cli.request import Request
from replylint.reporters.options import Format
from replylint.text.reply import Turn

FAIL_ON = ("error", "warning", "suggestion", "never")
EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on was found; 1 something was; "
    "2 not everything could be checked."
)


def split(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """Ids of an option that takes several, given one by one or joined by commas."""
    return tuple(part for item in value for part in (piece.strip() for piece in item.split(",")) if part)


def levels(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str] | None:
    """Severities by rule of an option that takes `RULE=SEVERITY`, given one by one or joined by commas."""
    parts = [part.partition("=") for part in split(ctx, param, value)]
    for rule, sign, level in parts:
        if not (rule and sign and level):
            raise click.BadParameter(f"{rule}{sign}{level} is no RULE=SEVERITY, such as text-speak=off")
    return {rule.strip(): level.strip() for rule, _, level in parts} or None


@click.command("check", epilog=EPILOG, short_help="Check replies.")
@click.argument("paths", nargs=-1, metavar="PATH... | -", type=click.Path(readable=False, allow_dash=True))
@click.option(
    "--format",
    type=click.Choice([name.value for name in Format]),
    help="The report's format. [default: rich]",
)
@click.option("--output-file", "-o", metavar="FILE", help="Write the report there (UTF-8).")
@click.option("--select", multiple=True, callback=split, metavar="ID,...", help="Only these rules or groups.")
@click.option("--ignore", multiple=True, callback=split, metavar="ID,...", help="Not these rules or groups.")
@click.option("--severity", multiple=True, callback=levels, metavar="ID=SEVERITY,...",
              help="Severities of rules: off, suggestion, warning, error.")  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 from this severity on. [default: warning]"
)
@click.option(
    "--exit-zero", is_flag=True, help="Exit 0 whatever is found (2 where something was not checked)."
)
@click.option("--config", metavar="FILE", help="This config instead of the nearest one.")
@click.option("--no-config", is_flag=True, help="No config at all.")
@click.option(
    "--rules", multiple=True, metavar="PACK", help="Rules on top of those that hold: a pack's folder or name."
)
@click.option("--profile", metavar="NAME", help="A profile of the pack, such as premium.")
@click.option("--customer", metavar="FILE", help="The customer's message, for all replies without their own.")
@click.option(
    "--turn",
    type=click.Choice([turn.value for turn in Turn]),
    default="whole",
    show_default=True,
    help="Part of a conversation.",
)
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input, and its format.")
@click.option("--reply-field", metavar="FIELD", help="Data sets: the field that holds the reply.")
@click.option("--customer-field", metavar="FIELD", help="... where the customer's message is.")
@click.option("--turn-field", metavar="FIELD", help="... where the turn is.")
@click.option("--id-field", metavar="FIELD", help="... where the id is.")
@click.option("--preset", metavar="NAME|FILE", help="Libraries: the product that they come from.")
@click.option("--reply-path", multiple=True, metavar="JSONPATH", help="... or where their replies are.")
@click.option(
    "--reply-markup", type=click.Choice(["plain", "markdown", "html"]), help="... how these are written."
)
@click.option("--allow-empty", is_flag=True, help="A library without a reply is no error.")
@click.option("--mail", is_flag=True, help="What is named is mail with its headers, whatever its name says.")
@click.option("--templates", is_flag=True, help="The replies are templates: placeholders are in order.")
@click.option("--no-gitignore", is_flag=True, help="Check what .gitignore files leave out of folders, too.")
@click.option("--baseline", metavar="FILE", help="Findings that were accepted before do not count.")
@click.option("--no-baseline", is_flag=True, help="All findings count.")
@click.option(
    "--strict", is_flag=True, help="Exit 1 for unused suppressions and stale baseline entries, too."
)
@click.option("--diff", metavar="BASE", help="Only replies that differ from the branch or commit BASE.")
@click.option("--watch", is_flag=True, help="Check again whenever something changes, until Ctrl-C.")
@click.option("--statistics", is_flag=True, help="Counts by rule in place of the findings.")
@click.option("--explain", is_flag=True, help="Show what each finding stands on.")
@click.option("--redact", is_flag=True, help="Show no text of replies and customers.")
@click.option(
    "--engine",
    type=click.Choice(["full", "patterns"]),
    default="full",
    show_default=True,
    help="Patterns and the trained judge, or patterns alone.",
)
@click.option("--model", metavar="NAME", help="The spaCy model. [default: the one installed with replylint]")
@click.option("--workers", type=click.IntRange(0, 64), metavar="N",
              help="Processes that judge; 0: as many as are worth it. [default: 0]")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Neither read nor keep anything between runs.")
@click.option("--quiet", "-q", is_flag=True, help="Findings only: no verdicts, no summary, no notes.")
@click.option("--verbose", "-v", is_flag=True, help="Clean replies and requirements too.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
              help="NO_COLOR and FORCE_COLOR count for auto.")  # fmt: skip
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401
    """Check replies: files, folders, data sets, or standard input (-)."""
    request = Request(**given)
    for left, right in (("config", "no_config"), ("baseline", "no_baseline"), ("quiet", "verbose")):
        if given[left] and given[right]:
            raise click.UsageError(f"--{left} and --{right.replace('_', '-')} exclude each other.")
    if not request.paths:
        raise click.UsageError("Name a file or a folder, or - for standard input.")
    if request.watch:
        from replylint.cli import watching  # noqa: PLC0415 - the engine is slow to import

        ctx.exit(watching.run(request))
    from replylint.cli import checking  # noqa: PLC0415

    ctx.exit(checking.run(request))
