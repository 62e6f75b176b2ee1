"""Writing a file in one go: it is the old one or the new one, never half of either."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from replylint.readers.load import load_file
from replylint.text.problem import Problem, ProblemsError


def replace_file(path: Path, name: str, before: bytes, after: bytes) -> None:
    """Puts other bytes in place of a file's, its mode, owner and links kept. `name` is for messages.

    Raises ProblemsError where it cannot be written, or no longer holds what it held before.
    """
    target = Path(os.path.realpath(path))
    if load_file(target, name) != before:
        raise unwritten("it was changed meanwhile", name, "run it once more")
    if not os.access(target, os.W_OK):
        raise unwritten("permission denied", name, "make it writable")
    try:
        handle, draft = tempfile.mkstemp(prefix=".replylint-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(after)
                stream.flush()
                os.fsync(stream.fileno())
            copy_nature(target, Path(draft))
            os.replace(draft, target)  # noqa: PTH105 - the file is there already
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)  # noqa: PTH108
            raise
    except OSError as error:
        raise unwritten(error.strerror or str(error), name, "look at the folder and its space") from None


def copy_nature(old: Path, new: Path) -> None:
    """Mode, extended attributes and, as far as one may, owner and group."""
    status = old.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(new, status.st_uid, status.st_gid)
    shutil.copystat(old, new)
    os.utime(new)


def unwritten(reason: str, name: str, hint: str) -> ProblemsError:
    """The error for a file that was left as it was."""
    return ProblemsError([Problem(f"not fixed: {reason}", place=name, hint=hint)])
