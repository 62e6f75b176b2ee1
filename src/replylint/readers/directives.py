"""Suppressions where a reply can carry them: comments, and the key `replylint` of an entry.

`replylint: ignore RULE, RULE -- reason` is about a paragraph, `ignore-reply` about the whole reply.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from replylint.readers.excerpt import Excerpt
from replylint.readers.naming import shown
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Named, Suppression

KEY = "replylint"
HERE, WHOLE = "ignore", "ignore-reply"
HEAD = re.compile(r"\s*+(?P<key>replylint)\s*+:\s*+")
VERB = re.compile(r"(?P<verb>[^\s,]*+)\s*+")
NAMES = re.compile(r"(?:(?!--|[–—])[^\s,])++")
DASH = re.compile(r"\s(?:--|[–—])")
BLANK_LINE = re.compile(r"\n[ \t]*+\n\s*+")
FARTHEST = 1000
"""Code points from a text to a comment that is still about it."""

WORD = re.compile(r"\S")
PARTING = re.compile(
    r"(?i)[\r\n]|\\[nr]|&#(?:1[03]|x[ad]);|(?:<|&lt;|\\u003c)\\?/?"
    r"(?:p|div|h[1-6]|[uod]l|li|d[dt]|table|tr|t[dh]|blockquote|pre|hr|section|article)(?![a-z0-9])"
)
"""What parts a comment from the text before it: a line end, or the tag of a block, in JSON and XML too."""

EXAMPLE = "ignore RULE -- why it is in order"


def comment(text: Excerpt, source: Source) -> Suppression | Problem | None:
    """What the words of a comment say; None where it is not for us. Its scope is still to be found."""
    head = HEAD.match(text.text)
    if head is None:
        return None
    whole = text.offsets.to_source(Span(head.start("key"), len(text.text.rstrip())))
    return _directive(text, head.end(), source, whole)


def value(text: Excerpt, source: Source, span: Span) -> Suppression | Problem:
    """What a text under the key `replylint` of an entry says, about the whole reply.

    `span` is its place in the source.
    """
    head = HEAD.match(text.text)
    said = _directive(text, head.end() if head else 0, source, span)
    return said if isinstance(said, Problem) else replace(said, scope=None)


def entry(data: Any, source: Source, span: Span) -> Iterator[Suppression | Problem]:  # noqa: ANN401
    """What an object (or a list of them) under the key says: `{ignore: RULE or [RULE, …], reason: …}`."""
    rows = data if isinstance(data, list) else [data]
    for row in rows:
        yield _row(row, source, span)


def _row(row: Any, source: Source, span: Span) -> Suppression | Problem:  # noqa: ANN401
    if isinstance(row, str):
        return value(Excerpt(row, OffsetMap.of_pieces([(len(row), span, False)])), source, span)
    if not isinstance(row, dict):
        return _refused("it is no mapping", source, span, "write {ignore: [RULE], reason: why}")
    odd = [str(key) for key in row if key not in (HERE, "reason")]
    if odd:
        near = get_close_matches(odd[0], (HERE, "reason"), 1)
        hint = f"did you mean {near[0]}?" if near else "write {ignore: [RULE], reason: why}"
        return _refused(f"unknown key {shown(odd[0])}", source, span, hint)
    names = row.get(HERE)
    names = names if isinstance(names, list) else [names]
    reason = row.get("reason")
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        return _refused("it names no rule", source, span, "write {ignore: [RULE], reason: why}")
    if not isinstance(reason, str) or not reason.strip():
        return _refused(
            "it gives no reason", source, span, "add `reason:` and say why the finding is in order"
        )
    return Suppression(tuple(Named(name.strip(), span) for name in names), _line(reason), source, span)


def _directive(text: Excerpt, at: int, source: Source, span: Span) -> Suppression | Problem:
    words = text.text
    verb = VERB.match(words, at)
    said = verb["verb"] if verb else ""
    if verb is None or said not in (HERE, WHOLE):
        near = get_close_matches(said, (HERE, WHOLE), 1)
        hint = f"did you mean {near[0]}?" if near else f"write {KEY}: {EXAMPLE}"
        return _refused(f"there is no {shown(said)}" if said else "it says nothing", source, span, hint)
    dash = DASH.search(words, verb.end() - 1)
    end = dash.start() if dash else len(words)
    names = tuple(
        Named(found[0], text.offsets.to_source(Span(*found.span())))
        for found in NAMES.finditer(words, verb.end(), end)
    )
    reason = _line(words[dash.end() :]) if dash else ""
    if not names:
        return _refused("it names no rule", source, span, f"write {said} RULE -- why it is in order")
    if not reason:
        hint = "add it behind two hyphens: -- why the finding is in order"
        return _refused("it gives no reason", source, span, hint)
    scope = Span(0, 0) if said == HERE else None
    return Suppression(names, reason, source, span, scope)


def _line(text: str) -> str:
    return " ".join(text.split())


def _refused(reason: str, source: Source, span: Span, hint: str) -> Problem:
    return Problem(f"suppression not applied: {reason}", source=source, span=span, hint=hint)


def carried(item: Reply | Problem, comments: Iterable[Excerpt]) -> Iterator[Reply | Problem]:
    """A reply with the suppressions in the comments of its file, after the problems with them."""
    found: list[Suppression] = []
    if isinstance(item, Reply):
        paragraphs = Paragraphs(item)
        for words in comments:
            said = comment(words, item.source)
            if isinstance(said, Suppression):
                said = paragraphs.about(said)
            if isinstance(said, Problem):
                yield said
            elif said:
                found.append(said)
        item = replace(item, suppressions=(*item.suppressions, *found)) if found else item
    yield item


class Paragraphs:
    """The paragraphs of a reply, parted by blank lines."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.breaks = [Span(*blank.span()) for blank in BLANK_LINE.finditer(reply.text)]
        self.ends = [blank.end for blank in self.breaks]

    def about(self, said: Suppression) -> Suppression | Problem:
        """The suppression with the paragraph that it is about: the one before it on its line, or the next."""
        if said.scope is None:
            return said
        text, offsets = self.reply.text, self.reply.offsets
        at = offsets.from_source(said.span.start)
        if at and text[at - 1] != "\n":
            end = offsets.to_source(Span(at - 1, at)).end
            near = said.span.start - end < FARTHEST
            if near and not PARTING.search(said.source.text, end, said.span.start):
                return replace(said, scope=self.around(at - 1))
        found = WORD.search(text, offsets.from_source(said.span.end))
        if found:
            return replace(said, scope=self.around(found.start()))
        hint = f"put it before the paragraph that it is about, or write {WHOLE}"
        return _refused("nothing follows it", said.source, said.span, hint)

    def around(self, at: int) -> Span:
        """The paragraph that a place is in."""
        nth = bisect_right(self.ends, at)
        start = self.ends[nth - 1] if nth else 0
        return Span(start, self.breaks[nth].start if nth < len(self.breaks) else len(self.reply.text))
