"""Control tags of template languages: conditionals and loops, which tags belong together, which to none.

Liquid (Zendesk, Chatwoot …), Jinja (`{% if x %}`), and Handlebars and Mustache (`{{#if x}}`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from replylint.text.span import Span

TAG = re.compile(
    r"\{%[-+]?[ \t]*(?P<word>[A-Za-z]\w{0,40})(?P<rest>[^\n%]{0,200}(?:%(?!\})[^\n%]{0,200}){0,9})%\}"
    r"|\{\{[~]?(?P<mark>[#^/!])[ \t]*(?P<name>[^{}\n]{0,200})\}\}"
    r"|\{\{[ \t]*(?P<else>else(?:[ \t]+if\b[^{}\n]{0,200})?)[ \t]*\}\}"
    r"|(?P<note>\{#[^\n#]{0,400}(?:#(?!\})[^\n#]{0,400}){0,9}#\})"
)
ALONE = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
LOOPS = frozenset({"for", "tablerow", "each"})
CHOICES = frozenset({"if", "unless", "case", "ifchanged"})
HIDING = frozenset({"comment", "macro"})
PASSING = frozenset(
    {"raw", "verbatim", "capture", "block", "with", "autoescape", "filter", "trans", "blocktrans"}
)
BLOCKS = LOOPS | CHOICES | HIDING | PASSING
MIDDLES = frozenset({"else", "elsif", "elif", "elseif", "when", "empty"})
SILENT = frozenset(
    {
        "assign",
        "set",
        "increment",
        "decrement",
        "break",
        "continue",
        "do",
        "import",
        "from",
        "extends",
        "load",
    }
)
"""Tags that stand alone and print nothing."""


class Tag(NamedTuple):
    """A control tag. `role` is open, middle, close or silent; `family` the block that it belongs to."""

    role: str
    family: str
    span: Span
    empty: bool


@dataclass(slots=True)
class Block:
    """What is between an opening tag and its end: branches, each of stretches of text and inner blocks."""

    family: str
    branches: list[list["Span | Block"]] = field(default_factory=lambda: [[]])
    otherwise: bool = False


class Control(NamedTuple):
    """A text as a block without a family; the tags that belong to none, and those without a condition."""

    whole: Block
    strays: tuple[Span, ...]


def tags(text: str) -> Iterator[Tag]:
    """The control tags of a text, in order. Other tags are placeholders."""
    for found in TAG.finditer(text):
        span = Span(*found.span())
        word, mark = found["word"], found["mark"]
        if found["note"] or mark == "!":
            yield Tag("silent", "", span, empty=False)
        elif mark:
            name = found["name"].strip().removesuffix("~").strip()
            family = name.split()[0] if name else ""
            yield Tag("close" if mark == "/" else "open", family, span, empty=not name)
        elif found["else"]:
            yield Tag("middle", "else", span, empty=False)
        elif word in BLOCKS:
            bare = word in CHOICES | LOOPS and not found["rest"].strip(" \t-+") and word != "ifchanged"
            yield Tag("open", word, span, empty=bare)
        elif word in MIDDLES:
            yield Tag("middle", word, span, empty=False)
        elif word.startswith("end"):
            yield Tag("close", word.removeprefix("end"), span, empty=False)
        elif word in SILENT:
            yield Tag("silent", "", span, empty=False)


def read_control(text: str) -> Control:
    """Which tags belong together. What belongs to none stays text. Linear in the text."""
    found = list(tags(text))
    partner = _pairs(found)
    strays = tuple(
        tag.span
        for nth, tag in enumerate(found)
        if tag.empty or (tag.role != "silent" and partner[nth] is None)
    )
    whole = Block("")
    stack = [whole]
    at = 0
    for nth, tag in enumerate(found):
        if tag.role != "silent" and partner[nth] is None:
            continue
        start, end = _around(text, tag.span)
        if start > at:
            stack[-1].branches[-1].append(Span(at, start))
        at = max(end, at)
        match tag.role:
            case "open":
                inner = Block(tag.family)
                stack[-1].branches[-1].append(inner)
                stack.append(inner)
            case "middle":
                stack[-1].branches.append([])
                stack[-1].otherwise = stack[-1].otherwise or tag.family in ("else", "empty")
            case "close":
                stack.pop()
            case _:
                pass
    whole.branches[-1].append(Span(at, len(text)))
    return Control(whole, strays)


def _pairs(found: list[Tag]) -> list[int | None]:
    """For each tag the opening tag that it belongs to; for an opening one that is closed, itself."""
    partner: list[int | None] = [None] * len(found)
    stack: list[int] = []
    middles: dict[int, list[int]] = {}
    waiting: dict[str, int] = {}
    for nth, tag in enumerate(found):
        match tag.role:
            case "open":
                stack.append(nth)
                waiting[tag.family] = waiting.get(tag.family, 0) + 1
            case "middle" if stack:
                middles.setdefault(stack[-1], []).append(nth)
            case "close" if waiting.get(tag.family):
                while True:
                    opened = stack.pop()
                    family = found[opened].family
                    waiting[family] -= 1
                    if family == tag.family:
                        break
                for one in (opened, nth, *middles.get(opened, ())):
                    partner[one] = opened
            case _:
                pass
    return partner


def _around(text: str, tag: Span) -> Span:
    """The tag, with its line where it stands alone on it."""
    start = tag.start
    while start and text[start - 1] in " \t":
        start -= 1
    after = ALONE.match(text, tag.end)
    return Span(start, after.end()) if after and (not start or text[start - 1] in "\r\n") else tag
