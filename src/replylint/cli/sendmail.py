"""`replylint sendmail`: check a message, and then become the program that sends it."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
from click.exceptions import Exit

from replylint.cli.mailing import EPILOG, MailCommand, judging, mailing, off, stop
from replylint.mail.calls import brings_message
from replylint.mail.codes import Code


class Sendmail(MailCommand):
    """The command; it explains the mistake that mail programs invite."""

    def hint(self, error: click.UsageError) -> str:  # noqa: ARG002 - one answer for all
        """What to do about a wrong command line."""
        return (
            "Write `replylint sendmail [OPTIONS] PROGRAM [ARGS...]`, without `--`: some mail programs put "
            "their own words before it."
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the options up to the first bare word; a `--` before it is a mistake."""
        given = tuple(args)
        rest = super().parse_args(ctx, args)
        words: tuple[str, ...] = ctx.params["words"]
        if "--" in given[: len(given) - len(words)]:
            raise click.UsageError("`--` stands where the PROGRAM is expected", ctx)
        if not words:
            raise click.UsageError("Name the PROGRAM that sends.", ctx)
        return rest


@click.command(
    "sendmail", cls=Sendmail, params=judging(), epilog=EPILOG,
    context_settings={"allow_interspersed_args": False}, short_help="Check a message, then send it.",
)  # fmt: skip
@mailing
@off
@click.option("--linked", is_flag=True, hidden=True, help="The first word is the name of a link.")
@click.argument("words", nargs=-1, metavar="PROGRAM [ARGS]...", type=click.UNPROCESSED)
def command(words: tuple[str, ...], linked: bool, **given: Any) -> None:  # noqa: ANN401 - click's
    """Check the message on standard input; if it is in order, become PROGRAM, which gets it unchanged.

    Options end at the first word without a hyphen. Calls that bring no message go straight through.
    """
    from replylint.cli import passage  # noqa: PLC0415 - not for --help

    wanted = passage.wishes(given) if linked else None
    path, call = linked_call(words, wanted.program) if wanted else (find(words[0]), words)
    message = None
    if not passage.is_off(given) and brings_message(words[0], words[1:]):
        came = passage.considered(wanted or passage.wishes(given))
        if not came.ruling.passes:
            raise Exit(came.ruling.code)
        message = came.message.sent
    become(path, call, message)


def find(program: str) -> str:
    """The path of a program. Exits where there is none that can be run."""
    path = shutil.which(program)
    if path is None:
        stop(Code.NO_PROGRAM, f"not sent: there is no program `{program}`", "Look at its name and at PATH.")
    return path


def linked_call(words: Sequence[str], program: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The path of the config's program, and the words to call it with, under the name of the link."""
    hint = "~/.config/replylint/replylint.yaml names the program: `mail: {program: /usr/sbin/sendmail}`."
    if not program:
        stop(Code.CONFIG, f"not sent: called as `{words[0]}`, and no config names a program", hint)
    path = find(program[0])
    own = shutil.which(sys.argv[0])
    if own and Path(own).samefile(path):
        stop(Code.CONFIG, f"not sent: the config's program, `{path}`, is replylint itself", hint)
    return path, (words[0], *program[1:], *words[1:])


def become(path: str, words: Sequence[str], message: int | None) -> NoReturn:
    """Becomes the program. Exits where that cannot be done."""
    from replylint.mail.handover import hand_over  # noqa: PLC0415 - POSIX only

    try:
        hand_over(path, words, message)
    except OSError as error:
        stop(Code.NO_PROGRAM, f"not sent: `{path}` cannot be run: {error.strerror or error}")
