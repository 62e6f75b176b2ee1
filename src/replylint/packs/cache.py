"""Packs as they were last read, kept so that a start need not parse YAML.

An entry is JSON behind its own SHA-256, in a private folder. Whatever is wrong with it (missing, torn,
somebody else's, another version's), it counts as not there: the cache never fails and never warns.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from replylint import __version__
from replylint.packs.model import FORMAT

LARGEST = 32_000_000
LAYOUT = 1
"""Version of the entries; raised when what is kept changes."""


def cache_folder() -> Path | None:
    """The folder for caches: `$XDG_CACHE_HOME/replylint`, by default `~/.cache/replylint`.

    On Windows `%LOCALAPPDATA%/replylint`. None where there is no home.
    """
    windows = sys.platform == "win32"
    given = os.environ.get("LOCALAPPDATA" if windows else "XDG_CACHE_HOME", "")
    if given and Path(given).is_absolute():
        return Path(given) / "replylint"
    try:
        return Path.home() / ".cache" / "replylint"
    except RuntimeError:
        return None


def key(*parts: str) -> str:
    """The name of the entry for these packs, by their contents and this version's formats."""
    text = "\0".join((__version__, str(FORMAT), str(LAYOUT), *parts))
    return sha256(text.encode()).hexdigest()


def fetch(name: str) -> bytes | None:
    """The entry of that name, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    with suppress(OSError):
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(folder / f"{name}.json", flags)
        with os.fdopen(handle, "rb") as file:
            if not _is_mine(os.fstat(handle), S_ISREG) or not _is_mine(folder.stat(), S_ISDIR):
                return None
            digest, _, body = file.read(LARGEST).partition(b"\n")
            if sha256(name.encode() + body).hexdigest().encode() == digest:
                return body
    return None


def keep(name: str, body: bytes) -> None:
    """Writes an entry, whole or not at all; where that is not possible, nothing happens."""
    folder = cache_folder()
    if folder is None or len(body) >= LARGEST - 100:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_mine(folder.stat(), S_ISDIR):
            return
        handle, written = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(name.encode() + body).hexdigest().encode() + b"\n" + body)
            Path(written).replace(folder / f"{name}.json")
        except OSError:
            Path(written).unlink(missing_ok=True)


def _is_mine(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    if not is_kind(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
