"""JSON with positions: where each value of an object stands."""

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

from replylint.text.offsets import OffsetMap
from replylint.text.span import Span

SPACE = re.compile(r"[ \t\r\n]*+")
PIECE = re.compile(
    r"(?P<plain>[^\\]++)"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\."
)


class Number(str):
    """A number as it is written; numbers of any length are read."""

    __slots__ = ()


class Member(NamedTuple):
    """A key of an object, its value, and the value's span in the text."""

    key: str
    value: Any
    span: Span


_decoder = JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=Number)


def value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that starts at an offset, and the offset after it.

    Raises JSONDecodeError, and RecursionError where values are nested too deeply.
    """
    return _decoder.raw_decode(text, at)


def skip_space(text: str, at: int) -> int:
    """The offset of the next character that is no white space."""
    found = SPACE.match(text, at)
    return found.end() if found else at


def members_at(text: str, at: int) -> tuple[list[Member], int]:
    """The members of the object that starts at an offset (at its brace), and the offset after it."""
    members: list[Member] = []
    at = skip_space(text, at + 1)
    if text[at : at + 1] == "}":
        return members, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, at = value_at(text, at)
        at = skip_space(text, at)
        if text[at : at + 1] != ":":
            raise JSONDecodeError("Expecting ':' delimiter", text, at)
        start = skip_space(text, at + 1)
        value, at = value_at(text, start)
        members.append(Member(key, value, Span(start, at)))
        at = skip_space(text, at)
        mark = text[at : at + 1]
        if mark == "}":
            return members, at + 1
        if mark != ",":
            raise JSONDecodeError("Expecting ',' delimiter", text, at)
        at = skip_space(text, at + 1)


def string_offsets(text: str, literal: Span) -> OffsetMap:
    """The map from a string's value to its literal (quotes included in the span); an escape is opaque."""
    return OffsetMap.of_pieces(_pieces(text, literal.start + 1, literal.end - 1))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, Span, bool]]:
    for piece in PIECE.finditer(text, start, end):
        exact = piece.lastgroup == "plain"
        span = Span(*piece.span())
        yield (span.end - span.start if exact else 1), span, exact
