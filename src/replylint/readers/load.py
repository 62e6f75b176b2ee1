"""From a path or standard input to bytes."""

import errno
import os
import stat
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from replylint.readers.naming import nearest, printable_path, shown
from replylint.text.problem import Problem, ProblemsError

MAX_FILE = 64 * 1024 * 1024
"""The most bytes that are read of one input."""

NAMES_COMPARED = 5000

REASONS = {
    errno.ENOENT: ("no such file", "look at the name and the folder"),
    errno.ENOTDIR: ("no such file", "a part of the path before its end is a file, not a folder"),
    errno.EACCES: ("permission denied", "make the file readable for you"),
    errno.EPERM: ("permission denied", "make the file readable for you"),
    errno.ELOOP: ("symbolic links on the path lead in a circle", "mend the links or name the file itself"),
    errno.ENAMETOOLONG: ("the path is too long", "is it the draft itself? Pipe the draft in and name it -"),
}

SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


def load_file(path: Path, name: str) -> bytes:
    """The bytes of a regular file of at most MAX_FILE bytes. `name` is what messages call it.

    Raises ProblemsError with one problem that says why it cannot be read.
    """
    try:
        status = path.stat()
        kind = stat.S_IFMT(status.st_mode)
        if kind != stat.S_IFREG:
            what = SPECIAL.get(kind, "no file")
            raise refused(f"it is {what}", name, "to check what comes out of it, pipe it in and name it -")
        if status.st_size > MAX_FILE:
            raise too_large(name)
        with path.open("rb") as stream:
            return _bounded(stream, name)
    except OSError as error:
        reason, hint = REASONS.get(
            error.errno or 0,
            (f"it cannot be read ({error.strerror or error})", "try to open it in an editor"),
        )
        if error.errno == errno.ENOENT:
            hint = _missing_hint(path, hint)
        raise refused(reason, name, hint) from None
    except ValueError:
        raise refused(
            "the path holds a character that no path can hold", name, "name the file as the folder shows it"
        ) from None


def load_stdin(stream: BinaryIO | None, name: str) -> bytes:
    """The bytes of standard input, at most MAX_FILE. Raises ProblemsError."""
    hint = "pipe a draft in, or name a file"
    if stream is None:
        raise refused("standard input is closed", name, hint)
    try:
        return _bounded(stream, name)
    except (OSError, ValueError) as error:
        raise refused(f"standard input cannot be read ({error})", name, hint) from None


def refused(reason: str, name: str, hint: str) -> ProblemsError:
    """The error for an input of which nothing was checked."""
    return ProblemsError([Problem(f"not checked: {reason}", place=printable_path(name), hint=hint)])


def too_large(name: str) -> ProblemsError:
    """The error for an input of more than MAX_FILE bytes."""
    return refused(f"it is larger than {MAX_FILE // 1024**2} MiB", name, "split it into smaller files")


def _bounded(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise too_large(name)
    return data


def _missing_hint(path: Path, hint: str) -> str:
    folder = path.parent
    try:
        with os.scandir(folder) as entries:
            close = nearest(path.name, (entry.name for entry in islice(entries, NAMES_COMPARED)))
    except FileNotFoundError:
        return f"there is no folder {shown(str(folder))} either"
    except OSError:
        return hint
    return f"did you mean {shown(str(folder / close))}?" if close else hint
