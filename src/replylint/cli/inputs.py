"""The options of `check` that say what is read and how, for other commands that read replies."""

import click

from replylint.cli import check

READING = frozenset(
    {"paths", "config", "no_config", "customer", "turn", "stdin_filename", "reply_field", "customer_field",
     "turn_field", "id_field", "preset", "reply_path", "reply_markup", "allow_empty", "mail", "templates",
     "no_gitignore", "color", "quiet"}
)  # fmt: skip
JUDGING = READING | {
    "select",
    "ignore",
    "severity",
    "rules",
    "profile",
    "engine",
    "model",
    "no_cache",
    "verbose",
    "workers",
}


def options(names: frozenset[str]) -> list[click.Parameter]:
    """These options of `check`; they arrive under their names, as `Request` has them."""
    return [param for param in check.command.params if param.name in names]


def require_paths(paths: tuple[str, ...]) -> None:
    """Raises UsageError where nothing was named."""
    if not paths:
        raise click.UsageError("Name a file or a folder, or - for standard input.")
