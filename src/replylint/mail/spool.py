"""The message on its way: in a private file without a name, which nobody can change once it is whole."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 16


class SpoolError(Exception):
    """The message could not be received or kept whole; says why."""


@dataclass(frozen=True)
class Spool:
    """A whole message of `size` bytes.

    `linted` and `sent` are descriptors of the same file, open for reading only, each with its own position;
    there is no other way to the file.
    """

    size: int
    linted: int
    sent: int

    def at(self, start: int, count: int) -> bytes:
        """So many bytes from a place on; moves no position."""
        return os.pread(self.sent, count, start)

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes of a stretch, piece by piece; moves no position."""
        end = self.size if end is None else end
        while start < end:
            chunk = self.at(start, min(CHUNK, end - start))
            if not chunk:
                raise SpoolError("the temporary file ended early")
            yield chunk
            start += len(chunk)

    def close(self) -> None:
        """Frees the file."""
        os.close(self.linted)
        os.close(self.sent)


def receive(descriptor: int) -> Spool:
    """The message that comes in on a descriptor. Raises SpoolError, also where that is closed."""
    try:
        os.fstat(descriptor)
    except OSError as error:
        raise SpoolError(f"standard input could not be read: {_reason(error)}") from None
    return keep(_incoming(descriptor))


def without(spool: Spool, cuts: Sequence[tuple[int, int]]) -> Spool:
    """The message without some stretches of it, which are in order. Raises SpoolError."""
    return keep(_kept(spool, cuts))


def keep(chunks: Iterable[bytes]) -> Spool:
    """A message from its pieces. Raises SpoolError, for instance where the disk is full."""
    with ExitStack() as undone:
        try:
            writing, name = tempfile.mkstemp(prefix="replylint-")
            try:
                linted = _opened(name, undone)
                sent = _opened(name, undone)
            finally:
                Path(name).unlink()
            with os.fdopen(writing, "wb", buffering=0) as file:
                size = _write(file.fileno(), chunks)
        except OSError as error:
            raise SpoolError(f"it could not be kept in {tempfile.gettempdir()}: {_reason(error)}") from None
        undone.pop_all()
    return Spool(size, linted, sent)


def _opened(name: str, undone: ExitStack) -> int:
    """A descriptor for reading, closed again where the rest fails."""
    descriptor = os.open(name, os.O_RDONLY)
    undone.callback(os.close, descriptor)
    return descriptor


def _write(descriptor: int, chunks: Iterable[bytes]) -> int:
    size = 0
    for chunk in chunks:
        left = memoryview(chunk)
        while left:
            left = left[os.write(descriptor, left) :]
        size += len(chunk)
    return size


def _incoming(descriptor: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(descriptor, CHUNK):
            yield chunk
    except OSError as error:
        raise SpoolError(f"standard input could not be read: {_reason(error)}") from None


def _kept(spool: Spool, cuts: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    at = 0
    for start, end in cuts:
        yield from spool.chunks(at, start)
        at = end
    yield from spool.chunks(at)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
