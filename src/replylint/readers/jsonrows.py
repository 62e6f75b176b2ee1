"""Data sets in JSON: an object a line, or one array of objects."""

import re
from collections.abc import Generator, Iterator, Sequence
from json import JSONDecodeError
from typing import Any, NamedTuple

from replylint.readers.jsonscan import Member, Number, members_at, skip_space, string_offsets, value_at
from replylint.readers.options import ReadOptions
from replylint.readers.rows import Cell, rows_to_replies
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

LINE = re.compile(r"[^\r\n]++")
MAX_ROW = 16_000_000
"""The most code points of one line; JSON takes many times its length in memory."""

NAMES_DEPTH = 3

PLAIN_WORDS = {
    "Expecting value": "a value is missing or is no JSON",
    "Expecting property name enclosed in double quotes": "a field name in double quotes is missing",
    "Expecting ':' delimiter": "a colon is missing after the field name",
    "Expecting ',' delimiter": "a comma is missing between two values",
    "Unterminated string starting at": "the string that begins here has no closing quote",
    "Invalid control character at": "a line break or control character stands in a string",
    "Invalid \\escape": "an unknown escape stands in a string",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
    "Extra data": "something follows the end of the value",
}


class JsonRow(NamedTuple):
    """An object of a JSON data set. The members' spans count from `base`, an offset of the source."""

    source: Source
    span: Span
    members: list[Member]
    by_key: dict[str, Member]
    base: int = 0

    def names(self) -> Sequence[str]:
        """The keys, and those of nested objects with dots between."""
        return list(_names({key: member.value for key, member in self.by_key.items()}, NAMES_DEPTH))

    def find(self, name: str) -> Cell | None:
        """The value at a key or a dotted path; a key that holds the dot itself comes first."""
        member = self.by_key.get(name)
        if member is not None:
            return _cell(member, self.source.text, self.base)
        at = name.find(".")
        while at >= 0:
            outer = self.by_key.get(name[:at])
            if outer is not None and isinstance(outer.value, dict):
                inner, _ = members_at(self.source.text, self.base + outer.span.start)
                cell = JsonRow(self.source, self.span, inner, _by_key(inner)).find(name[at + 1 :])
                if cell is not None:
                    return cell
            at = name.find(".", at + 1)
        return None

    def repeats(self, name: str) -> bool:
        """Whether the key stands in the object more than once (nested objects are not looked into)."""
        if len(self.by_key) == len(self.members):
            return False
        return sum(member.key == name for member in self.members) > 1

    def offsets(self, cell: Cell) -> OffsetMap:
        """The map from a string's text to its literal in the file."""
        return string_offsets(self.source.text, cell.span)


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The replies of a file with one JSON object a line; blank lines are passed over."""
    return rows_to_replies(_lines(source), source, options)


def read_json(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The replies of a file with one JSON array of objects, or a single object."""
    return rows_to_replies(_elements(source), source, options)


def _lines(source: Source) -> Iterator[JsonRow | Problem]:
    for line in LINE.finditer(source.text):
        text = line[0].rstrip(" \t")
        if len(text) > MAX_ROW:
            yield Problem(
                f"not checked: this row is longer than {MAX_ROW:,} characters",
                source=source,
                span=Span(line.start(), line.start() + 1),
                hint="leave out the fields that are not needed",
            )
        elif text:
            yield _line(source, text, line.start())


def _line(source: Source, line: str, base: int) -> JsonRow | Problem:
    try:
        at = skip_space(line, 0)
        row, end = _object(source, line, at, base)
        end = skip_space(line, end)
        if end != len(line):
            raise JSONDecodeError("Extra data", line, end)
    except JSONDecodeError as error:
        return broken(source, error, base)
    except RecursionError:
        return _too_deep(source, Span(base, base + len(line)))
    return row


def _elements(source: Source) -> Iterator[JsonRow | Problem]:
    text = source.text
    at = skip_space(text, 0)
    if at == len(text):
        return
    try:
        if text[at] == "[":
            at = yield from _array(source, at)
        else:
            row, at = _object(source, text, at, 0)
            yield row
        at = skip_space(text, at)
        if at != len(text):
            raise JSONDecodeError("Extra data", text, at)
    except JSONDecodeError as error:
        yield broken(source, error, 0)
    except RecursionError:
        yield _too_deep(source, Span(at, at + 1))


def _array(source: Source, at: int) -> Generator[JsonRow | Problem, None, int]:
    text = source.text
    at = skip_space(text, at + 1)
    if text[at : at + 1] == "]":
        return at + 1
    while True:
        row, at = _object(source, text, at, 0)
        yield row
        at = skip_space(text, at)
        mark = text[at : at + 1]
        if mark == "]":
            return at + 1
        if mark != ",":
            raise JSONDecodeError("Expecting ',' delimiter", text, at)
        at = skip_space(text, at + 1)


def _object(source: Source, text: str, at: int, base: int) -> tuple[JsonRow | Problem, int]:
    if text[at : at + 1] == "{":
        members, end = members_at(text, at)
        return JsonRow(source, Span(base + at, base + end), members, _by_key(members), base), end
    value, end = value_at(text, at)
    problem = Problem(
        f"not checked: this row is {_kind(value)}, not an object",
        source=source,
        span=Span(base + at, base + end),
        hint='write each row as an object: {"text": "the reply"}',
    )
    return problem, end


def broken(source: Source, error: JSONDecodeError, base: int) -> Problem:
    """What is wrong in JSON text that begins at `base` of the source."""
    message = error.msg.partition(": ")[0].rstrip(":")
    at = min(base + error.pos, len(source.text))
    return Problem(
        f"not checked: broken JSON: {PLAIN_WORDS.get(message, message.lower())}",
        source=source,
        span=Span(at, min(at + 1, len(source.text))),
        hint=_broken_hint(source.name, message),
    )


def _broken_hint(name: str, message: str) -> str:
    if message == "Extra data":
        if name.lower().endswith(".json"):
            return "a file with one object a line is called .jsonl"
        return "put each object on a line of its own"
    if message.startswith("Invalid control"):
        return "write a line break as \\n and a tab as \\t"
    if message.startswith("Invalid \\escape"):
        return "write a backslash as \\\\"
    return "mend it here; the rest of the row may be fine"


def _too_deep(source: Source, span: Span) -> Problem:
    return Problem(
        "not checked: the JSON is nested too deeply", source=source, span=span, hint="make the row flatter"
    )


def _by_key(members: list[Member]) -> dict[str, Member]:
    return {member.key: member for member in members}


def _cell(member: Member, text: str, base: int) -> Cell:
    span = Span(base + member.span.start, base + member.span.end)
    kind = _kind(member.value)
    return Cell(member.value if kind == "text" else span.of(text), kind, span)


def _kind(value: object) -> str:
    if isinstance(value, str):
        return "a number" if isinstance(value, Number) else "text"
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case list():
            return "a list"
        case _:
            return "an object"


def _names(value: dict[str, Any], depth: int, prefix: str = "") -> Iterator[str]:
    for key, inner in value.items():
        yield prefix + key
        if isinstance(inner, dict) and depth > 1:
            yield from _names(inner, depth - 1, f"{prefix}{key}.")
