"""`replylint milter`: checks what a mail server is about to take."""

import asyncio
import sys
from json import dumps
from typing import Any

import click

from replylint.cli.mailing import MailCommand, judging, mailing, say, stop
from replylint.mail.child import GRACE
from replylint.mail.codes import Code

EPILOG = (
    "Exit codes: 0 ended by SIGTERM; 64 wrong usage; 69 it cannot listen there; 75 internal error; "
    "78 config, rules or model do not load."
)


class Milter(MailCommand):
    """The command."""

    undone = "not started"


@click.command("milter", cls=Milter, params=judging(), epilog=EPILOG, short_help="Check for a mail server.")
@mailing
@click.option("--tag", is_flag=True, help="Reject nothing; tell findings in a header, X-Replylint-Findings.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, metavar="N",
              help="Linters that are kept warm.")  # fmt: skip
@click.argument("address", metavar="ADDRESS")
def command(address: str, tag: bool, workers: int, **given: Any) -> None:  # noqa: ANN401
    """Check messages for Postfix or Sendmail before they are taken, over the milter protocol.

    ADDRESS is inet:127.0.0.1:8895 or unix:/run/replylint.sock. SIGHUP reads config and rules anew.
    """
    from replylint.cli.passage import wishes  # noqa: PLC0415 - not for --help
    from replylint.mail.milter.address import parse_address  # noqa: PLC0415
    from replylint.mail.milter.server import Server  # noqa: PLC0415 - POSIX only, as is the pool
    from replylint.mail.pool import Pool, Unready  # noqa: PLC0415

    try:
        where = parse_address(address)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    wanted = wishes(given)
    policy = wanted.policy
    limits = {"memory": policy.memory, "seconds": policy.timeout + GRACE, "serve": True}
    child = [sys.executable, "-P", "-m", "replylint.cli.verdict", dumps({**wanted.judging, **limits})]
    try:
        pool = Pool(child, workers, timeout=policy.timeout)
    except Unready as error:
        say(error.verdict.report)
        stop(Code.CONFIG, f"not started: {error.verdict.reason}")

    async def serve() -> None:
        await Server(
            pool, lambda: wishes(given).policy, tag=tag, say=lambda line: say(f"replylint: {line}\n")
        ).run(where)

    try:
        asyncio.run(serve())
    except OSError as error:
        pool.close()
        stop(Code.NO_PROGRAM, f"it cannot listen on {where}: {error.strerror or error}")
