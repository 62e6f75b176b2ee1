"""Commands that are imported when they are run, so that the rest starts light."""

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click


class Entry(NamedTuple):
    """A command: the module whose `command` it is, and its line in the help."""

    module: str
    line: str


class LazyGroup(click.Group):
    """A group whose commands are named in a table.

    A call that begins with no command of the group runs `default`, if there is one; a call without any
    words runs `bare`, or else shows the help and exits 2.
    """

    def __init__(
        self,
        name: str | None = None,
        *,
        table: dict[str, Entry],
        default: str = "",
        bare: str = "",
        **kwargs: Any,  # noqa: ANN401 - click's own
    ) -> None:
        super().__init__(name, **kwargs)
        self.table = table
        self.default = default
        self.bare = bare

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands, as the help lists them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        entry = self.table.get(cmd_name)
        if entry is None:
            return None
        command = import_module(entry.module).command
        assert isinstance(command, click.Command)  # noqa: S101 - what the table promises
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands in the help, from the table: importing them would be slow."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in self.table.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the default command before words that name none."""
        return super().parse_args(ctx, self.completed(ctx, args))

    def completed(self, ctx: click.Context, args: Sequence[str]) -> list[str]:
        """The words of a call with its command."""
        if not args:
            if self.bare:
                return [self.bare]
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not self.default or args[0] in self.table or args[0] in own:
            return list(args)
        near = [] if args[0].startswith("-") else get_close_matches(args[0], self.table, 1)
        if near and not Path(args[0]).exists():
            raise click.UsageError(f"there is no file {args[0]}; did you mean the command `{near[0]}`?", ctx)
        return [self.default, *args]
