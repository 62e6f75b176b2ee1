"""Becoming the mail program, with the message as its standard input. POSIX only."""

import os
import signal
from collections.abc import Sequence
from typing import NoReturn


def hand_over(program: str, words: Sequence[str], message: int | None = None) -> NoReturn:
    """Becomes the program (a path) with these words, its own name first; does not come back.

    It finds everything as if the caller had started it: descriptors, signals, process id. Raises OSError
    where it cannot be run.
    """
    if message is not None:
        os.lseek(message, 0, os.SEEK_SET)
        os.dup2(message, 0)
    for name in ("SIGPIPE", "SIGXFSZ", "SIGXFZ"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    os.execv(program, list(words))  # noqa: S606 - the caller's program and words
