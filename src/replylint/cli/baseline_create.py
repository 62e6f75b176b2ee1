"""`replylint baseline create`."""

from typing import Any

import click

from replylint.cli.inputs import JUDGING, options, require_paths
from replylint.cli.request import Request


@click.option("--baseline", metavar="FILE", help="The file to write. [default: what the config says]")
@click.option("--force", is_flag=True, help="Write over a baseline that is there.")
@click.pass_context
def create(ctx: click.Context, /, *, force: bool, **given: Any) -> None:  # noqa: ANN401
    """Accept all findings there are now: `check` hides them, and counts only new ones.

    The file holds digests and no text of replies.
    """
    request = Request(**given)
    require_paths(request.paths)
    from replylint.cli import accepting  # noqa: PLC0415 - the engine is slow to import

    ctx.exit(accepting.create(request, force=force))


command = click.command("create", short_help="Accept all findings there are now.")(create)
command.params = [*options(JUDGING), *command.params]
