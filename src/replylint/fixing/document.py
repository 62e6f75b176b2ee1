"""A file as it was read: its text and the replies in it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from replylint.readers.decode import encode
from replylint.text.edit import Edit, edited
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span


@dataclass(frozen=True)
class Document:
    """The bytes of a file, its replies in order, and how many problems there were in reading it.

    In a `mail`, what is plain ASCII has to stay that: header fields and seven-bit parts are (RFC 5322, 2045).
    """

    data: bytes
    replies: tuple[Reply, ...]
    errors: int
    mail: bool = False

    @property
    def source(self) -> Source:
        """What all its replies stand in. Raises IndexError where there is none."""
        return self.replies[0].source

    def is_faithful(self) -> bool:
        """Whether the bytes can be had back from the text."""
        try:
            return encode(self.source.text, self.source.encoding) == self.data
        except UnicodeError:
            return False


Reread = Callable[[bytes], Document]
"""From other bytes of the same file to the document that they are."""


def document(data: bytes, items: Iterable[Reply | Problem], *, mail: bool = False) -> Document:
    """The document that bytes were read as."""
    replies: list[Reply] = []
    errors = 0
    for item in items:
        if isinstance(item, Reply):
            replies.append(item)
        else:
            errors += item.level is Level.ERROR
    return Document(data, tuple(replies), errors, mail)


def same_but(before: Document, after: Document, texts: Sequence[str], edits: Sequence[Edit]) -> bool:
    """Whether a document is another one with other texts of the replies, and nothing else.

    `edits` are those of the source, in order; every reply must stand where they have moved it.
    """
    if (after.errors, len(after.replies)) != (before.errors, len(before.replies)):
        return False
    moved = Moved(edits)
    return after.source.text == edited(before.source.text, edits) and all(
        is_moved(old, new, text, moved) and not (before.mail and is_plain(old) and not is_plain(new))
        for old, new, text in zip(before.replies, after.replies, texts, strict=True)
    )


def is_moved(old: Reply, new: Reply, text: str, moved: "Moved") -> bool:
    """Whether a reply is another one with another text at the place where that was moved."""
    same = (
        new.text == text
        and (new.ident, new.turn, new.template) == (old.ident, old.turn, old.template)
        and new.customer == old.customer
        and [zone.kind for zone in new.regions] == [zone.kind for zone in old.regions]
    )
    return same and whole(new) == moved.span(whole(old))


def is_plain(reply: Reply) -> bool:
    """Whether a reply is written in ASCII in its file."""
    return whole(reply).of(reply.source.text).isascii()


def whole(reply: Reply) -> Span:
    """The stretch of the source that a reply stands for."""
    return reply.source_span(Span(0, len(reply.text)))


class Moved:
    """Where edits, in order, move what stands around them."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.ends = [edit.span.end for edit in edits]
        self.grown = [0, *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)]

    def span(self, span: Span) -> Span:
        """The span that a span becomes; each edit lies within it or without."""
        return Span(*(at + self.grown[bisect_right(self.ends, at)] for at in span))
