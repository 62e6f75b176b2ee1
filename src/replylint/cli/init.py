"""`replylint init`: a commented config, and a pack of one's own to begin with."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replylint.cli.check import FAIL_ON

if TYPE_CHECKING:
    from replylint.cli.starting import Wanted

EPILOG = "In a terminal it asks for what is not given; --yes takes the defaults."


@click.command("init", epilog=EPILOG)
@click.option(
    "--pack", "packs", multiple=True, metavar="PACK", help="Your own rules, on top of the built-in ones."
)
@click.option("--starter-pack", metavar="FOLDER", help="Write a pack with one rule there, to begin with.")
@click.option("--profile", metavar="NAME", help="A profile of the packs, such as premium.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 from this severity on.")
@click.option(
    "--templates/--drafts", default=None, help="Whether replies are templates: placeholders are in order."
)
@click.option("--preset", metavar="NAME|FILE", help="The product that a library comes from.")
@click.option("--force", is_flag=True, help="Write over what is there.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
def command(*, force: bool, yes: bool, **given: Any) -> None:  # noqa: ANN401
    """Write a replylint.yaml with comments here."""
    from replylint.cli import starting  # noqa: PLC0415 - pydantic is slow to import

    wanted = starting.Wanted(**given)
    folder = Path.cwd()
    starting.check_free(folder, wanted, force=force)
    if not yes and sys.stdin is not None and sys.stdin.isatty():
        wanted = asked(wanted, starting.profiles)
        starting.check_free(folder, wanted, force=force)
    for path in starting.write(folder, wanted):
        click.echo(f"written: {os.path.relpath(path, folder)}")
    click.echo("`replylint config` shows what holds now, `replylint rules` lists the rules.")


def asked(wanted: "Wanted", profiles: Callable[["Wanted"], list[str]]) -> "Wanted":
    """What is wanted, with answers for what was not given."""
    answers: dict[str, Any] = {}
    if wanted.templates is None:
        kinds = click.Choice(["drafts", "templates"])
        answers["templates"] = click.prompt("What do you check?", type=kinds, default="drafts") == "templates"
    if wanted.profile is None:
        known = click.Choice(profiles(wanted))
        answers["profile"] = click.prompt("Which profile of the rules?", type=known, default="default")
    if wanted.fail_on is None:
        answers["fail_on"] = click.prompt(
            "From which severity on does a check fail?", type=click.Choice(FAIL_ON), default="warning"
        )
    if wanted.starter_pack is None and not wanted.packs:
        question = "A folder for rules of your own? (empty: none)"
        answers["starter_pack"] = click.prompt(question, default="", show_default=False) or None
    return replace(wanted, **answers)
