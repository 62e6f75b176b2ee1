"""Globs of files and folders to pass over."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from replylint.config.globs import ANY, match_parts


def is_excluded(path: Path, globs: Iterable[str]) -> bool:
    """Whether a glob names this file or folder.

    One without a slash is compared with the name alone; one with a slash with the path's end, whole names
    at a time, where `**` stands for any number of folders; one that begins with a slash with the whole path.
    """
    return any(_matches(path, glob.rstrip("/")) for glob in globs)


def _matches(path: Path, glob: str) -> bool:
    if "/" not in glob:
        return fnmatchcase(path.name, glob)
    wanted = [part for part in glob.split("/") if part not in ("", ".")]
    parts = [part for part in path.absolute().parts if part != path.absolute().anchor]
    return match_parts(parts, wanted if glob.startswith("/") else [ANY, *wanted])
