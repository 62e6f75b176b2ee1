"""Sending again as a yes: which bodies were held back lately, as digests."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from replylint.mail.spool import Spool
from replylint.mail.state import write_private

MOST = 1000
"""So many digests are kept, the newest."""

BOUNDARY = re.compile(rb"""(?i)\bboundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))""")
LONGEST = 1 << 16


def digest(spool: Spool) -> str:
    """The digest of a message's body, the same each time that it is sent.

    Mail programs invent the boundaries between its parts anew each time: of these only the places count.
    """
    found = sha256()
    boundaries: dict[bytes, int] = {}
    inside = False
    for line in _lines(spool):
        for named in BOUNDARY.finditer(line):
            boundaries.setdefault(named[1] or named[2], len(boundaries))
        if inside:
            found.update(_unmarked(line, boundaries))
        elif not line.strip(b"\r\n"):
            inside = True
    return found.hexdigest()


def _unmarked(line: bytes, boundaries: dict[bytes, int]) -> bytes:
    if line.startswith(b"--"):
        label = line[2:].rstrip()
        for name, end in ((label, b""), (label.removesuffix(b"--"), b"--")):
            if name in boundaries:
                return b"--%d%s\n" % (boundaries[name], end)
    return BOUNDARY.sub(b"boundary", line)


def _lines(spool: Spool) -> Iterator[bytes]:
    """The lines of a message; very long ones in pieces."""
    left = b""
    for chunk in spool.chunks():
        *whole, left = (left + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(left) > LONGEST:
            yield left
            left = b""
    if left:
        yield left


class Memory:
    """The digests in a file, with the times at which they were held back."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def confirmed(self, body: str, *, minutes: int) -> bool:
        """Whether that body was held back at most so many minutes ago; if not, it is now.

        Raises OSError where that cannot be kept.
        """
        with _locked(self.path.with_suffix(".lock")):
            now = time.time()
            known = {name: at for name, at in self._load().items() if 0 <= now - at <= minutes * 60}
            if body in known:
                return True
            known[body] = now
            newest = sorted(known.items(), key=lambda item: item[1])[-MOST:]
            write_private(self.path, json.dumps(dict(newest)).encode())
        return False

    def _load(self) -> dict[str, float]:
        with suppress(OSError, ValueError, AttributeError, TypeError):
            return {str(name): float(at) for name, at in json.loads(self.path.read_bytes()).items()}
        return {}


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One at a time, where the system has locks on files."""
    with path.open("ab") as file:
        with suppress(ImportError):
            import fcntl  # noqa: PLC0415 - POSIX only

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
