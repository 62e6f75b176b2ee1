"""JSON and JSON Lines as trees."""

from json import JSONDecodeError, JSONDecoder

from replylint.readers.jsonrows import LINE, broken
from replylint.readers.jsonscan import key_at, skip_space, string_offsets
from replylint.readers.library.document import (
    DEEPEST,
    MOST_VALUES,
    Container,
    Document,
    Items,
    Table,
    Value,
    too_deep,
    too_many,
)
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

LONGEST_NUMBER = 100
OPENING = ("[", "{")


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


_decoder = JSONDecoder(parse_int=_whole)


def json_tree(source: Source) -> Document:
    """A file that holds one JSON value. Raises ProblemsError."""
    text = source.text
    reading = _Reading(source, text)
    try:
        root, end = reading.value(start := skip_space(text, 0))
        if (after := skip_space(text, end)) != len(text):
            raise JSONDecodeError("Extra data", text, after)
    except JSONDecodeError as error:
        raise ProblemsError([broken(source, error, 0)]) from None
    return Document(source, root, Span(start, end), string_map, tuple(reading.notes))


def jsonl_tree(source: Source) -> Document:
    """A file of one JSON value a line, as a list; lines that cannot be read are its problems.

    Raises ProblemsError where it is too large as a whole.
    """
    rows = Items()
    problems: list[Problem] = []
    reading = _Reading(source, source.text)
    for line in LINE.finditer(source.text):
        if not line[0].strip(" \t"):
            continue
        reading.text, reading.base = line[0], line.start()
        try:
            value, end = reading.value(start := skip_space(line[0], 0))
            if (after := skip_space(line[0], end)) != len(line[0]):
                raise JSONDecodeError("Extra data", line[0], after)
        except JSONDecodeError as error:
            problems.append(broken(source, error, line.start()))
        else:
            rows.add(value, Span(line.start() + start, line.start() + end))
    return Document(source, rows, Span(0, len(source.text)), string_map, (*problems, *reading.notes))


def string_map(source: Source, place: Span, text: str) -> OffsetMap:  # noqa: ARG001 - the literal says it all
    """The map from a string to its literal."""
    return string_offsets(source.text, place)


class _Reading:
    """Reads values without recursion. `base` is where its text stands in the source."""

    def __init__(self, source: Source, text: str, base: int = 0) -> None:
        self.source = source
        self.text = text
        self.base = base
        self.count = 0
        self.notes: list[Problem] = []

    def value(self, at: int) -> tuple[Value, int]:
        """The value that starts at an offset of the text, and the offset after it.

        Raises JSONDecodeError, and ProblemsError where it is too large.
        """
        text = self.text
        around: list[tuple[Container, int, str]] = []
        key = ""
        while True:
            start = at
            self.count += 1
            if self.count > MOST_VALUES:
                raise too_many(self.source, self.base + at)
            value: Value
            if text[at : at + 1] in OPENING:
                value = Table() if text[at] == "{" else Items()
                at = skip_space(text, at + 1)
                if text[at : at + 1] != ("}" if isinstance(value, Table) else "]"):
                    if len(around) >= DEEPEST:
                        raise too_deep(self.source, self.base + start)
                    around.append((value, start, key))
                    if isinstance(value, Table):
                        key, at = key_at(text, at)
                    continue
                at += 1
            else:
                value, at = _decoder.raw_decode(text, at)
            while around:
                inside = around[-1][0]
                self._attach(inside, key, value, Span(self.base + start, self.base + at))
                at = skip_space(text, at)
                mark = text[at : at + 1]
                if mark == ",":
                    at = skip_space(text, at + 1)
                    if isinstance(inside, Table):
                        key, at = key_at(text, at)
                    break
                if mark != ("}" if isinstance(inside, Table) else "]"):
                    raise JSONDecodeError("Expecting ',' delimiter", text, at)
                value, start, key = around.pop()
                at += 1
            else:
                return value, at

    def _attach(self, inside: Container, key: str, value: Value, place: Span) -> None:
        if isinstance(inside, Items):
            inside.add(value, place)
            return
        if key in inside and not self.notes:
            message = "a key stands twice in this object; the last one counts"
            self.notes.append(Problem(message, source=self.source, span=place, level=Level.NOTE))
        inside.put(key, value, place)
