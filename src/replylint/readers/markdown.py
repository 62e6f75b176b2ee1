"""Markdown as a reply: its words in the order in which people read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from replylint.readers.comments import markdown_comments
from replylint.readers.directives import carried
from replylint.readers.excerpt import Composer, Excerpt, joined_with
from replylint.readers.html import STAND_IN, read_markup
from replylint.readers.mail.letter import letter_reply, read_letter
from replylint.readers.mail.lines import Quote
from replylint.readers.markdownlines import Lines
from replylint.readers.markdownscan import parsed, place
from replylint.readers.options import ReadOptions
from replylint.readers.plain import MAX_REPLY, unfit
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

LINE_BREAK = re.compile(r"(?i)<br\b")


def read_markdown(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The words of a Markdown file as one reply; what it quotes is the customer's message."""
    if len(source.text) > MAX_REPLY and (problem := unfit(source.text)):
        yield Problem(f"not checked: the draft {problem[0]}", source=source, hint=problem[2])
        return
    text, quoted = read_words(source)
    yield from carried(letter_reply(source, read_letter(text, quoted), options), markdown_comments(source))


def read_words(source: Source) -> tuple[Excerpt, tuple[Quote, ...]]:
    """The words of a Markdown file, as lines and paragraphs, and the stretches of them that are quoted.

    Of links the words count, not the address; code in a line is one word, code blocks and pictures are left
    out, list items keep a mark. Front matter is no part of the text.
    """
    reading = _Reading(Lines(source))
    for token in parsed(source):
        reading.block(token)
    return reading.words()


@dataclass(slots=True)
class _Reading:
    """How far a file has been read: the pieces of text so far, each with what stands before it."""

    lines: Lines
    pieces: list[tuple[str, Excerpt]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    quoting: int = 0
    items: list[int] = field(default_factory=list)
    mark: str = ""
    fresh: bool = False
    tight: bool = False
    table: bool = False
    row: bool = False

    def block(self, token: Token) -> None:
        """Read a token of the file's blocks."""
        match token.type:
            case "blockquote_open":
                self.quoting += 1
            case "blockquote_close":
                self.quoting -= 1
            case "bullet_list_open":
                self.fresh = not self.items
                self.items.append(-1)
            case "ordered_list_open":
                self.fresh = not self.items
                start = token.attrGet("start")
                self.items.append(start if isinstance(start, int) else 1)
            case "bullet_list_close" | "ordered_list_close":
                self.items.pop()
            case "list_item_open":
                self._item()
            case "table_open" | "table_close":
                self.table, self.row = token.type == "table_open", False
            case "paragraph_open":
                self.tight = token.hidden
            case "inline":
                self._add(words_of(token, self.lines.content(token, cell=self.table)), self._breaks())
            case "html_block":
                self._add(read_markup(self.lines.content(token, cell=self.table)).text, 2)
            case _:
                pass

    def words(self) -> tuple[Excerpt, tuple[Quote, ...]]:
        """What was read, and the stretches of it that are quoted."""
        starts: list[int] = []
        length = 0
        for before, piece in self.pieces:
            starts.append(length + len(before))
            length += len(before) + len(piece.text)
        quoted = (
            Quote(Span(starts[nth], starts[nth] + len(self.pieces[nth][1].text)), depth)
            for nth, depth in self.quotes
        )
        return joined_with(self.pieces), tuple(quoted)

    def _breaks(self) -> int:
        """How many line ends part a text from the one before."""
        if self.table:
            return 1 if self.row else 2
        return 1 if not self.fresh and (self.mark or (self.items and self.tight)) else 2

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
        self.row = self.table
        self.mark, self.fresh = "", False


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
