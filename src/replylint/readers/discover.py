"""From the paths that the user named to the inputs they stand for."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath

from replylint.config.find import YAML_NAMES
from replylint.readers.exclude import is_excluded
from replylint.readers.gitignore import Ignored, above
from replylint.readers.load import refused
from replylint.readers.naming import printable_path, shown
from replylint.readers.options import ReadOptions
from replylint.readers.ownreport import is_report
from replylint.text.problem import Level, Problem, ProblemsError

STDIN = "-"
STDIN_NAME = "<stdin>"
NAME_ONE = "name a file or a folder, or - for standard input"
PLAIN = frozenset({".txt", ".text", ".reply"})
PASSED_OVER = frozenset({"node_modules", "__pycache__"})


class Format(StrEnum):
    """How an input is read."""

    PLAIN = "plain"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    YAML = "yaml"
    XML = "xml"
    MAIL = "mail"
    MBOX = "mbox"
    HTML = "html"
    MARKDOWN = "markdown"


DATA_SETS = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".xml": Format.XML,
}
MARKED = {
    ".eml": Format.MAIL,
    ".mbox": Format.MBOX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
}
DRAFTS = PLAIN | frozenset(MARKED)
CONFIG = frozenset({*YAML_NAMES, "replylint-baseline.json"})
MAILDIR = frozenset({"cur", "new", "tmp"})
"""The folders of a maildir; the mails are in the first two."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or standard input (`path` is None).

    `name` is what messages call it; `format` is None where only the content can tell. `guess` is a file that
    a folder holds and nobody named: it counts if it turns out to be a library.
    """

    name: str
    path: Path | None
    format: Format | None
    guess: bool = False


def discover(inputs: Sequence[str], options: ReadOptions) -> Iterator[Input | Problem]:
    """The inputs in the order given; a folder is searched, its files come sorted by path.

    In folders, hidden entries, reports of our own and what `.gitignore` files name are passed over, linked
    folders are not entered, and only drafts (text, Markdown, HTML and mail files) are picked; data sets as
    well where `reply_field` is given. In a maildir every file of `new` and `cur` is a mail. What comes up
    twice is read once.
    """
    if not inputs:
        yield Problem("not checked: no draft was named", hint=NAME_ONE)
    done: set[str] = set()
    for name in inputs:
        for found in _found(name, options):
            key = _identity(found) if isinstance(found, Input) else None
            if key is None or key not in done:
                yield found
            if key is not None:
                done.add(key)


def format_of(name: str) -> Format | None:
    """The format that a file name stands for; None where only the content can tell."""
    suffix = PurePath(name).suffix.lower()
    if suffix in PLAIN:
        return Format.PLAIN
    return DATA_SETS.get(suffix) or MARKED.get(suffix)


def _found(name: str, options: ReadOptions) -> Iterator[Input | Problem]:
    if name == STDIN:
        named = options.stdin_filename
        yield Input(named or STDIN_NAME, None, format_of(named) if named else None)
    elif not name:
        yield from refused("the path is empty", name, NAME_ONE).problems
    elif _is_folder(Path(name)):
        yield from _search(name, options)
    else:
        yield Input(name, Path(name), format_of(name))


@dataclass(slots=True)
class _Search:
    """What a search of folders has come by: folders still to search, and files."""

    folders: list[tuple[Path, Ignored]]
    files: list[Path] = field(default_factory=list)
    mails: set[Path] = field(default_factory=set)
    ignored: int = 0


def _search(name: str, options: ReadOptions) -> Iterator[Input | Problem]:
    problems: list[Problem] = []
    outer = above(_absolute(Path(name)), problems.append) if options.gitignore else Ignored()
    search = _Search([(Path(name), outer)])
    while search.folders:
        folder, outer = search.folders.pop()
        place = _absolute(folder)
        ignored = outer.within(place, problems.append) if options.gitignore else outer
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if not _hidden(entry, place, ignored, search)]
            if MAILDIR.issubset(entry.name for entry in found):
                found = [entry for entry in found if not _is_maildir(folder / entry.name, options, search)]
            for entry in found:
                _sort_out(entry, folder / entry.name, ignored, options, search)
        except OSError as error:
            reason = f"the folder cannot be searched ({error.strerror or error})"
            problems += refused(reason, str(folder), "make it readable, or exclude it").problems
    yield from sorted(problems, key=lambda problem: problem.location)
    if not search.files and all(problem.level is Level.NOTE for problem in problems):
        yield from _nothing(name, search).problems
    for file in sorted(search.files, key=lambda file: file.parts):
        guess = file.suffix.lower() in DATA_SETS and not is_told(options)
        form = Format.MAIL if file in search.mails else format_of(file.name)
        yield Input(str(file), file, form, guess and file not in search.mails)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed


def _hidden(entry: os.DirEntry[str], folder: Path, ignored: Ignored, search: _Search) -> bool:
    if not ignored.layers:
        return False
    hidden = ignored.hides(folder / entry.name, folder=entry.is_dir(follow_symlinks=False))
    search.ignored += hidden
    return hidden


def _is_maildir(folder: Path, options: ReadOptions, search: _Search) -> bool:
    """Take the mails of a folder of a maildir, if it is one. Raises OSError."""
    if folder.name not in MAILDIR or is_excluded(folder, options.exclude):
        return folder.name in MAILDIR
    if folder.name == "tmp":
        return True
    with os.scandir(folder) as entries:
        mails = [
            folder / entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and entry.is_file()
            and not is_excluded(folder / entry.name, options.exclude)
        ]
    search.files += mails
    search.mails.update(mails)
    return True


def _sort_out(
    entry: os.DirEntry[str], path: Path, ignored: Ignored, options: ReadOptions, search: _Search
) -> None:
    if entry.name.startswith(".") or entry.name in PASSED_OVER or is_excluded(path, options.exclude):
        return
    if entry.is_dir(follow_symlinks=False):
        search.folders.append((path, ignored))
    elif _wanted(path) and not entry.is_dir():
        search.files.append(path)


def _wanted(path: Path) -> bool:
    suffix = path.suffix.lower()
    if MARKED.get(suffix) is Format.HTML:
        return not is_report(path)
    return suffix in DRAFTS or (suffix in DATA_SETS and path.name not in CONFIG)


def is_told(options: ReadOptions) -> bool:
    """Whether the user says where the replies of all data sets are."""
    return options.reply_field is not None or bool(options.reply_paths)


def _nothing(name: str, search: _Search) -> ProblemsError:
    hint = f"drafts are files that end in {', '.join(sorted(DRAFTS))}; name any other file itself"
    if search.ignored:
        hint = f"{search.ignored:,} of its entries are left out by .gitignore; --no-gitignore takes them in"
    return refused(f"no draft found in {shown(name)}", name, hint)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _identity(found: Input) -> str:
    if found.path is None:
        return STDIN
    try:
        return os.path.realpath(found.path)
    except (OSError, ValueError):
        return printable_path(str(found.path))
