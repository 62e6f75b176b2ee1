"""YAML as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from replylint.packs.events import yaml_events
from replylint.packs.scalars import resolve
from replylint.readers.library.document import (
    DEEPEST,
    MOST_VALUES,
    Container,
    Document,
    Items,
    Table,
    Value,
    kind_of,
    too_deep,
    too_many,
    unreadable,
)
from replylint.readers.library.remarks import remarks_in
from replylint.readers.library.yamlscalar import scalar_map
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

MERGE = "<<"
ALIASED = "aliases (`*name`) multiply what they name: write out what is needed"


def yaml_tree(source: Source, window: Span | None = None) -> Document:
    """The YAML of a source, or of a stretch of it. Of several documents a list is made.

    Any scalar may be a key; tags are passed over; `<<` merges. Raises ProblemsError where it is not valid,
    too deep or, with its aliases filled in, too large.
    """
    window = window or Span(0, len(source.text))
    building = _Building(source, window.start)
    for event in _events(source, window):
        building.take(event)
    roots, notes, remarks = building.roots, tuple(building.notes), remarks_in(source, window)
    if len(roots) == 1:
        return Document(source, roots[0].value, roots[0].place, scalar_map, notes, remarks)
    whole = Items()
    for root in roots:
        whole.add(root.value, root.place)
    return Document(source, whole, window, scalar_map, notes, remarks)


def _events(source: Source, window: Span) -> Iterator[Event]:
    try:
        yield from yaml_events(source, window)
    except ProblemsError as error:
        raise ProblemsError(
            replace(problem, message=f"not checked: {problem.message}") for problem in error.problems
        ) from None


@dataclass(frozen=True, slots=True)
class _Node:
    """A value and its place; how many values it holds, itself included, and how many levels."""

    value: Value
    place: Span
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    container: Container
    start: int
    anchor: str | None
    size: int = 1
    height: int = 0
    key: str | None = None


@dataclass(slots=True)
class _Building:
    """Turns events into a tree without recursion. `shift` is where the YAML stands in the source."""

    source: Source
    shift: int
    roots: list[_Node] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    anchors: dict[str, _Node | None] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    aliased: bool = False

    def take(self, event: Event) -> None:
        """Read one event. Raises ProblemsError where reading on makes no sense."""
        place = self._place(event)
        match event:
            case ScalarEvent():
                plain = event.implicit[0] and event.tag is None
                value = resolve(event.value) if plain else event.value
                self._add(_Node(value, place), event.anchor, place.start)
            case AliasEvent():
                self.aliased = True
                self._add(self._target(str(event.anchor), place), None, place.start)
            case SequenceStartEvent() | MappingStartEvent():
                if len(self.stack) >= DEEPEST:
                    raise too_deep(self.source, place.start)
                if event.anchor is not None:
                    self.anchors[event.anchor] = None
                container = Items() if isinstance(event, SequenceStartEvent) else Table()
                self.stack.append(_Open(container, place.start, event.anchor))
            case SequenceEndEvent() | MappingEndEvent():
                done = self.stack.pop()
                place = Span(done.start, max(done.start, place.end))
                self._add(_Node(done.container, place, done.size, done.height), done.anchor, place.start)
            case DocumentEndEvent():
                self.anchors.clear()
            case _:
                pass

    def _place(self, event: Event) -> Span:
        first, last = event.start_mark, event.end_mark
        start, end = (mark.index + self.shift if mark else self.shift for mark in (first, last))
        return Span(start, end)

    def _target(self, name: str, place: Span) -> _Node:
        target = self.anchors.get(name)
        if target is None:
            why = "it stands inside itself" if name in self.anchors else "there is no such anchor before it"
            raise unreadable(self.source, place, f"`*{name}` cannot be filled in: {why}", "write it out here")
        return target

    def _add(self, node: _Node, anchor: str | None, at: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.stack:
            self.roots.append(node)
            return
        around = self.stack[-1]
        around.size += node.size
        around.height = max(around.height, node.height + 1)
        if around.size > MOST_VALUES:
            raise too_many(self.source, at, ALIASED if self.aliased else "split the file")
        if len(self.stack) + node.height > DEEPEST:
            raise too_deep(self.source, at)
        if isinstance(around.container, Items):
            around.container.add(node.value, node.place)
        elif around.key is None:
            around.key = self._key(node)
        else:
            self._put(around.container, around.key, node)
            around.key = None

    def _key(self, node: _Node) -> str:
        if isinstance(node.value, Items | Table):
            what = f"a key is {kind_of(node.value)}, not text"
            raise unreadable(
                self.source, Span(node.place.start, node.place.start + 1), what, "write the key as text"
            )
        written = node.place.of(self.source.text)
        return node.value if isinstance(node.value, str) else written.strip()

    def _put(self, table: Table, key: str, node: _Node) -> None:
        if key == MERGE and isinstance(node.value, Table | Items):
            for base in [node.value] if isinstance(node.value, Table) else node.value:
                for name, value in base.items() if isinstance(base, Table) else ():
                    if name not in table and isinstance(base, Table):
                        table.put(name, value, base.places[name])
            return
        if key in table and not self.notes:
            message = "a key stands twice in this mapping; the last one counts"
            self.notes.append(Problem(message, source=self.source, span=node.place, level=Level.NOTE))
        table.put(key, node.value, node.place)
