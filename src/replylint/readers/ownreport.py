"""Pages that Replylint itself wrote: what they quote is no reply to check."""

from pathlib import Path

MARK = b'<meta name="generator" content="Replylint'
"""How a page says who made it, near its beginning."""

HEAD = 200
"""Bytes in which the mark stands."""


def is_report(path: Path) -> bool:
    """Whether a file is such a page; one that cannot be read is not."""
    try:
        with path.open("rb") as stream:
            return MARK in stream.read(HEAD)
    except OSError:
        return False
