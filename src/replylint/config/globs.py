"""Globs of files and folders, matched name by name: no glob takes exponential time."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

ANY = "**"


def covers(glob: str, parts: Sequence[str]) -> bool:
    """Whether a glob names a file, given as the names of its path, or a folder that it lies in.

    One without a slash is compared with each name; one with a slash begins where the path begins, and `**`
    in it stands for any number of folders.
    """
    wanted = [part for part in glob.split("/") if part not in ("", ".")]
    if len(wanted) == 1 and not glob.startswith("/"):
        return any(fnmatchcase(part, wanted[0]) for part in parts)
    return any(len(wanted) in places for places in reached(parts, wanted))


def match_parts(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the parts of a glob match all names of a path."""
    places: set[int] = set()
    for places in reached(parts, wanted):  # noqa: B007 - the last ones count
        pass
    return len(wanted) in places


def reached(parts: Sequence[str], wanted: Sequence[str]) -> Iterable[set[int]]:
    """The places in a glob that are reached after each name of a path, and first those after none."""
    places = _skip_any({0}, wanted)
    yield places
    for part in parts:
        stay = {at for at in places if at < len(wanted) and wanted[at] == ANY}
        step = {at + 1 for at in places - stay if at < len(wanted) and fnmatchcase(part, wanted[at])}
        places = _skip_any(stay | step, wanted)
        yield places


def _skip_any(places: set[int], wanted: Sequence[str]) -> set[int]:
    found = set(places)
    for at in range(len(wanted)):
        if at in found and wanted[at] == ANY:
            found.add(at + 1)
    return found
