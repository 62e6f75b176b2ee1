"""XML as a tree.

An element with neither attributes nor elements in it is a text. Any other is a mapping: attributes as
`@name`, the elements in it as lists by their tag, the text of one without elements as `#text`, and the source
of what is in it as `#markup`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from replylint.readers.library.document import (
    DEEPEST,
    MARKUP,
    MOST_VALUES,
    Document,
    Items,
    Table,
    too_deep,
    too_many,
    unreadable,
)
from replylint.readers.library.xmltext import markup_map, read_text, text_map
from replylint.text.offsets import OffsetMap
from replylint.text.problem import ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

TEXT = "#text"
MOST_MARKUP = 12
"""How many times the length of the file its `#markup` may have, taken together."""

TAG = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
HINTS = {
    "mismatched tag": "an element before this one is not closed",
    "undefined entity": "write the character itself, or & as &amp;",
    "not well-formed (invalid token)": "write & as &amp; and < as &lt;",
    "no element found": "the file is empty or cut off",
    "unclosed token": "the file is cut off",
}


def xml_tree(source: Source) -> Document:
    """The root element under its tag. What the XML says of its encoding is passed over: it has been decoded.

    Raises ProblemsError for XML that is not well-formed, declares entities, is too deep or too large.
    """
    building = _Building(source)
    parser = expat.ParserCreate(encoding="utf-8")
    building.listen(parser)
    try:
        parser.Parse(building.data, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        at = min(building.offset(parser.ErrorByteIndex), len(source.text))
        span = Span(at, min(at + 1, len(source.text)))
        raise unreadable(source, span, f"not valid XML: {what}", HINTS.get(what, "mend it here")) from None
    except _Stop as stop:
        raise stop.error from None
    root = Table()
    for tag, element in building.top.inner.items():
        root.put(tag, element[0], element.places[0])
    return Document(source, root, Span(0, len(source.text)), _offsets)


class _Stop(Exception):  # noqa: N818 - it only carries one through expat
    """Carries what is wrong out of a handler."""

    def __init__(self, error: ProblemsError) -> None:
        self.error = error


@dataclass(slots=True)
class _Element:
    """An element that is being read; `start` is where its content begins."""

    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    place: int = 0
    start: int = 0
    inner: dict[str, Items] = field(default_factory=dict)


class _Building:
    """Turns what expat tells into a tree. expat counts bytes, in order."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.text.encode("utf-8", "replace")
        self.top = _Element()
        self.stack = [self.top]
        self.count = 0
        self.markup = 0
        self._bytes = 0
        self._offset = 0

    def listen(self, parser: expat.XMLParserType) -> None:
        """Take what the parser tells."""
        self.parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity

    def offset(self, byte: int) -> int:
        """The code-point offset of a byte that is not before the last one asked for."""
        if byte > self._bytes:
            self._offset += len(self.data[self._bytes : byte].decode("utf-8", "ignore"))
            self._bytes = byte
        return self._offset

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self.offset(self.parser.CurrentByteIndex)
        self.count += 1 + len(attributes)
        if self.count > MOST_VALUES:
            raise _Stop(too_many(self.source, at))
        if len(self.stack) > DEEPEST:
            raise _Stop(too_deep(self.source, at))
        self.stack.append(_Element(tag, attributes, at, tag_end(self.source.text, at)))

    def _end(self, tag: str) -> None:
        at = self.offset(self.parser.CurrentByteIndex)
        element = self.stack.pop()
        content = Span(element.start, max(element.start, at))
        around = self.stack[-1].inner.setdefault(tag, Items())
        place = Span(element.place, content.end)
        if not element.inner and not element.attributes:
            around.add(read_text(self.source.text, content), content)
        else:
            self.markup += content.end - content.start
            if self.markup > MOST_MARKUP * len(self.source.text):
                raise _Stop(too_deep(self.source, element.place))
            around.add(self._table(element, content), place)

    def _table(self, element: _Element, content: Span) -> Table:
        table = Table()
        for name, value in element.attributes.items():
            table.put(f"@{name}", value, Span(element.place, element.start))
        for tag, items in element.inner.items():
            table.put(tag, items, items.places[0])
        if not element.inner:
            table.put(TEXT, read_text(self.source.text, content), content)
        table.put(MARKUP, content.of(self.source.text), content)
        return table

    def _entity(self, *_: object) -> None:
        at = self.offset(self.parser.CurrentByteIndex)
        raise _Stop(
            unreadable(
                self.source,
                Span(at, at + 1),
                "the XML declares entities, which are not filled in",
                "write out what they stand for, and leave the declaration out",
            )
        )


def tag_end(text: str, at: int) -> int:
    """The offset after a start tag."""
    tag = TAG.match(text, at)
    return tag.end() if tag else len(text)


def _offsets(source: Source, place: Span, text: str) -> OffsetMap:
    return markup_map(place) if place.of(source.text) == text else text_map(source.text, place, text)
