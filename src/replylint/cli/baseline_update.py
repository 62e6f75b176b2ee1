"""`replylint baseline update`."""

from typing import Any

import click

from replylint.cli.inputs import JUDGING, options, require_paths
from replylint.cli.request import Request


@click.option("--baseline", metavar="FILE", help="The file to update. [default: what the config says]")
@click.option("--prune", is_flag=True, help="Only take out what is gone; new findings are not accepted.")
@click.pass_context
def update(ctx: click.Context, /, *, prune: bool, **given: Any) -> None:  # noqa: ANN401
    """Accept new findings, and take out what is no longer there.

    What was accepted in other files stays, unless the baseline's whole folder is named.
    """
    request = Request(**given)
    require_paths(request.paths)
    from replylint.cli import accepting  # noqa: PLC0415 - the engine is slow to import

    ctx.exit(accepting.update(request, prune=prune))


command = click.command("update", short_help="Accept new findings, take out what is gone.")(update)
command.params = [*options(JUDGING), *command.params]
