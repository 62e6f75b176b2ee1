"""What a check depends on, as it is at a moment: settings, rules, and the files with their times."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from replylint.cli.checking import settings_for
from replylint.cli.reading import read_options
from replylint.cli.request import Request
from replylint.cli.rulesets import RuleSets
from replylint.config import Config, Settings
from replylint.packs.files import builtin_names
from replylint.readers.discover import Input, discover
from replylint.text.problem import Problem

LISTED = 3
"""So many files are named."""


class Stamp(NamedTuple):
    """What tells whether a file was written: its inode, its size in bytes, and its time in nanoseconds."""

    inode: int
    size: int
    time: int


@dataclass(frozen=True)
class Outlook:
    """What a check depends on: settings, the digests of the packs, and the files by their names.

    Where settings or packs do not load, `problems` say why, and the rest is that of before.
    """

    settings: Settings = field(default_factory=Settings)
    packs: tuple[str, ...] = ()
    files: Mapping[str, Stamp] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def look(request: Request) -> Outlook:
    """How things are now. Raises ProblemsError."""
    settings = settings_for(request)
    rules = RuleSets(settings)
    options = read_options(settings.values, request)
    inputs = (found.name for found in discover(request.paths, options) if isinstance(found, Input))
    names = dict.fromkeys((*inputs, *others(settings.values, request)))
    return Outlook(settings, tuple(rules.digests()), dict(stamped(names)))


def others(values: Config, request: Request) -> Iterator[str]:
    """The files beside the replies that a check reads."""
    yield from filter(None, (request.customer, values.baseline, *values.presets))
    presets = (values.preset, *(override.preset for override in values.overrides))
    yield from (name for name in presets if name and Path(name).is_file())


def stamped(names: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    """The files that are there; what this process itself writes to is none."""
    own = output_file()
    for name in names:
        try:
            status = os.stat(name)  # noqa: PTH116 - a name that no path can have is no error here
        except (OSError, ValueError):
            continue
        if (status.st_dev, status.st_ino) != own:
            yield name, Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


def output_file() -> tuple[int, int] | None:
    """The device and inode of standard output."""
    try:
        status = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return status.st_dev, status.st_ino


def folders(outlook: Outlook, request: Request) -> list[Path]:
    """Where to watch for changes: folders with all that is in them, and files."""
    values = outlook.settings.values
    built_in = builtin_names()
    packs = chain(values.rules, *(override.rules or () for override in values.overrides))
    config = [str(outlook.settings.path)] if outlook.settings.path else []
    named = (*request.paths, *config, *(name for name in packs if name not in built_in))
    return [path for path in map(Path, (*named, *others(values, request))) if path.exists()]


def news(before: Outlook, now: Outlook) -> str:
    """What is different, in words."""
    if now.problems:
        return "settings or rules cannot be read"
    was, files = before.files, now.files
    told = (
        ("changed", [name for name in files if name in was and files[name] != was[name]]),
        ("new", [name for name in files if name not in was]),
        ("gone", [name for name in was if name not in files]),
    )
    parts = [f"{what}: {listed(names)}" for what, names in told if names]
    if before.settings != now.settings:
        parts.append("other settings")
    if before.packs != now.packs:
        parts.append("other rules")
    return "; ".join(parts) or "settings and rules can be read again"


def listed(names: Sequence[str]) -> str:
    """Some of the names, and how many more there are."""
    more = len(names) - LISTED
    return ", ".join(names[:LISTED]) + (f" and {more:,} more" if more > 0 else "")
