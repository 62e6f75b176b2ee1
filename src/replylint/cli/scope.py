"""The options of every command that looks at rules: which config, packs and profile."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from replylint.config import Settings

OPTIONS = (
    click.option("--config", metavar="FILE", help="This config instead of the nearest one."),
    click.option("--no-config", is_flag=True, help="No config at all."),
    click.option("--rules", multiple=True, metavar="PACK", help="Rules on top: a pack's folder or name."),
    click.option("--profile", metavar="NAME", help="A profile of the pack, such as premium."),
    click.option("--no-cache", is_flag=True, help="Neither read nor keep anything between runs."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour."),
)


def scoped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command; they arrive under their names."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def scope_settings(scope: Mapping[str, Any]) -> "Settings":
    """The settings that hold, from the options. Raises ProblemsError."""
    from replylint.cli.holding import Place, settings_of  # noqa: PLC0415 - pydantic is slow to import

    place = Place(scope["config"], scope["no_config"])
    return settings_of(place, {"profile": scope["profile"]}, scope["rules"])
