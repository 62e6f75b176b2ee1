"""Plain data with places: what a YAML file holds, and where each part of it stands."""

from dataclasses import dataclass, field

from replylint.packs.scalars import Scalar
from replylint.text.source import Source
from replylint.text.span import Span

Data = Scalar | list["Data"] | dict[str, "Data"]
Step = str | int
Path = tuple[Step, ...]


@dataclass(slots=True, eq=False)
class Node:
    """A value, where it stands, where its key stands, and what is in it."""

    data: Data
    span: Span
    key: Span | None = None
    inner: dict[Step, "Node"] = field(default_factory=dict)
    size: int = 1
    height: int = 0


@dataclass(frozen=True)
class Located:
    """A YAML file as plain data, with the places (code points of the source) of all that is in it."""

    source: Source
    root: Node

    @property
    def data(self) -> Data:
        """The plain data; a file without content is None."""
        return self.root.data

    def node(self, path: Path) -> Node:
        """The node at a path, or the nearest one above it."""
        node = self.root
        for step in path:
            if step not in node.inner:
                break
            node = node.inner[step]
        return node

    def span(self, path: Path) -> Span:
        """Where the value at a path stands, or the nearest one above it."""
        return self.node(path).span

    def key_span(self, path: Path) -> Span:
        """Where the key at a path stands; an item of a list has none, so the item itself."""
        node = self.node(path)
        return node.key or node.span
