"""Globs of files and folders to pass over."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

ANY = "**"


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
    return _match_parts(parts, wanted if glob.startswith("/") else [ANY, *wanted])


def _match_parts(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Match name by name with the set of places reached, so that no glob takes exponential time."""
    places = _skip_any({0}, wanted)
    for part in parts:
        stay = {at for at in places if at < len(wanted) and wanted[at] == ANY}
        step = {at + 1 for at in places - stay if at < len(wanted) and fnmatchcase(part, wanted[at])}
        places = _skip_any(stay | step, wanted)
    return len(wanted) in places


def _skip_any(places: set[int], wanted: Sequence[str]) -> set[int]:
    reached = set(places)
    for at in range(len(wanted)):
        if at in reached and wanted[at] == ANY:
            reached.add(at + 1)
    return reached
