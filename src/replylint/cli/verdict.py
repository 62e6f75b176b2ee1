"""The child process of the mail commands: a message on standard input, a verdict on standard output.

`python -m replylint.cli.verdict OPTIONS`, the options as JSON: those of a `Request`, `memory` in MB,
and `seconds`.
"""

import json
import os
import sys

from replylint.mail.limits import limit
from replylint.mail.verdict import dumps


def main() -> None:
    """Answers one message, and exits 0 if there is an answer.

    The answer alone goes to standard output: what a library may print there goes to standard error.
    """
    options = json.loads(sys.argv[1])
    limit(memory=options.pop("memory"), seconds=options.pop("seconds"))
    out = os.dup(1)
    os.dup2(2, 1)
    from replylint.cli.answering import answer  # noqa: PLC0415 - after the limits are set

    data = memoryview(dumps(answer(options)))
    while data:
        data = data[os.write(out, data) :]


if __name__ == "__main__":
    main()
