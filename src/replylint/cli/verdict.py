"""The child process of the mail commands: messages in, verdicts out.

`python -m replylint.cli.verdict OPTIONS`, the options as JSON: those of a `Request`, `memory` (MB), `seconds`
for a message. One message on standard input, its verdict on standard output. Or, with `serve`, descriptors of
messages on the socket that standard input is, and a verdict on each, after a first one when it is ready.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from replylint.mail.limits import limit, within
from replylint.mail.verdict import Outcome, Verdict, dumps


def main() -> None:
    """Answers one message, or all that come, and exits 0 if there are answers.

    The answer alone goes to standard output: what a library may print there goes to standard error.
    """
    options = json.loads(sys.argv[1])
    limit(memory=options.pop("memory"))
    seconds = options.pop("seconds")
    if options.pop("serve", False):
        serve(options, seconds)
        return
    out = os.dup(1)
    os.dup2(2, 1)
    from replylint.cli.answering import answer  # noqa: PLC0415 - after the limits are set

    with within(seconds):
        data = memoryview(dumps(answer(options)))
        while data:
            data = data[os.write(out, data) :]


def serve(options: Mapping[str, Any], seconds: float) -> None:
    """Answers the messages whose descriptors come, until the other side is gone."""
    import socket  # noqa: PLC0415 - POSIX only

    from replylint.cli.answering import Answering, unready  # noqa: PLC0415 - slow to import
    from replylint.text.problem import ProblemsError  # noqa: PLC0415

    channel = socket.socket(fileno=os.dup(0))
    try:
        answering = Answering(options)
    except ProblemsError as error:
        channel.sendall(dumps(unready(error.problems)))
        return
    channel.sendall(dumps(Verdict(Outcome.CHECKED)))
    while descriptors := socket.recv_fds(channel, 1, 1)[1]:
        with within(seconds), os.fdopen(descriptors[0], "rb") as message:
            verdict = answering.of(message)
        channel.sendall(dumps(verdict))


if __name__ == "__main__":
    main()
