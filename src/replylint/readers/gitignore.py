"""What `.gitignore` files leave out of a search of folders (gitignore(5))."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from replylint.readers.load import load_file
from replylint.readers.naming import printable_path
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.source import LINE_END, Source

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".gitignore"
MOST = 5000
"""Lines of a file that are followed; each takes some 0.2 ms."""

TOGETHER = 400
Tell = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Layer:
    """The patterns of one file in order, which count from its folder (an absolute path)."""

    folder: Path
    patterns: "tuple[GitIgnoreSpec, ...]"

    def says(self, path: Path, *, folder: bool) -> bool | None:
        """Whether the file leaves a path out (True), takes it back in (False) or does not speak of it."""
        inner = path.relative_to(self.folder).as_posix().encode("utf-8", "replace").decode("utf-8")
        said = (some.check_file(inner + "/" * folder).include for some in reversed(self.patterns))
        return next((word for word in said if word is not None), None)


@dataclass(frozen=True, slots=True)
class Ignored:
    """The files that hold in a folder, outermost first; a deeper one is heard first."""

    layers: tuple[Layer, ...] = ()

    def hides(self, path: Path, *, folder: bool) -> bool:
        """Whether a path (absolute) in the folder is left out."""
        said = (layer.says(path, folder=folder) for layer in reversed(self.layers))
        return next((word for word in said if word is not None), False)

    def within(self, folder: Path, tell: Tell) -> "Ignored":
        """What holds in a folder inside, that folder's own file included. `tell` takes what is odd in it."""
        layer = read_layer(folder, tell)
        return Ignored((*self.layers, layer)) if layer else self


def above(folder: Path, tell: Tell) -> Ignored:
    """What holds for a folder that the user names, from the files above it up to the repository's root.

    Outside of a repository, and where those files leave the folder itself out, it is nothing.
    """
    ignored = Ignored()
    for outer, inner in pairwise([*reversed(list(repository(folder))), folder]):
        ignored = ignored.within(outer, tell)
        if ignored.hides(inner, folder=True):
            return Ignored()
    return ignored


def repository(folder: Path) -> Iterator[Path]:
    """The folders above one, up to the root of its repository; none where it is the root or in no one."""
    if (folder / ".git").exists():
        return
    parents = list(folder.parents)
    for nth, parent in enumerate(parents):
        if (parent / ".git").exists():
            yield from parents[: nth + 1]
            return


def read_layer(folder: Path, tell: Tell) -> Layer | None:
    """The patterns of a folder's `.gitignore`, if it has one; lines that are no patterns are told."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        text = load_file(path, str(path)).decode("utf-8", "replace")
    except ProblemsError as error:
        reason = error.problems[0].message.removeprefix("not checked: ")
        tell(Problem(f"{NAME} was not followed: {reason}", place=printable_path(str(path)), level=Level.NOTE))
        return None
    lines = LINE_END.split(text)
    source = Source(printable_path(str(path)), text)
    if len(lines) > MOST:
        tell(_note(f"only the first {MOST:,} lines are followed", source, MOST + 1))
    return Layer(folder, tuple(_patterns(lines[:MOST], source, tell)))


def _patterns(lines: list[str], source: Source, tell: Tell) -> "Iterator[GitIgnoreSpec]":
    """The patterns of lines, some hundred at a time, as more of them are too many for one automaton."""
    for first in range(0, len(lines), TOGETHER):
        some = lines[first : first + TOGETHER]
        spec = compiled(some)
        if spec is None:
            sound = [compiled([line]) is not None for line in some]
            for nth, whole in enumerate(sound):
                if not whole:
                    tell(_note("not followed: this line is no pattern", source, first + nth + 1))
            spec = compiled([line for line, whole in zip(some, sound, strict=True) if whole])
        if spec is not None:
            yield spec


def _note(message: str, source: Source, line: int) -> Problem:
    span = source.line_span(min(line, len(source.line_starts)))
    return Problem(message, source=source, span=span, level=Level.NOTE)


def compiled(lines: list[str]) -> "GitIgnoreSpec | None":
    """The patterns of some lines, matched in linear time; None where one of them is none.

    What is no pattern raises errors of several modules.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is such a file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return GitIgnoreSpec.from_lines(lines, backend="re2")
    except Exception:
        return None
