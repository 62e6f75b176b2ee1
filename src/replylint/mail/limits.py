"""Limits that a child process puts on itself. POSIX only; elsewhere the parent's time-out is the limit."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MB = 1 << 20


def limit(*, memory: int) -> None:
    """Takes no more than so many MB of memory, and is the first that goes.

    Where memory runs short on the machine, the kernel ends this process and not the mail program.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - POSIX only

    for which in (resource.RLIMIT_DATA, resource.RLIMIT_CORE):
        most = memory * MB if which == resource.RLIMIT_DATA else 0
        _, hard = resource.getrlimit(which)
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (most if hard < 0 else min(most, hard), hard))
    with suppress(OSError):
        Path(f"/proc/{os.getpid()}/oom_score_adj").write_text("1000")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Ends the process where what is inside takes longer."""
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
