"""YAML that remembers where each key and each value stands."""

from dataclasses import dataclass

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from replylint.packs.events import yaml_events
from replylint.packs.scalars import Scalar, kind_of, resolve
from replylint.packs.tree import Data, Located, Node
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

DEEPEST = 60
MOST_NODES = 200_000
TEXT_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})
PLAIN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    node: Node
    anchor: str | None
    flow: bool
    key: tuple[str, Span] | None = None
    waits: bool = False


class _Builder:
    """Turns parser events into nodes without recursion, and collects problems on the way."""

    def __init__(self, source: Source, shift: int) -> None:
        self.source = source
        self.shift = shift
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node | None] = {}
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    def problem(self, message: str, span: Span, hint: str = "") -> None:
        self.problems.append(Problem(message, source=self.source, span=span, hint=hint))

    def stop(self, message: str, span: Span, hint: str = "") -> ProblemsError:
        self.problem(message, span, hint)
        return ProblemsError(self.problems)

    def span(self, event: Event) -> Span:
        first, last = event.start_mark, event.end_mark
        start, end = (mark.index + self.shift if mark else 0 for mark in (first, last))
        text = self.source.text
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        return Span(start, end)

    def take(self, event: Event) -> None:
        """Reads one event. Raises ProblemsError where reading on makes no sense."""
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise self.stop(
                        "more than one YAML document in a file", self.span(event), "make it two files"
                    )
            case AliasEvent():
                self.alias(event)
            case ScalarEvent():
                self.scalar(event)
            case SequenceStartEvent() | MappingStartEvent():
                self.open(event)
            case SequenceEndEvent() | MappingEndEvent():
                self.close(event)

    def alias(self, event: AliasEvent) -> None:
        name, span = str(event.anchor), self.span(event)
        target = self.anchors.get(name)
        if target is None:
            why = "it stands inside itself" if name in self.anchors else "there is no such anchor"
            raise self.stop(f"`*{name}` cannot be filled in: {why}", span)
        self.add(Node(target.data, span, None, target.inner, target.size, target.height), None)

    def scalar(self, event: ScalarEvent) -> None:
        span = self.span(event)
        self.check_tag(event, TEXT_TAGS, span)
        plain = event.implicit[0] and event.tag is None
        value: Scalar = resolve(event.value) if plain else event.value
        self.add(Node(value, span), event.anchor)

    def check_tag(self, event: NodeEvent, allowed: frozenset[str | None], span: Span) -> None:
        tag = getattr(event, "tag", None)
        if tag not in allowed:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.problem(f"the tag `{shown}` is not allowed", span, "leave it out")

    def open(self, event: SequenceStartEvent | MappingStartEvent) -> None:
        span = self.span(event)
        self.check_tag(event, PLAIN_TAGS, span)
        if len(self.stack) >= DEEPEST:
            raise self.stop(f"nested more than {DEEPEST} deep", span)
        data: Data = [] if isinstance(event, SequenceStartEvent) else {}
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(Node(data, span), event.anchor, bool(event.flow_style)))

    def close(self, event: Event) -> None:
        done = self.stack.pop()
        node = done.node
        if done.flow:
            node.span = Span(node.span.start, self.span(event).end)
        elif node.inner:
            node.span = Span(node.span.start, max(inner.span.end for inner in node.inner.values()))
        self.add(node, done.anchor)

    def add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        around = self.stack[-1]
        self.grow(around.node, node)
        match around.node.data:
            case list() as items:
                around.node.inner[len(items)] = node
                items.append(node.data)
            case dict() as mapping if around.waits:
                around.waits = False
                if around.key is not None:
                    name, node.key = around.key
                    around.node.inner[name] = node
                    mapping[name] = node.data
            case _:
                around.waits = True
                around.key = self.as_key(around.node, node)

    def grow(self, around: Node, node: Node) -> None:
        around.size += node.size
        around.height = max(around.height, node.height + 1)
        if around.size > MOST_NODES:
            raise self.stop(f"more than {MOST_NODES:,} values in one file", node.span, "split the file")
        if len(self.stack) + node.height > DEEPEST:
            raise self.stop(f"nested more than {DEEPEST} deep", node.span)

    def as_key(self, around: Node, node: Node) -> tuple[str, Span] | None:
        key = node.data
        if not isinstance(key, str):
            written = self.source.text[slice(*node.span)]
            hint = "" if isinstance(key, list | dict) else f'quote it: "{written}"'
            self.problem(f"a key is {kind_of(key)}, not text", node.span, hint)
            return None
        if key in around.inner:
            first = self.source.point((around.inner[key].key or node.span).start)
            self.problem(
                f"`{key}` stands twice", node.span, f"it is already in line {first.line}; join the two"
            )
            return None
        return key, node.span


def parse(source: Source) -> Located:
    """Reads YAML as plain data with places.

    Raises ProblemsError with everything that is wrong: syntax, keys that stand twice or are no text, tags,
    more than one document, more than 60 levels or 200,000 values (aliases filled in).
    """
    shift = 1 if source.text.startswith("\ufeff") else 0
    builder = _Builder(source, shift)
    try:
        for event in yaml_events(source, Span(shift, len(source.text))):
            builder.take(event)
    except ProblemsError as error:
        raise ProblemsError(dict.fromkeys((*builder.problems, *error.problems))) from None
    if builder.problems:
        raise ProblemsError(builder.problems)
    return Located(source, builder.root or Node(None, Span(0, 0)))
