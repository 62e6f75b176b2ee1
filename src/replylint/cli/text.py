"""`replylint text`: what is read as the replies, and what is left out."""

from typing import Any

import click

from replylint.cli.inputs import READING, options, require_paths
from replylint.cli.request import Request

EPILOG = "Exit codes: 0 all was read; 2 something was not."


@click.command("text", params=options(READING), epilog=EPILOG)
@click.option("--only", type=click.Choice(["reply", "quote", "signature"]), help="Only these regions.")
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@click.pass_context
def command(ctx: click.Context, /, only: str | None, to: str, **given: Any) -> None:  # noqa: ANN401
    """Show what is read as the replies: region by region, with its place in the file.

    A reply is its greeting, body, lists, code and closing. A quote is what it quotes, and the customer's
    message, which is known to the rules and not judged.
    """
    require_paths(given["paths"])
    from replylint.cli import texts  # noqa: PLC0415 - readers and rules of layout are slow to import

    ctx.exit(texts.run(Request(**given), only, to))
