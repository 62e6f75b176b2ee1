"""From a text of a library, as it is written, to the words that a customer reads."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal, NamedTuple

from replylint.readers.comments import comments_in, markdown_comments
from replylint.readers.excerpt import Composer, Excerpt, through
from replylint.readers.mail.letter import Letter, read_letter
from replylint.text.placeholder import CERTAIN, as_text
from replylint.text.source import Source
from replylint.text.span import Span

MASK = 0xF0000
"""Placeholders stand as characters from here on (a plane of private use) while their markup is read."""

MASKED = range(MASK, MASK + 0xFFFD)
BY_ENDING: dict[str, Literal["markdown", "html"]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}


class Words(NamedTuple):
    """What a customer reads, and the stretches of it that are a signature."""

    text: Excerpt
    signatures: tuple[Span, ...] = ()


def markup_of(markup: str, name: str) -> str:
    """The markup, where `file` goes by the ending of the file's name."""
    return BY_ENDING.get(PurePath(name).suffix.lower(), "plain") if markup == "file" else markup


def read_words_of(written: Excerpt, markup: str, name: str) -> Words:
    """The words of a text in some markup. `name` is what the file is called.

    Placeholders are kept as they are written, whatever the markup makes of their marks.
    """
    if markup == "plain":
        return Words(written)
    masked, hidden = _mask(written, markup)
    letter = _letter(masked, markup, name)
    own = _unmask(letter.own, hidden)
    return Words(own, tuple(_moved(span, letter.own.text, hidden) for span in letter.signatures))


def _letter(written: Excerpt, markup: str, name: str) -> Letter:
    if markup == "html":
        from replylint.readers.html import read_markup  # noqa: PLC0415 - its patterns take time to compile

        page = read_markup(written)
        return read_letter(page.text, page.quoted)
    from replylint.readers.markdown import read_words  # noqa: PLC0415 - and so does its parser

    written = _without_front_matter(written)
    text, quoted = read_words(Source(name, written.text))
    return read_letter(Excerpt(text.text, through(text.offsets, written.offsets)), quoted)


def comments_of(written: Excerpt, markup: str, name: str) -> Iterator[Excerpt]:
    """The comments of a text in some markup that mention the tool."""
    if markup == "html":
        yield from comments_in(written)
    elif markup == "markdown":
        written = _without_front_matter(written)
        for found in markdown_comments(Source(name, written.text)):
            yield Excerpt(found.text, through(found.offsets, written.offsets))


def _without_front_matter(written: Excerpt) -> Excerpt:
    """The text so that its first line begins no front matter."""
    if not written.text.startswith("---"):
        return written
    composer = Composer(written)
    composer.put("\n", 0, 0)
    composer.copy(0, len(written.text))
    return composer.excerpt()


def _mask(written: Excerpt, markup: str) -> tuple[Excerpt, dict[str, str]]:
    """The text with a character for each placeholder, and what each of them stands for."""
    hidden: dict[str, str] = {}
    if any(ord(char) in MASKED for char in written.text if char > "\uffff"):
        return written, hidden
    composer = Composer(written)
    at = 0
    for nth, found in enumerate(CERTAIN.finditer(written.text)):
        if nth >= len(MASKED):
            break
        mask = chr(MASK + nth)
        hidden[mask] = as_text(found.group()) if markup == "html" else found.group()
        composer.copy(at, found.start())
        composer.put(mask, *found.span())
        at = found.end()
    composer.copy(at, len(written.text))
    return composer.excerpt(), hidden


def _unmask(words: Excerpt, hidden: dict[str, str]) -> Excerpt:
    if not hidden:
        return words
    composer = Composer(words)
    at = 0
    for nth, char in enumerate(words.text):
        if char in hidden:
            composer.copy(at, nth)
            composer.put(hidden[char], nth, nth + 1)
            at = nth + 1
    composer.copy(at, len(words.text))
    return composer.excerpt()


def _moved(span: Span, text: str, hidden: dict[str, str]) -> Span:
    """A stretch of the masked text as it stands in the unmasked one."""

    def grown(upto: int) -> int:
        return upto + sum(len(hidden[char]) - 1 for char in text[:upto] if char in hidden)

    return Span(grown(span.start), grown(span.end))
