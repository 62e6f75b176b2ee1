"""The packs of a run: those asked for and all that they extend, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from replylint.packs.files import PackFolder, find, read
from replylint.packs.parts import Loaded, load_parts
from replylint.text.problem import Problem, ProblemsError


@dataclass(slots=True)
class Stack:
    """Packs in order, each once, after what it extends; `asked` are the paths named by the user."""

    asked: list[Path] = field(default_factory=list)
    folders: dict[Path, PackFolder] = field(default_factory=dict)
    packs: dict[Path, Loaded] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The names of the packs asked for."""
        return " + ".join(self.packs[path].manifest.name for path in self.asked if path in self.packs)

    @property
    def extended(self) -> list[PackFolder]:
        """The packs that are there only because another one extends them."""
        return [folder for path, folder in self.folders.items() if path not in self.asked]


def ask(names_or_paths: Sequence[str | Path]) -> list[PackFolder]:
    """Reads the packs that a user names, each once. Raises ProblemsError with all that cannot be read."""
    folders: dict[Path, PackFolder] = {}
    problems: list[Problem] = []
    for wanted in names_or_paths:
        try:
            path = find(wanted, base=Path.cwd())
            if path not in folders:
                folders[path] = read(path)
        except ProblemsError as error:
            problems.extend(error.problems)
    if not names_or_paths:
        problems.append(Problem("rules not loaded: no pack is named", hint="name one: service"))
    if problems:
        raise ProblemsError(problems)
    return list(folders.values())


def pile(asked: Iterable[PackFolder]) -> Stack:
    """Loads packs and what they extend, in order; everything that is wrong is in its `problems`."""
    stack = Stack()
    for folder in asked:
        stack.asked.append(folder.path)
        _put(folder, [], stack)
    return stack


def _put(folder: PackFolder, trail: list[Path], stack: Stack) -> None:
    if folder.path in stack.folders:
        return
    loaded = load_parts(folder, stack.problems)
    if loaded:
        _extend(loaded, folder, [*trail, folder.path], stack)
        stack.packs[folder.path] = loaded
    stack.folders[folder.path] = folder


def _extend(loaded: Loaded, folder: PackFolder, trail: list[Path], stack: Stack) -> None:
    for index, wanted in enumerate(loaded.manifest.extends):
        try:
            path = find(wanted, base=folder.base)
            if path in trail:
                raise ProblemsError([Problem(f"`{wanted}` extends this pack in turn")])
            if path not in stack.folders:
                _put(read(path), trail, stack)
        except ProblemsError as error:
            span = loaded.head.span(("extends", index))
            stack.problems.extend(
                Problem(p.message, p.place, loaded.head.source, span, p.hint) for p in error.problems
            )
