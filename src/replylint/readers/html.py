"""HTML as a reply: its words in the order in which people read them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from replylint.readers.comments import html_comments
from replylint.readers.directives import carried
from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.htmlscan import OPAQUE, Token, What, tokens
from replylint.readers.mail.letter import letter_reply, read_letter
from replylint.readers.mail.lines import Quote
from replylint.readers.options import ReadOptions
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
PARAGRAPHS = frozenset(
    {
        "p",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "pre",
        "hr",
        "form",
        "figure",
    }
)
LINES = frozenset(
    {"div", "li", "dt", "dd", "tr", "td", "th", "caption", "section", "article", "header", "footer", "main",
     "nav", "aside", "address", "center", "body", "html", "tbody", "thead", "tfoot", "details", "summary"}
)  # fmt: skip
SELF_CLOSING = frozenset({"li", "dt", "dd", "tr", "td", "th"})
CODE = frozenset({"code", "kbd", "samp"})
MAX_MARKS = 400_000
"""Tags and entities of a page that are read; each takes some 30 µs. Pictures within it cost nothing."""

STAND_IN = "snippet"
"""The word that stands where a line holds code, so that its grammar is whole."""

QUOTING = re.compile(
    r"(?i)(?<![\w-])(?:gmail_attr|gmail_extra_quote|moz-cite-prefix|moz-forward-container|moz-email-headers-table|"
    r"yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|OutlookMessageHeader|front-blockquote|"
    r"mail-editor-reference-message-container|ms-outlook-mobile-reference-message|olk_src_body_section)(?![\w-])"
)
REST_QUOTED = re.compile(r"(?i)(?:x_)?(?:divRplyFwdMsg|appendonsend|stopSpelling)")
HEADER_RULE = re.compile(r"(?i)border:\s*none;\s*border-top:\s*solid\s+#(?:b5c4df|e1e1e1)\s+1")
HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
INDENTED = re.compile(r"(?i)border\s*:\s*none")
WORDS = re.compile(r"[^ \t\r\n\f]++(?: [^ \t\r\n\f]++)*+|[ \t\r\n\f]++")
PRE = re.compile(r"[^\r\n]++|\r\n|\n|\r")
BLANK = " \t\r\n\f"


class Markup(NamedTuple):
    """The words of a page, and the stretches of them that quote another message."""

    text: Excerpt
    quoted: tuple[Quote, ...]


def read_html(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The words of a page as one reply; what it quotes is the customer's message."""
    if source.text.count("<") + source.text.count("&") > MAX_MARKS:
        what = f"not checked: the page has more than {MAX_MARKS:,} tags and entities"
        yield Problem(what, source=source, hint="check the reply alone, without the page around it")
        return
    markup = read_markup(Excerpt.of(source.text, Span(0, len(source.text))))
    reply = letter_reply(source, read_letter(markup.text, markup.quoted), options)
    yield from carried(reply, html_comments(source))


def read_markup(page: Excerpt) -> Markup:
    """The words of a page, as lines and paragraphs.

    Entities are opaque; white space is as a browser shows it; list items get a mark, code in a line a word in
    its place. Scripts, styles, code blocks and what is hidden are left out.
    """
    reading = _Reading(Composer(page))
    for token in tokens(page.text):
        match token.what:
            case What.TEXT:
                reading.text(token.start, token.end)
            case What.ENTITY:
                reading.write(token.name, token.start, token.end)
            case What.START:
                reading.open(token)
            case What.END:
                reading.close(token.name, token.end)
            case What.COMMENT:
                pass
            case _:
                assert_never(token.what)
    reading.quote(0)
    return Markup(reading.composer.excerpt(), tuple(reading.quoted))


class _Element(NamedTuple):
    """An open element and what it does to the text in it."""

    name: str
    quotes: bool
    cites: bool
    hides: bool
    start: int


@dataclass(slots=True)
class _Reading:
    """How far a page has been read: what was written, which elements are open, what is due before words."""

    composer: Composer
    open_elements: list[_Element] = field(default_factory=list)
    open_names: Counter[str] = field(default_factory=Counter)
    items: list[int] = field(default_factory=list)
    quoted: list[Quote] = field(default_factory=list)
    quoted_from: int | None = None
    quoting: int = 0
    depth: int = 0
    hiding: int = 0
    code: int = 0
    breaks: int = 0
    empty: bool = True
    space: Span | None = None
    mark: str = ""
    behind: int = 0

    def text(self, start: int, end: int) -> None:
        """Read plain text of the page."""
        text = self.composer.base.text
        if self.hiding or self.code:
            return
        for found in (PRE if self.open_names["pre"] else WORDS).finditer(text, start, end):
            if found.group()[0] not in BLANK or (self.open_names["pre"] and found.group()[0] in " \t"):
                self._before(found.start())
                self.composer.copy(*found.span())
                self.behind = found.end()
            elif self.open_names["pre"]:
                self._break()
            elif not self.empty and self.space is None:
                self.space = Span(*found.span())

    def write(self, words: str, start: int, end: int) -> None:
        """Write words that stand for a stretch of the page."""
        if self.hiding or self.code or not words:
            return
        self._before(start)
        self.composer.put(words, start, end)
        self.behind = end

    def _before(self, start: int) -> None:
        """Write what is due before words: line breaks, a list mark, or a space."""
        place = min(self.behind, start)
        if self.breaks and self.composer.length:
            self.composer.put("\n" * min(self.breaks, 3), place, start)
            self.behind = start
        elif self.space and not self.empty:
            if self.space.of(self.composer.base.text) == " ":
                self.composer.copy(*self.space)
            else:
                self.composer.put(" ", *self.space)
        if self.quoting and self.quoted_from is None:
            self.quoted_from = self.composer.length
        if self.mark:
            self.composer.put(self.mark, start, start)
        self.breaks, self.empty, self.space, self.mark = 0, False, None, ""

    def _break(self) -> None:
        self.breaks += 1
        self.empty, self.space = True, None

    def _boundary(self, breaks: int) -> None:
        if not self.empty:
            self.breaks = max(self.breaks, 1)
        self.breaks = max(self.breaks, breaks) if self.composer.length else 0
        self.empty, self.space = True, None

    def open(self, token: Token) -> None:
        """Read a start tag."""
        name, attributes = token.name, token.attributes
        if name == "br" and not self.hiding:
            self._break()
        if name in PARAGRAPHS or name in LINES:
            self._boundary(2 if name in PARAGRAPHS else 1)
            last = self.open_elements[-1].name if self.open_elements else ""
            if last == "p" or (last == name and name in SELF_CLOSING):
                self.close(last, token.start)
        if name in ("ul", "ol"):
            self.items.append(-1 if name == "ul" else 0)
        elif name == "li" and not self.hiding:
            self._item()
        marks = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if REST_QUOTED.fullmatch(attributes.get("id", "")) or HEADER_RULE.search(
            attributes.get("style", "")[:500]
        ):
            self.quote(1)
        if name in VOID:
            return
        cites = name == "blockquote" and not INDENTED.search(attributes.get("style", "")[:500])
        quotes = cites or bool(QUOTING.search(marks[:500]))
        hides = (
            name in OPAQUE
            or "hidden" in attributes
            or bool(HIDDEN.search(attributes.get("style", "")[:2000]))
        )
        if quotes:
            self.quote(1, cites=cites)
        self.hiding += hides
        if name in CODE:
            self.code += 1
        self.open_elements.append(_Element(name, quotes, cites, hides, token.start))
        self.open_names[name] += 1

    def close(self, name: str, end: int) -> None:
        """Read an end tag: it ends the innermost element of its name and all that are open in it."""
        if name in PARAGRAPHS or name in LINES:
            self._boundary(2 if name in PARAGRAPHS else 1)
        if not self.open_names[name]:
            return
        while True:
            element = self.open_elements.pop()
            self.open_names[element.name] -= 1
            self.hiding -= element.hides
            if element.quotes:
                self.quote(-1, cites=element.cites)
            if element.name in CODE:
                self.code -= 1
                if not self.code and not self.open_names["pre"]:
                    self.write(STAND_IN, element.start, end)
            if element.name in ("ul", "ol") and self.items:
                self.items.pop()
            if element.name == name:
                return

    def quote(self, by: int, *, cites: bool = False) -> None:
        """Begin (1), end (-1) or break off (0) a quotation; it has lines of its own."""
        if self.quoted_from is not None:
            span = Span(self.quoted_from, self.composer.length)
            self.quoted.append(Quote(span, max(self.depth, 1)))
            self.quoted_from = None
        self.quoting += by
        self.depth += by * cites
        self._boundary(1)

    def _item(self) -> None:
        if self.items and self.items[-1] >= 0:
            self.items[-1] += 1
            self.mark = f"{self.items[-1]}. "
        else:
            self.mark = "- "
