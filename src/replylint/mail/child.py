"""The linter in a process of its own, so that whatever becomes of it, there is an answer in time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from replylint.mail.verdict import Verdict, loads, unchecked

GRACE = 5.0
"""Seconds after the time-out at which a child without a parent ends by itself."""


def ask(command: Sequence[str], message: int, *, timeout: float) -> Verdict:
    """What a linter says of the message on a descriptor; never raises, and takes hardly longer than `timeout`
    (seconds).

    The command reads the message from its standard input and writes a verdict to its standard output.
    Anything else than one whole verdict and exit code 0 comes out as not checked.
    """
    noise = None if os.environ.get("REPLYLINT_DEBUG") else subprocess.DEVNULL
    try:
        child = subprocess.Popen(  # noqa: S603 - the command is ours
            command, stdin=message, stdout=subprocess.PIPE, stderr=noise, start_new_session=True
        )
    except (OSError, ValueError) as error:
        return unchecked(f"the linter could not be started ({getattr(error, 'strerror', None) or error})")
    try:
        with _ending_together(child):
            said, _ = child.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        return unchecked(f"the linter gave no answer within {timeout:g} seconds")
    except (OSError, MemoryError) as error:
        return unchecked(f"the linter's answer could not be read ({error})")
    finally:
        _end(child)
    if child.returncode:
        return unchecked(f"the linter {_death(child.returncode)}")
    try:
        return loads(said)
    except ValueError:
        return unchecked("the linter's answer is not whole")


def _death(code: int) -> str:
    if code > 0:
        return f"crashed (exit code {code})"
    try:
        return f"was killed ({signal.Signals(-code).name})"
    except ValueError:
        return f"was killed (signal {-code})"


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kills a child and what it may have started."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ends a child for good."""
    _kill(child)
    child.wait()
    if child.stdout:
        child.stdout.close()


@contextmanager
def _ending_together(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Lets a signal that ends this process end the child too."""

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's form
        _kill(child)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    names = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {}
    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
