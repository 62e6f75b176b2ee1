"""`replylint filter`: a message in, the same message out, or nothing."""

import os
from typing import Any

import click
from click.exceptions import Exit

from replylint.cli.mailing import EPILOG, MailCommand, judging, mailing, off, stop
from replylint.mail.codes import Code


@click.command(
    "filter", cls=MailCommand, params=judging(), epilog=EPILOG, short_help="Let a message through."
)
@mailing
@off
def command(**given: Any) -> None:  # noqa: ANN401 - click's
    """Let the message on standard input through to standard output, unchanged, if it is in order.

    Otherwise nothing is written.
    """
    from replylint.cli import passage  # noqa: PLC0415 - not for --help
    from replylint.mail.spool import SpoolError  # noqa: PLC0415

    try:
        if passage.is_off(given):
            message = passage.incoming()
        else:
            came = passage.considered(passage.wishes(given))
            if not came.ruling.passes:
                raise Exit(came.ruling.code)
            message = came.message
        for chunk in message.chunks():
            put(chunk)
    except (OSError, SpoolError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        stop(Code.UNCHECKED, f"not let through whole: {why}")


def put(chunk: bytes) -> None:
    """Writes to standard output. Raises OSError."""
    left = memoryview(chunk)
    while left:
        left = left[os.write(1, left) :]
