"""Packs on disk: where a name leads, which files a pack has, and what is in them."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from replylint.packs.located import parse
from replylint.packs.tree import Located
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source

MANIFEST = "pack.yaml"
ENDINGS = (".yaml", ".yml")
LARGEST = 4_000_000
MOST_FILES = 1000
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class PackText:
    """One file of a pack: `name` as messages call it, `inside` its path within the pack."""

    name: str
    inside: str
    raw: bytes

    @cached_property
    def source(self) -> Source:
        """The file as text. Raises ProblemsError where it is not UTF-8."""
        try:
            return Source(self.name, self.raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            before = Source(self.name, self.raw[: error.start].decode("utf-8", "replace"))
            point = before.point(len(before.text))
            raise ProblemsError(
                [
                    Problem(
                        f"not read: byte 0x{self.raw[error.start]:02X} is not UTF-8",
                        place=f"{self.name}:{point.line}:{point.column}",
                        hint="save the file as UTF-8",
                    )
                ]
            ) from None

    @cached_property
    def located(self) -> Located:
        """The file as plain data with places. Raises ProblemsError."""
        return parse(self.source)


@dataclass(frozen=True)
class PackFolder:
    """A pack as it lies on disk: a folder with `pack.yaml`, or one file that holds everything."""

    path: Path
    files: tuple[PackText, ...]

    @property
    def base(self) -> Path:
        """The folder that relative paths in it start from."""
        return self.path if self.path.is_dir() else self.path.parent

    @cached_property
    def digest(self) -> str:
        """The SHA-256, in hex, of all file names and contents; the place on disk does not count."""
        total = sha256()
        for file in self.files:
            total.update(f"{file.inside}\0{len(file.raw)}\0".encode())
            total.update(file.raw)
        return total.hexdigest()


def builtin_root() -> Path:
    """The folder of the built-in packs: inside the installed package, or `rules/` of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "builtin_rules"
    return installed if installed.is_dir() else package.parent.parent / "rules"


def builtin_names() -> tuple[str, ...]:
    """The names of the built-in packs."""
    root = builtin_root()
    if not root.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in root.iterdir() if (entry / MANIFEST).is_file()))


def find(wanted: str | Path, *, base: Path) -> Path:
    """The resolved path of a pack by its built-in name or its path (relative to `base`).

    A name that is built in wins over a folder of that name. Raises ProblemsError.
    """
    text = str(wanted)
    known = builtin_names()
    if isinstance(wanted, str) and wanted in known:
        return builtin_root() / wanted
    try:
        path = base / Path(text).expanduser()
        if path.exists():
            return path.resolve()
    except (OSError, RuntimeError, ValueError):
        pass
    near = get_close_matches(text, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"built in: {', '.join(known) or 'none'}; or give a path"
    what = "pack" if NAME.fullmatch(text) else "such file or folder"
    raise ProblemsError([Problem(f"rules not loaded: there is no {what} `{text}`", hint=hint)])


def read(path: Path) -> PackFolder:
    """Reads all files of the pack at a resolved path, in the order of their names.

    Raises ProblemsError: unreadable, no `pack.yaml`, more than 1,000 files or 4 MB in one.
    """
    if path.is_dir():
        found = sorted(_inside(path), key=lambda item: item.relative_to(path).as_posix())
        if path / MANIFEST not in found:
            hint = f"create {MANIFEST} with `name:` and `about:`"
            if path / "pack.yml" in found:
                hint = f"rename pack.yml to {MANIFEST}"
            raise ProblemsError(
                [Problem(f"rules not loaded: the folder has no {MANIFEST}", shown(path), hint=hint)]
            )
        if len(found) > MOST_FILES:
            raise ProblemsError([Problem(f"rules not loaded: more than {MOST_FILES:,} files", shown(path))])
        return PackFolder(path, tuple(_text(file, file.relative_to(path).as_posix()) for file in found))
    return PackFolder(path, (_text(path, path.name),))


def _inside(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield Path(folder) / name


def _text(path: Path, inside: str) -> PackText:
    try:
        if not path.is_file():
            raise ProblemsError([Problem("rules not loaded: not a file", shown(path))])
        if path.stat().st_size > LARGEST:
            raise ProblemsError([Problem("rules not loaded: larger than 4 MB", shown(path))])
        return PackText(shown(path), inside, path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProblemsError([Problem(f"rules not loaded: {reason}", shown(path))]) from None


def shown(path: Path) -> str:
    """A path as messages give it: relative to the current folder where it lies inside."""
    try:
        return path.relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return str(path)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint with the known name most like a wrong one, or with all of them where they are few."""
    names = sorted(known)
    near = get_close_matches(name, names, 1)
    if near:
        return f"did you mean `{near[0]}`?"
    few = ", ".join(names) if len(names) <= 12 else ""
    return f"known: {few}" if few else ""
