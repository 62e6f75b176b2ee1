"""The places of keys in a table of a TOML file, found by reading its lines."""

import re
from collections.abc import Iterator
from typing import Any

from replylint.packs.tree import Located, Node
from replylint.text.source import Source
from replylint.text.span import Span

HEADER = re.compile(
    r"^[ \t]*(?P<open>\[\[?)[ \t]*(?P<name>[^\[\]#]+?)[ \t]*\]\]?[ \t]*(?:#.*)?\r?$", re.MULTILINE
)


def locate(source: Source, table: str, data: dict[str, Any]) -> Located:
    """The data of a table with the places of its keys and, roughly, values.

    Whatever stands where this does not look (a table written inline in another, say) gets the place of the
    table's header, or the file's start.
    """
    blocks = list(_blocks(source, table))
    header = blocks[0][0] if blocks else Span(0, 0)
    root = Node(data, header, header)
    for name, value in data.items():
        root.inner[name] = _entry(source, table, name, value) or Node(value, header, header)
    return Located(source, root)


def _blocks(source: Source, table: str, opening: str = "[") -> Iterator[tuple[Span, Span]]:
    """The header's name and the body of each stretch of a table, or of each table of a list (`[[`)."""
    headers = list(HEADER.finditer(source.text))
    ends = [header.start() for header in headers[1:]] + [len(source.text)]
    for header, end in zip(headers, ends, strict=False):
        if header["open"] == opening and re.sub(r"[\s\"']", "", header["name"]) == table:
            yield Span(*header.span("name")), Span(header.end(), end)


def _key(name: str) -> str:
    name = re.escape(name)
    return rf"(?P<key>(?<![\w-]){name}|\"{name}\"|'{name}')[ \t]*"


def _entry(source: Source, table: str, name: str, value: Any) -> Node | None:  # noqa: ANN401
    start = re.compile(rf"^[ \t]*{_key(name)}(?P<sign>[=.])", re.MULTILINE)
    for _, body in _blocks(source, table):
        if found := start.search(source.text, *body):
            end = source.line_span(source.point(found.end()).line).end
            node = Node(value, _trimmed(source, found.end(), end), Span(*found.span("key")))
            whole = Span(found.end(), end if found["sign"] == "=" else body.end)
            node.inner.update(_within(source, value, whole))
            return node
    for header, body in _blocks(source, f"{table}.{name}"):
        node = Node(value, header, header)
        node.inner.update(_within(source, value, body))
        return node
    return _tables(source, f"{table}.{name}", value)


def _tables(source: Source, table: str, rows: Any) -> Node | None:  # noqa: ANN401
    """A list of tables, each under a header of its own."""
    list_node: Node | None = None
    tables = zip(_blocks(source, table, "[["), rows if isinstance(rows, list) else (), strict=False)
    for nth, ((header, body), row) in enumerate(tables):
        node = Node(row, header, header)
        node.inner.update(_within(source, row, body))
        list_node = list_node or Node(rows, header, header)
        list_node.inner[nth] = node
    return list_node


def _within(source: Source, data: Any, body: Span) -> Iterator[tuple[str, Node]]:  # noqa: ANN401
    for name, value in data.items() if isinstance(data, dict) else ():
        pattern = re.compile(rf"{_key(name)}=[ \t]*(?P<value>\[[^\n\]]*\]?|[^\n,}}]*)")
        if found := pattern.search(source.text, *body):
            yield name, Node(value, _trimmed(source, *found.span("value")), Span(*found.span("key")))


def _trimmed(source: Source, start: int, end: int) -> Span:
    text = source.text[start:end]
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
