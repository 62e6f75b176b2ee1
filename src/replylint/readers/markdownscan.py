"""Markdown's inline elements with their places.

markdown-it-py knows the lines of a block but not where in them a word stands. Its inline rules are wrapped
here, so that every token they make is marked with the stretch that it was made of.
"""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from replylint.text.source import Source
from replylint.text.span import Span

PLACE = "place"
FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\n|\r)(?:[^\r\n]*(?:\r\n|\n|\r)){0,500}?---[ \t]*(?:\r\n|\n|\r|\Z)"
)
SPECIAL = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]")
"""What an inline element may begin with."""

Rule = Callable[[StateInline, bool], bool]


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and struck-out text; its inline tokens carry places."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.disable(["fragments_join", "text_join"])
    ruler = parser.inline.ruler
    for rule in list(ruler.__rules__):
        if rule.name not in ("text", "newline"):
            ruler.at(rule.name, _placed(rule.fn))
    ruler.at("text", _text)
    ruler.at("newline", _newline)
    ruler.push("character", _character)
    ruler.enable("character")
    return parser


def parsed(source: Source) -> list[Token]:
    """The blocks of a file, on their lines of it; front matter is no part of it."""
    front = FRONT_MATTER.match(source.text)
    lines = source.point(front.end()).line - 1 if front else 0
    return parser().parse("\n" * lines + (source.text[front.end() :] if front else source.text))


def place(token: Token) -> Span | None:
    """The stretch of the block's content that a token was made of."""
    found = token.meta.get(PLACE)
    return found if isinstance(found, Span) else None


def _placed(rule: Rule) -> Rule:
    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            if state.pending:
                state.pushPending()
            _mark(state.tokens[before:], state.src, start, state.pos)
        return True

    return placed


def _mark(tokens: list[Token], text: str, start: int, end: int) -> None:
    fresh = [token for token in tokens if PLACE not in token.meta]
    if "".join(token.content for token in fresh) == text[start:end]:
        for token in fresh:
            token.meta[PLACE] = Span(start, start + len(token.content))
            start += len(token.content)
    else:
        for token in fresh:
            token.meta[PLACE] = Span(start, end)


def _push_text(state: StateInline, end: int) -> None:
    token = state.push("text", "", 0)
    token.content = state.src[state.pos : end]
    token.meta[PLACE] = Span(state.pos, end)


def _text(state: StateInline, silent: bool) -> bool:
    found = SPECIAL.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        _push_text(state, end)
    state.pos = end
    return True


def _newline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\n":
        return False
    end = state.pos + 1
    while end < state.posMax and state.src[end] in " \t":
        end += 1
    if not silent:
        hard = state.src.endswith("  ", 0, state.pos)
        token = state.push("hardbreak" if hard else "softbreak", "br", 0)
        token.meta[PLACE] = Span(state.pos, state.pos + 1)
    state.pos = end
    return True


def _character(state: StateInline, silent: bool) -> bool:
    if not silent:
        _push_text(state, state.pos + 1)
    state.pos += 1
    return True
