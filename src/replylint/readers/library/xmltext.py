"""The text of an XML element, and the way back to how it is written."""

import re
from collections.abc import Iterator

from replylint.text.offsets import OffsetMap
from replylint.text.span import Span

PIECE = re.compile(
    r"(?P<copy>[^<&\r]++)|(?P<end>\r\n?)|(?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9a-fA-F]{1,6}|lt|gt|amp|quot|apos);)"
    r"|(?P<data><!\[CDATA\[(?P<inside>(?s:.*?))\]\]>)|(?P<none><!--(?s:.*?)-->|<\?(?s:.*?)\?>)|(?P<other>[<&])"
)
DATA_PIECE = re.compile(r"(?P<copy>[^\r]++)|(?P<end>\r\n?)")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}

Read = tuple[str, Span, bool]
"""A piece of the text, the span that it was read from, and whether it is a verbatim copy."""


def read_text(text: str, content: Span) -> str:
    """What the content of an element without elements in it says."""
    return "".join(words for words, _, _ in _read(text, content))


def text_map(text: str, content: Span, value: str) -> OffsetMap:
    """The map from what an element says to the file; entities are opaque, and so is an attribute."""
    read = list(_read(text, content))
    if "".join(words for words, _, _ in read) != value:
        read = [(value, content, False)]
    return OffsetMap.of_pieces((len(words), span, exact) for words, span, exact in read)


def markup_map(content: Span) -> OffsetMap:
    """The map of the source of an element's content."""
    return OffsetMap.identity(content.end - content.start, content.start)


def _read(text: str, content: Span) -> Iterator[Read]:
    for found in PIECE.finditer(text, *content):
        place = Span(*found.span())
        match found.lastgroup:
            case "copy" | "other":
                yield found[0], place, True
            case "end":
                yield "\n", place, False
            case "entity":
                yield _entity(found[0][1:-1]), place, False
            case "data":
                yield from _data(text, Span(*found.span("inside")))
            case _:
                pass


def _data(text: str, inside: Span) -> Iterator[Read]:
    for found in DATA_PIECE.finditer(text, *inside):
        copied = found.lastgroup == "copy"
        yield found[0] if copied else "\n", Span(*found.span()), copied


def _entity(name: str) -> str:
    if name[0] != "#":
        return NAMED[name]
    code = int(f"0{name[1:]}", 0) if name[1] == "x" else int(name[1:])
    return chr(min(code, 0x10FFFF))
