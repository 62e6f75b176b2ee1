"""What is kept between messages, readable by its owner only: the last report, the log, the digests."""

import os
import time
from contextlib import suppress
from pathlib import Path

LARGEST_LOG = 1_000_000
"""Bytes after which the log begins anew; the one before is kept."""


def state_folder() -> Path:
    """The folder `$XDG_STATE_HOME/replylint`, by default `~/.local/state/replylint`. Raises OSError."""
    given = os.environ.get("XDG_STATE_HOME", "")
    try:
        base = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "state"
    except RuntimeError as error:
        raise OSError(str(error)) from None
    folder = base / "replylint"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_private(path: Path, data: bytes) -> None:
    """Writes a file that only its owner can read, whole or not at all. Raises OSError."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        fresh.unlink()
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(data)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise


def write_report(text: str) -> Path | None:
    """Keeps the full report for those whose mail program hides it; None where that cannot be done."""
    with suppress(OSError):
        path = state_folder() / "last-report.txt"
        write_private(path, text.encode("utf-8", "backslashreplace"))
        return path
    return None


def log(line: str) -> None:
    """Adds a line, with the time, to `mail.log`; never fails. Holds no text of a message."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    with suppress(OSError):
        path = state_folder() / "mail.log"
        with suppress(FileNotFoundError):
            if path.stat().st_size > LARGEST_LOG:
                path.replace(path.with_suffix(".log.1"))
        entry = f"{stamp} {' '.join(line.split())}\n".encode("utf-8", "backslashreplace")
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, entry)
        finally:
            os.close(handle)
