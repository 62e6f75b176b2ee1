"""JSON with positions: where each value of an object stands."""

import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

from replylint.text.offsets import OffsetMap, Segment
from replylint.text.span import Span

SPACES = frozenset(" \t\r\n")
SPACE = re.compile(r"[ \t\r\n]*+")
FOLLOWING = re.compile(
    r"[ \t\r\n]*+(?:}|,"  # the end of the object, or a comma, a key without escapes and a colon
    r'[ \t\r\n]*+"([^"\\\x00-\x1f]*+)"[ \t\r\n]*+:[ \t\r\n]*+)'
)
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
    if text[at : at + 1] not in SPACES:
        return at
    found = SPACE.match(text, at)
    return found.end() if found else at


def members_at(text: str, at: int) -> tuple[list[Member], int]:
    """The members of the object that starts at an offset (at its brace), and the offset after it."""
    members: list[Member] = []
    at = skip_space(text, at + 1)
    if text[at : at + 1] == "}":
        return members, at + 1
    key, start = key_at(text, at)
    while True:
        value, at = value_at(text, start)
        members.append(Member(key, value, Span(start, at)))
        following = FOLLOWING.match(text, at)
        if following is None:
            at = skip_space(text, at)
            if text[at : at + 1] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", text, at)
            key, start = key_at(text, skip_space(text, at + 1))
        elif following[1] is None:
            return members, following.end()
        else:
            key, start = following[1], following.end()


def key_at(text: str, at: int) -> tuple[str, int]:
    """The key at an offset, and the offset of its value. Raises JSONDecodeError."""
    if text[at : at + 1] != '"':
        raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
    key, at = value_at(text, at)
    at = skip_space(text, at)
    if text[at : at + 1] != ":":
        raise JSONDecodeError("Expecting ':' delimiter", text, at)
    return key, skip_space(text, at + 1)


def string_offsets(text: str, literal: Span) -> OffsetMap:
    """The map from a string's value to its literal (quotes included in the span); an escape is opaque."""
    first, last = literal.start + 1, literal.end - 1
    if text.find("\\", first, last) < 0:
        return OffsetMap.identity(last - first, first)
    segments: list[Segment] = []
    at = 0
    for piece in PIECE.finditer(text, first, last):
        start, end = piece.span()
        exact = piece.lastgroup == "plain"
        after = at + (end - start if exact else 1)
        segments.append(Segment(Span(at, after), Span(start, end), exact))
        at = after
    return OffsetMap(tuple(segments))
