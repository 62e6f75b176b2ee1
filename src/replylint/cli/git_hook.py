"""`replylint git-hook`: the hook with which `git send-email` checks what it sends."""

import shutil
import sys
from pathlib import Path

import click


@click.group("git-hook")
def command() -> None:
    """Have `git send-email` check what it sends.

    Git runs the hook on every message before it sends the first one, and sends none if one is not in order.
    `git send-email --no-validate` goes without it.
    """


@command.command()
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "suggestion"]), default="error", show_default=True,
    help="Stop from this severity on.",
)  # fmt: skip
@click.option("--config", metavar="FILE", help="This config instead of the nearest one.")
@click.option("--force", is_flag=True, help="Write over another hook.")
def install(fail_on: str, config: str | None, force: bool) -> None:
    """Write the hook into this repository, where git looks for it."""
    from replylint.mail import githook  # noqa: PLC0415 - not for --help

    options = ["--fail-on", fail_on] + (["--config", str(Path(config).absolute())] if config else [])
    path = githook.hook_path(Path.cwd())
    githook.install(path, githook.script(program(), options), force=force)
    click.echo(f"written: {path}")


@command.command()
def uninstall() -> None:
    """Take the hook away."""
    from replylint.mail import githook  # noqa: PLC0415 - not for --help

    path = githook.hook_path(Path.cwd())
    click.echo(f"taken away: {path}" if githook.uninstall(path) else f"there is none: {path}")


def program() -> list[str]:
    """The words that call this program, from anywhere."""
    path = shutil.which(sys.argv[0])
    return [str(Path(path).absolute())] if path else [sys.executable, "-P", "-m", "replylint"]
