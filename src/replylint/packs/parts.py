"""From the files of one pack to its checked parts, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import ConfigDict, ValidationError

from replylint.packs.explain import explain
from replylint.packs.files import MANIFEST, PackFolder, PackText
from replylint.packs.model import Manifest, NamedPattern, PackFile, Rule
from replylint.packs.pack import Kind
from replylint.packs.tree import Located, Path
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span


class WholeFile(PackFile, Manifest):
    """A manifest that may hold words, patterns and rules as well."""

    model_config = ConfigDict(defer_build=True)


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a path in it."""

    located: Located
    path: Path

    def inside(self, path: Path) -> tuple[Source, Span]:
        """The place of something further in; the nearest one above where the path leads on too far."""
        return self.located.source, self.located.span((*self.path, *path))

    @property
    def span(self) -> Span:
        """Where the name or id of the thing stands."""
        if self.path[0] == "rules":
            return self.located.span((*self.path, "id"))
        return self.located.key_span(self.path)

    @property
    def text(self) -> str:
        """`path:line:column` of the name or id."""
        point = self.located.source.point(self.span.start)
        return f"{self.located.source.name}:{point.line}:{point.column}"

    def problem(self, message: str, hint: str = "", path: Path | None = None) -> Problem:
        """A problem here: at the name or id, or at a path inside."""
        span = self.span if path is None else self.located.span((*self.path, *path))
        return Problem(message, source=self.located.source, span=span, hint=hint)


@dataclass(slots=True)
class Parts:
    """What one pack, or several put together, define; `places` tells where the one that holds stands.

    `broken` are the names in files that are not valid, so that a reference to one is not told as another
    problem; `unread` says that a file could not be read at all.
    """

    words: dict[str, list[str]] = field(default_factory=dict)
    patterns: dict[str, NamedPattern] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    places: dict[tuple[Kind, str], Place] = field(default_factory=dict)
    broken: set[tuple[Kind, str]] = field(default_factory=set)
    unread: bool = False


@dataclass(slots=True)
class Loaded:
    """One pack, read and checked file by file."""

    manifest: Manifest
    head: Located
    parts: Parts


def load_parts(folder: PackFolder, problems: list[Problem]) -> Loaded | None:
    """Reads and checks the files of a pack, adding what is wrong to `problems`.

    None where there is no valid manifest.
    """
    parts = Parts()
    head: tuple[Manifest, Located] | None = None
    for file in folder.files:
        is_head = file.inside == MANIFEST or len(folder.files) == 1
        content = _validated(file, WholeFile if is_head else PackFile, parts, problems)
        if content is None:
            continue
        if isinstance(content, WholeFile):
            head = content, file.located
        _add(content, file.located, parts, problems)
    return Loaded(*head, parts) if head else None


def _validated(
    file: PackText, model: type[PackFile], parts: Parts, problems: list[Problem]
) -> PackFile | None:
    try:
        located = file.located
    except ProblemsError as error:
        problems.extend(error.problems)
        parts.unread = True
        return None
    try:
        return model.model_validate({} if located.data is None else located.data)
    except ValidationError as error:
        problems.extend(explain(error, located, model))
        parts.broken.update(_names(located))
        return None


def _names(located: Located) -> Iterator[tuple[Kind, str]]:
    root = located.root.inner
    kinds: tuple[tuple[str, Kind], ...] = (("words", "words"), ("patterns", "pattern"))
    for key, kind in kinds:
        if key in root:
            yield from ((kind, str(name)) for name in root[key].inner)
    for rule in root["rules"].inner.values() if "rules" in root else ():
        if "id" in rule.inner:
            yield "rule", str(rule.inner["id"].data)


def _add(content: PackFile, located: Located, parts: Parts, problems: list[Problem]) -> None:
    for name, words in content.words.items():
        if _is_new("words", name, Place(located, ("words", name)), parts, problems):
            parts.words[name] = words
    for name, pattern in content.patterns.items():
        if _is_new("pattern", name, Place(located, ("patterns", name)), parts, problems):
            parts.patterns[name] = pattern
    for index, rule in enumerate(content.rules):
        if _is_new("rule", rule.id, Place(located, ("rules", index)), parts, problems):
            parts.rules[rule.id] = rule


def _is_new(kind: Kind, name: str, place: Place, parts: Parts, problems: list[Problem]) -> bool:
    first = parts.places.setdefault((kind, name), place)
    if first is place:
        return True
    what = "word list" if kind == "words" else kind
    problems.append(place.problem(f"the {what} `{name}` stands twice", f"the first is at {first.text}"))
    return False
