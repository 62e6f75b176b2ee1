"""Warm linters: processes that are started once and answer message after message. POSIX only."""

import os
import queue
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from replylint.mail.verdict import Outcome, Verdict, loads, unchecked

CHUNK = 1 << 16
START = 120.0
"""Seconds in which a linter has to be ready."""

USED_UP = 5000
"""Messages after which a linter is replaced: what it remembers of words grows."""


class Unready(Exception):  # noqa: N818 - a verdict
    """The linters do not start; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.reason)


class Linter:
    """One process. It is handed descriptors of messages over a socket, and answers with a verdict each.

    It ends when its end of the socket closes, so none outlives its parent.
    """

    def __init__(self, command: Sequence[str], generation: int) -> None:
        self.generation = generation
        self.answered = 0
        self.ready = False
        self.channel, inner = socket.socketpair()
        noise = None if os.environ.get("REPLYLINT_DEBUG") else subprocess.DEVNULL
        try:
            self.process = subprocess.Popen(  # noqa: S603 - the command is ours
                command, stdin=inner.fileno(), stdout=noise, stderr=noise, start_new_session=True
            )
        finally:
            inner.close()

    def wait(self) -> None:
        """Waits until it is ready. Raises Unready."""
        if self.ready:
            return
        first = self.receive(START)
        if first.outcome is not Outcome.CHECKED:
            raise Unready(first)
        self.ready = True

    def ask(self, message: int, timeout: float) -> Verdict:
        """What it says of the message on a descriptor; afterwards it may be of no use any more."""
        try:
            self.wait()
            socket.send_fds(self.channel, [b"m"], [message])
        except Unready as error:
            return error.verdict
        except OSError:
            return unchecked("the linter is gone")
        said = self.receive(timeout)
        self.answered += 1
        if said.outcome is Outcome.UNCHECKED:
            self.answered = USED_UP
        return said

    def receive(self, timeout: float) -> Verdict:
        """The next verdict; of no use any more afterwards if there is none within so many seconds."""
        deadline = time.monotonic() + timeout
        data = b""
        try:
            while not data.endswith(b"\n"):
                self.channel.settimeout(max(0.001, deadline - time.monotonic()))
                chunk = self.channel.recv(CHUNK)
                if not chunk:
                    return unchecked("the linter crashed")
                data += chunk
            return loads(data)
        except TimeoutError:
            return unchecked(f"the linter gave no answer within {timeout:g} seconds")
        except (OSError, ValueError):
            return unchecked("the linter's answer is not whole")

    def end(self) -> None:
        """Ends the process."""
        self.channel.close()
        with suppress(OSError):
            self.process.kill()
        self.process.wait()


class Pool:
    """So many linters, for any number of threads. Raises Unready where they do not start."""

    def __init__(self, command: Sequence[str], size: int, *, timeout: float) -> None:
        self.command = command
        self.size = size
        self.timeout = timeout
        self.generation = 0
        self.idle: queue.Queue[Linter] = queue.Queue()
        self.lock = threading.Lock()
        self.reload()

    def reload(self) -> None:
        """Puts fresh linters, which read config and rules anew, in place of those there are.

        Messages in hand are finished by the old ones. Raises Unready, and then the old ones stay.
        """
        with self.lock:
            fresh = [Linter(self.command, self.generation + 1) for _ in range(self.size)]
            try:
                for linter in fresh:
                    linter.wait()
            except Unready:
                for linter in fresh:
                    linter.end()
                raise
            self.generation += 1
            for linter in fresh:
                self.idle.put(linter)

    def ask(self, message: int) -> Verdict:
        """What a linter says of the message on a descriptor; waits for one that is free."""
        try:
            linter = self.free()
        except queue.Empty:
            return unchecked(f"no linter was free within {self.timeout:g} seconds")
        verdict = unchecked("the check broke off")
        try:
            verdict = linter.ask(message, self.timeout)
        finally:
            self.give_back(linter)
        return verdict

    def free(self) -> Linter:
        """A linter that nobody else has. Raises Empty."""
        deadline = time.monotonic() + self.timeout
        while True:
            linter = self.idle.get(timeout=max(0.001, deadline - time.monotonic()))
            if linter.generation == self.generation:
                return linter
            linter.end()

    def give_back(self, linter: Linter) -> None:
        """Takes a linter back, or another one in its place where it is used up."""
        if linter.generation != self.generation:
            linter.end()
        elif linter.answered >= USED_UP or not linter.ready:
            linter.end()
            self.idle.put(Linter(self.command, linter.generation))
        else:
            self.idle.put(linter)

    def close(self) -> None:
        """Ends all linters that are idle."""
        with suppress(queue.Empty):
            while True:
                self.idle.get_nowait().end()
