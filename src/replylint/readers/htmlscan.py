"""HTML as tokens with their places. Linear on any input."""

import html
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

OPAQUE = frozenset(
    {"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "template",
     "svg", "math", "object", "select", "audio", "video", "canvas"}
)  # fmt: skip
"""Elements whose content is no text of the page; it is passed over."""

RAW = OPAQUE - {"template", "svg", "math", "object", "select", "audio", "video", "canvas"}
"""Those of them in which there are no tags but the end."""

TOKEN = re.compile(
    r"(?P<text>[^<&]++)"
    r"|(?P<entity>&(?:\#[0-9]{1,8}+;?|\#[xX][0-9a-fA-F]{1,7}+;?|[A-Za-z][A-Za-z0-9]{1,31}+;?))"
    r"|(?P<comment><!--(?:>|->|(?s:.*?)--!?>|(?s:.*)\Z))"
    r"|(?P<bogus><(?:[!?]|/[^a-zA-Z])[^>]*+(?:>|\Z))"
    r"|</?(?P<tag>[a-zA-Z][^\s/>]*+)"
    r"|(?P<other>[<&])"
)
COMMENT_MARKS = re.compile(r"\A<!--|--!?>\Z")
ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(?P<end>>)|(?P<name>=?[^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)(?:\"|\Z)|'(?P<single>[^']*+)(?:'|\Z)|(?P<bare>[^\s>]*+)))?)"
)


class What(StrEnum):
    """The kind of a token."""

    TEXT = "text"
    ENTITY = "entity"
    START = "start"
    END = "end"
    COMMENT = "comment"


class Token(NamedTuple):
    """A piece of HTML from `start` to `end`, in code points.

    `name` is the tag in lower case, what an entity stands for or what a comment says; `attributes` those of a
    start tag.
    """

    what: What
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012 - never written to


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page; declarations and the content of scripts and styles are passed over."""
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            return
        start, at = found.span()
        match found.lastgroup:
            case "text" | "other":
                yield Token(What.TEXT, start, at)
            case "entity":
                yield Token(What.ENTITY, start, at, html.unescape(found.group()))
            case "comment":
                yield Token(What.COMMENT, start, at, COMMENT_MARKS.sub("", found.group()))
            case "tag":
                name = found["tag"].lower()
                attributes, at = _attributes(text, at)
                if text[start + 1] == "/":
                    yield Token(What.END, start, at, name)
                else:
                    yield Token(What.START, start, at, name, attributes)
                    if name in RAW:
                        at = _raw_end(text, name, at)


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    attributes: dict[str, str] = {}
    while at < len(text):
        found = ATTRIBUTE.match(text, at)
        if found is None or found.end() == at:
            return attributes, at + 1
        at = found.end()
        if found["end"]:
            break
        value = found["double"] or found["single"] or found["bare"] or ""
        if found["name"]:
            attributes.setdefault(found["name"].lower(), value)
    return attributes, at


def _raw_end(text: str, name: str, at: int) -> int:
    found = re.compile(rf"(?i)</{name}(?![^\s/>])").search(text, at)
    return found.start() if found else len(text)
