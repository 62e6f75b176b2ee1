"""What the inputs hold, each read by the settings that hold for its file."""

from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from replylint.cli.local import Local
from replylint.cli.meter import is_wanted
from replylint.cli.request import Request
from replylint.config import Config
from replylint.readers.discover import Input, discover
from replylint.readers.load import load_file
from replylint.readers.options import ReadOptions
from replylint.readers.read import Load, read, read_customer
from replylint.text.problem import Problem
from replylint.text.reply import Reply, Turn


def replies(
    request: Request, local: Local, *, load: Load = load_file, stdin: BinaryIO | None = None
) -> Iterator[Reply | Problem]:
    """The replies of the inputs in order, with the overrides and suppressions that are for them.

    `load` stands in for what is on disk, `stdin` for the process's standard input.
    Raises ProblemsError, before anything is read, for options that cannot be followed.
    """

    @lru_cache(100)
    def options(overrides: tuple[int, ...]) -> ReadOptions:
        return read_options(local.settings_of(overrides).values, request)

    for nth in range(len(local.settings.values.overrides)):
        options((nth,))
    whole = options(())
    return local.applied(
        read(
            request.paths,
            whole,
            options_of=lambda name: options(local.overrides_of(name)),
            load=load,
            stdin=stdin,
        )
    )


def read_options(values: Config, request: Request) -> ReadOptions:
    """How the inputs are read. Raises ProblemsError for a customer's message or preset that cannot be."""
    reading = ReadOptions(
        reply_field=values.reply_field,
        customer_field=values.customer_field,
        turn_field=values.turn_field,
        id_field=values.id_field,
        preset=values.preset,
        presets=tuple(values.presets),
        reply_paths=tuple(values.reply_path),
        reply_markup=values.reply_markup,
        allow_empty=values.allow_empty,
        mail=request.mail,
        templates=values.templates,
        customer=None if request.customer is None else read_customer(request.customer),
        turn=Turn(request.turn),
        stdin_filename=request.stdin_filename,
        exclude=tuple(values.exclude),
        gitignore=values.gitignore,
    )
    if reading.preset or reading.presets or reading.reply_paths:
        from replylint.readers.library.choose import check_asked  # noqa: PLC0415 - JSONPath takes time to import

        check_asked(reading)
    return reading


def names(request: Request, values: Config) -> list[str]:
    """The inputs, for the progress bar; none where nobody could see one."""
    if not is_wanted(quiet=request.quiet):
        return []
    options = read_options(values, request)
    return [found.name for found in discover(request.paths, options) if isinstance(found, Input)]
