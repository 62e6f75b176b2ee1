"""A text file as one reply."""

import re
from collections.abc import Iterator

from replylint.readers.options import ReadOptions
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

MAX_REPLY = 1_000_000
"""The most code points of one reply."""

BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]*+")


def read_plain(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The whole text, verbatim, as one reply."""
    problem = unfit(source.text)
    if problem:
        what, span, hint = problem
        where = span if span.end else None
        yield Problem(f"not checked: the draft {what}", source=source, span=where, hint=hint)
        return
    yield Reply(
        source=source,
        text=source.text,
        offsets=OffsetMap.identity(len(source.text)),
        customer=options.customer,
        turn=options.turn,
        template=options.templates,
    )


def unfit(text: str) -> tuple[str, Span, str] | None:
    """Why a text cannot be judged as a reply: what it is, where (code points; empty at 0 for
    the text as a whole), and what to do.
    """
    if BLANK.fullmatch(text):
        return "is empty", Span(0, 0), "write the reply first"
    if len(text) > MAX_REPLY:
        return (
            f"is longer than {MAX_REPLY:,} characters (it has {len(text):,})",
            Span(0, 0),
            "check it in parts; for a file of many replies, name the field with --reply-field",
        )
    if not text.isascii() and not _encodable(text):
        at = next(index for index, char in enumerate(text) if "\ud800" <= char <= "\udfff")
        return (
            f"holds half a character (the lone surrogate U+{ord(text[at]):04X})",
            Span(at, at + 1),
            "write the character again; something cut it in two",
        )
    return None


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
