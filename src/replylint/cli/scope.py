"""The options of every command that looks at rules: which config, packs and profile."""

from collections.abc import Callable
from typing import Any

import click

OPTIONS = (
    click.option("--config", metavar="FILE", help="This config instead of the nearest one."),
    click.option("--no-config", is_flag=True, help="No config at all."),
    click.option("--rules", multiple=True, metavar="PACK", help="Rules on top: a pack's folder or name."),
    click.option("--profile", metavar="NAME", help="A profile of the pack, such as premium."),
    click.option("--no-cache", is_flag=True, help="Neither read nor keep anything between runs."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour."),
)


def scoped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command; they arrive as `config`, `no_config`, `rules`, `profile`, `no_cache`, `color`."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function
