"""Placeholders and control tags that are wrong: not closed, empty, misspelt, or without their end."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from replylint.engine.control import BLOCKS, MIDDLES, SILENT, read_control
from replylint.engine.vocabulary import misspelt
from replylint.text.placeholder import CERTAIN
from replylint.text.span import Span

OPENING = re.compile(
    r"\{\{+[~#^/]?[ \t]*[\w.]*(?:[ \t]*\}(?!\}))?|\{%[-+]?[ \t]*[\w.]*|[%#$]\{[ \t]*[\w.]*|\{![\w.]*"
    r"|\[\[(?=[A-Za-z])[\w.=]*|<<(?=[A-Za-z])[\w.]*"
    r"|\[[A-Z][A-Z_]{2,30}(?: [A-Z_]{1,30}){0,3}\b(?=[^\]\n]{0,80}(?:\n|\Z))"
)
CLOSING = re.compile(r"\{?[ \t]*[\w.]*[ \t]*\}\}+|%\}|(?<=\w)\]\]")
TAG = re.compile(r"\{%[-+]?\s*([A-Za-z]\w*)\s*(?=[-+\s]|%\})")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
LITERAL = frozenset("{}[]<>%")
KNOWN = tuple(sorted(BLOCKS | MIDDLES | SILENT | {f"end{block}" for block in BLOCKS}))
OTHER = frozenset(
    {"include", "render", "echo", "cycle", "print", "liquid", "layout", "section", "paginate", "form"}
)


def broken(text: str, known: tuple[str, ...] = ()) -> list[Span]:
    """Where placeholders and tags are broken, in order; `known` are the names that are filled in."""
    if LITERAL.isdisjoint(text):
        return []
    whole = list(CERTAIN.finditer(text))
    found = list(read_control(text).strays)
    found += (
        Span(*mark.span()) for mark in whole if _is_wrong(mark[0]) or (known and misspelt(mark[0], known))
    )
    found += _loose(text, [mark.span() for mark in whole])
    return _apart(found)


def _is_wrong(mark: str) -> bool:
    """Whether a placeholder that is closed is empty, ends in a filter, a quotation or a tag that is none."""
    inner = mark.strip("{}%#$!<>[]|- \t")
    if mark == "$|$" or mark.startswith(("<a", "<O", "<Z", "<K", "&lt;")):
        return False
    if not inner:
        return True
    if mark.startswith(("{{", "{%")):
        bare = QUOTED.sub("", mark)
        if '"' in bare or bare.rstrip("}% \t").endswith("|"):
            return True
    tag = TAG.match(mark)
    word = tag[1] if tag else ""
    if not word or word in KNOWN or word in OTHER or len(word) > 20:
        return False
    return bool(get_close_matches(word, KNOWN, 1, 0.75))


def _loose(text: str, whole: list[tuple[int, int]]) -> Iterator[Span]:
    """What opens or closes a placeholder outside of those that are whole."""
    at = 0
    for start, end in [*whole, (len(text), len(text))]:
        for pattern in (OPENING, CLOSING):
            for found in pattern.finditer(text, at, start):
                yield Span(*found.span())
        at = end


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
