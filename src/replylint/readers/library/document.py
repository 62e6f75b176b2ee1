"""What a file holds, as plain data in which every value has a place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from replylint.readers.excerpt import Excerpt
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

DEEPEST = 60
"""The most levels of one file; search paths go no deeper."""

MOST_VALUES = 1_000_000
"""The most values of one file, those that are repeated by reference counted each time."""

MARKUP = "#markup"
"""The key of the source of what is in an XML element."""

Value: TypeAlias = "str | int | float | bool | Items | Table | None"


class Items(list[Value]):
    """A list; `places` has the span of each item."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Span] = []

    def add(self, value: Value, place: Span) -> None:
        """Append an item."""
        self.append(value)
        self.places.append(place)


class Table(dict[str, Value]):
    """A mapping; `places` has the span of each value."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Span] = {}

    def put(self, key: str, value: Value, place: Span) -> None:
        """Set a key."""
        self[key] = value
        self.places[key] = place


Container = Items | Table
Mapper = Callable[[Source, Span, str], OffsetMap]
"""From a text of the tree and its place to the map from the one to the other."""


class Remark(NamedTuple):
    """A comment, and the scalar that it is about: the next one, or the one before it on its line."""

    words: Excerpt
    about: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a tree: its root, the root's place, and how texts map to the source.

    `problems` is what kept parts of the file from being read, `remarks` are its comments that are for us.
    """

    source: Source
    root: Value
    place: Span
    offsets: Mapper
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether a part of the file could not be read."""
        return any(problem.level is Level.ERROR for problem in self.problems)

    def excerpt(self, text: str, place: Span) -> Excerpt:
        """A text of the tree with the way back to the source."""
        return Excerpt(text, self.offsets(self.source, place, text))


def unreadable(source: Source, span: Span, reason: str, hint: str) -> ProblemsError:
    """The error for a file of which nothing can be checked."""
    return ProblemsError([Problem(f"not checked: {reason}", source=source, span=span, hint=hint)])


def too_deep(source: Source, at: int) -> ProblemsError:
    """The error for what stands more than DEEPEST levels deep."""
    return unreadable(
        source, Span(at, at + 1), f"nested more than {DEEPEST} deep", "is this file a library of replies?"
    )


def too_many(source: Source, at: int, hint: str = "split the file") -> ProblemsError:
    """The error for more than MOST_VALUES values."""
    return unreadable(source, Span(at, at + 1), f"more than {MOST_VALUES:,} values in one file", hint)


def kind_of(value: Value) -> str:
    """What a value is called in messages."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case Items():
            return "a list"
        case _:
            return "an object"


def first_line(place: Span, document: Document) -> Span:
    """The first line of a place, and one character at the least."""
    source = document.source
    line = source.line_span(source.point(place.start).line)
    end = max(min(place.end, line.end), min(place.start + 1, len(source.text)))
    return Span(place.start, end)
