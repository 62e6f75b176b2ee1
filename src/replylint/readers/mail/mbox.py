"""Mailboxes in one file: where each message begins (RFC 4155)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from replylint.text.source import Source
from replylint.text.span import Span

ENVELOPE = re.compile(r"(?:\A|(?<=\n\n)|(?<=\r\n\r\n)|(?<=\r\r))From \S+[^\r\n]{0,80}?\d\d:\d\d[^\r\n]*")
FIRST_LINE = re.compile(rb"From \S+[^\r\n]{0,80}?\d\d:\d\d")


def is_mbox(data: bytes) -> bool:
    """Whether a file begins as a mailbox does: with the line "From ", an address and a time."""
    return FIRST_LINE.match(data) is not None


def messages(source: Source) -> Iterator[Span]:
    """The messages of a mailbox, each from its "From " line on."""
    starts = [found.start() for found in ENVELOPE.finditer(source.text)] or [0]
    for start, end in pairwise([*starts, len(source.text)]):
        yield Span(start, end)
