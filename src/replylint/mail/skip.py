"""`X-Replylint: skip`: the header line with which a sender lets one message pass unchecked."""

import re
from typing import NamedTuple

from replylint.mail.spool import Spool

LONGEST = 1 << 20
"""So many bytes of header fields are looked through."""

LINE = re.compile(rb"[^\n]*\n|[^\n]+\Z")
NAME = re.compile(rb"[!-9;-~]+[ \t]*:")
OURS = re.compile(rb"x-replylint[ \t]*:", re.IGNORECASE)
ENVELOPE = re.compile(rb">?From ")


class Skip(NamedTuple):
    """A field `X-Replylint`: what it says, unfolded, and the bytes of the message that it takes."""

    value: str
    span: tuple[int, int]

    @property
    def wanted(self) -> bool:
        """Whether it says `skip`; any other word is a mistake."""
        return self.value.lower().split(maxsplit=1)[:1] == ["skip"]

    @property
    def reason(self) -> str:
        """What is said after `skip`."""
        return self.value.partition(" ")[2].strip()


def find_skips(spool: Spool) -> list[Skip]:
    """The fields of that name in the message's own header; none in its parts or its text."""
    head = spool.at(0, LONGEST)
    fields: list[tuple[int, int]] = []
    for line in LINE.finditer(head):
        text = line[0]
        if text.startswith((b" ", b"\t")) and fields and text.strip():
            fields[-1] = (fields[-1][0], line.end())
        elif NAME.match(text):
            fields.append(line.span())
        elif line.start() or not ENVELOPE.match(text):
            break
    return [Skip(_value(head[start:end]), (start, end)) for start, end in fields if OURS.match(head, start)]


def _value(field: bytes) -> str:
    text = " ".join(field.partition(b":")[2].decode("utf-8", "replace").split())
    return "".join(char if char.isprintable() else "?" for char in text)
