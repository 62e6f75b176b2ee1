"""Markdown as a reply: its words in the order in which people read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from replylint.readers.excerpt import Composer, Excerpt, joined_with
from replylint.readers.html import STAND_IN, read_markup
from replylint.readers.mail.letter import letter_reply, read_letter
from replylint.readers.markdownscan import parser, place
from replylint.readers.options import ReadOptions
from replylint.readers.plain import MAX_REPLY, unfit
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\n|\r)(?:[^\r\n]*(?:\r\n|\n|\r)){0,500}?---[ \t]*(?:\r\n|\n|\r|\Z)"
)
LINE_BREAK = re.compile(r"(?i)<br\b")
SPACES = " \t"


def read_markdown(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The words of a Markdown file as one reply; what it quotes is the customer's message."""
    if len(source.text) > MAX_REPLY and (problem := unfit(source.text)):
        yield Problem(f"not checked: the draft {problem[0]}", source=source, hint=problem[2])
        return
    text, quoted = read_words(source)
    yield letter_reply(source, read_letter(text, quoted), options)


def read_words(source: Source) -> tuple[Excerpt, tuple[Span, ...]]:
    """The words of a Markdown file, as lines and paragraphs, and the stretches of them that are quoted.

    Of links the words count, not the address; code in a line is one word, code blocks and pictures are left
    out, list items keep a mark. Front matter is no part of the text.
    """
    front = FRONT_MATTER.match(source.text)
    lines = source.point(front.end()).line - 1 if front else 0
    rest = source.text[front.end() :] if front else source.text
    reading = _Reading(source)
    for token in parser().parse("\n" * lines + rest):
        reading.block(token)
    return reading.words()


@dataclass(slots=True)
class _Reading:
    """How far a file has been read: the pieces of text so far, each with what stands before it."""

    source: Source
    pieces: list[tuple[str, Excerpt]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    quoting: int = 0
    items: list[int] = field(default_factory=list)
    mark: str = ""
    tight: bool = False
    table: bool = False
    cell: int = 0
    """Where in its line the next cell of a table can begin at the earliest."""

    def block(self, token: Token) -> None:
        """Read a token of the file's blocks."""
        match token.type:
            case "blockquote_open":
                self.quoting += 1
            case "blockquote_close":
                self.quoting -= 1
            case "bullet_list_open":
                self.items.append(-1)
            case "ordered_list_open":
                start = token.attrGet("start")
                self.items.append(start if isinstance(start, int) else 1)
            case "bullet_list_close" | "ordered_list_close":
                self.items.pop()
            case "list_item_open":
                self._item()
            case "table_open" | "table_close":
                self.table = token.type == "table_open"
            case "tr_open":
                self.cell = 0
            case "paragraph_open":
                self.tight = token.hidden
            case "inline":
                self._add(words_of(token, self._content(token)), self._breaks())
            case "html_block":
                self._add(read_markup(self._content(token)).text, 2)
            case _:
                pass

    def words(self) -> tuple[Excerpt, tuple[Span, ...]]:
        """What was read, and the stretches of it that are quoted."""
        starts: list[int] = []
        length = 0
        for before, piece in self.pieces:
            starts.append(length + len(before))
            length += len(before) + len(piece.text)
        quoted = (Span(starts[nth], starts[nth] + len(self.pieces[nth][1].text)) for nth, _ in self.quotes)
        return joined_with(self.pieces), tuple(quoted)

    def _breaks(self) -> int:
        """How many line ends part a text from the one before."""
        if self.table:
            return 1 if self.cell else 2
        follows = self.mark and self.pieces and self.pieces[-1][0].endswith((". ", "- "))
        return 1 if follows or (self.items and self.tight) else 2

    def _item(self) -> None:
        if self.items[-1] < 0:
            self.mark = "- "
        else:
            self.mark = f"{self.items[-1]}. "
            self.items[-1] += 1

    def _add(self, text: Excerpt, breaks: int) -> None:
        if not text.text.strip():
            return
        before = "\n" * breaks if self.pieces else ""
        if self.quoting:
            self.quotes.append((len(self.pieces), self.quoting))
        self.pieces.append((before + self.mark, text))
        self.mark = ""

    def _content(self, token: Token) -> Excerpt:
        """The content of a block, line by line at its place in the file."""
        first = token.map[0] if token.map else 0
        lines = token.content.split("\n")
        base = Excerpt.of(self.source.text, Span(0, len(self.source.text)))
        composer = Composer(base)
        end = self.source.line_starts[first]
        for nth, line in enumerate(lines):
            if nth:
                self._line_end(composer, end)
            if first + nth >= len(self.source.line_starts):
                break
            span = self.source.line_span(first + nth + 1)
            start = self._find(line, span, max(self.cell, span.start) if self.table else span.start)
            core = line.strip(SPACES)
            if start is None:
                composer.put(line, span.start, span.end)
                end = span.end
                continue
            indent = len(line) - len(line.lstrip(SPACES)) if core else 0
            composer.put(line[:indent], start, start)
            composer.copy(start, start + len(core))
            composer.put(line[indent + len(core) :], start + len(core), start + len(core))
            end = start + len(core)
        if self.table:
            self.cell = end
        return composer.excerpt()

    def _line_end(self, composer: Composer, end: int) -> None:
        text = self.source.text
        while text[end : end + 1] not in ("\n", "\r", ""):
            end += 1
        if text.startswith("\r\n", end):
            composer.put("\n", end, end + 2)
        elif text.startswith("\n", end):
            composer.copy(end, end + 1)
        else:
            composer.put("\n", end, min(end + 1, len(text)))

    def _find(self, line: str, span: Span, at: int) -> int | None:
        """Where a line of a block's content stands in its line of the file: at its end, or after `at`."""
        core = line.strip(SPACES)
        end = span.start + len(span.of(self.source.text).rstrip(SPACES))
        if self.source.text.endswith(core, max(at, end - len(core)), end):
            return end - len(core)
        found = self.source.text.find(core, at, end)
        return found if found >= 0 else None


def words_of(block: Token, content: Excerpt) -> Excerpt:
    """The words of a block: of links and emphasis what is in them, a stand-in for code, breaks as lines."""
    composer = Composer(content)
    if content.text != block.content:
        composer.put(block.content.strip(), 0, len(content.text))
        return composer.excerpt()
    pending: Span | None = None
    for token in block.children or ():
        span = place(token)
        if span is None:
            continue
        if pending and token.type not in ("softbreak", "hardbreak"):
            composer.copy(*pending)
        if token.type == "text" and token.content == span.of(content.text):
            kept = span.start + len(token.content.rstrip(" "))
            composer.copy(span.start, kept)
            pending = Span(kept, span.end) if kept < span.end else None
            continue
        pending = None
        match token.type:
            case "text" | "text_special":
                composer.put(token.content, *span)
            case "softbreak":
                composer.copy(*span)
            case "hardbreak":
                composer.put("\n", *span)
            case "code_inline":
                composer.put(STAND_IN, *span)
            case "html_inline" if LINE_BREAK.match(token.content):
                composer.put("\n", *span)
            case _:
                pass
    return composer.excerpt()
