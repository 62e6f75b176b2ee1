"""`replylint fix`: its options. The work is in `mending`, which is slow to import."""

from typing import Any

import click

from replylint.cli.inputs import JUDGING, options, require_paths
from replylint.cli.request import Request

EPILOG = (
    "Exit codes: 0 all fixes were made, or there were none; 1 --diff, and there are some; "
    "2 not all could be read, or fixed."
)


@click.command("fix", params=options(JUDGING), epilog=EPILOG)
@click.option("--diff", is_flag=True, help="Show what would be changed, and change nothing.")
@click.option("--unsafe", is_flag=True, help="Make fixes, too, that somebody should look at afterwards.")
@click.pass_context
def command(ctx: click.Context, /, *, diff: bool, unsafe: bool, **given: Any) -> None:  # noqa: ANN401
    """Fix what has only one right way to be fixed, in the files themselves.

    Doubled words, text-speak, shouting, piled-up marks. All else stays as it is, byte for byte. The text
    of standard input (-) goes to standard output.
    """
    require_paths(given["paths"])
    if "-" in given["paths"] and len(given["paths"]) > 1:
        raise click.UsageError("Standard input (-) is fixed alone.")
    from replylint.cli import mending  # noqa: PLC0415 - the engine is slow to import

    ctx.exit(mending.run(Request(**given), diff=diff, unsafe=unsafe))
