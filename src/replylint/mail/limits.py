"""Limits that a child process puts on itself. POSIX only; elsewhere the parent's time-out is the limit."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

MB = 1 << 20


def limit(*, memory: int, seconds: float) -> None:
    """Takes no more than so many MB of memory, ends after so many seconds, and is the first that goes.

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
    signal.setitimer(signal.ITIMER_REAL, seconds)
    with suppress(OSError):
        Path(f"/proc/{os.getpid()}/oom_score_adj").write_text("1000")
