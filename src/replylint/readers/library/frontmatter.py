"""A text file with front matter: a YAML mapping between two lines of dashes, and the text below."""

import re
from typing import NamedTuple

from replylint.readers.library.document import Document, Table
from replylint.readers.library.yamltree import yaml_tree
from replylint.text.offsets import OffsetMap
from replylint.text.source import Source
from replylint.text.span import Span

FENCED = re.compile(
    r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>(?:(?!---[ \t]*(?:[\r\n]|\Z))[^\r\n]*(?:\r\n|\n|\r)){1,500}?)"
    r"---[ \t]*(?:\r\n|\n|\r|\Z)"
)
KEY = re.compile(r"(?m)^(?:[A-Za-z_][\w -]{0,60}|\"[^\"\r\n]{1,60}\"):(?:[ \t]|$)")
BODY = "body"


class FrontMatter(NamedTuple):
    """Where the YAML stands, and where the text below it begins."""

    yaml: Span
    body: int


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter at the start of a text: at most 500 lines, of which one at least begins with a key."""
    found = FENCED.match(text)
    if found is None or KEY.search(found["yaml"]) is None:
        return None
    return FrontMatter(Span(*found.span("yaml")), found.end())


def front_matter_tree(source: Source, front: FrontMatter) -> Document:
    """The front matter as a mapping, to which the text below it is added as `body`. Raises ProblemsError."""
    document = yaml_tree(source, front.yaml)
    root = document.root if isinstance(document.root, Table) else Table()
    body = Span(front.body, len(source.text))
    root.put(BODY, body.of(source.text), body)

    def offsets(source: Source, place: Span, text: str) -> OffsetMap:
        if place == body:
            return OffsetMap.identity(len(text), place.start)
        return document.offsets(source, place, text)

    return Document(source, root, Span(0, len(source.text)), offsets, document.problems)
