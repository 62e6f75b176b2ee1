"""Which parts of a message are the reply, and which are what it answers."""

from typing import NamedTuple

from replylint.readers.mail.structure import Part, walk
from replylint.text.source import Source


class Chosen(NamedTuple):
    """The text parts that were written by the sender, and the messages that are passed on."""

    texts: list[Part]
    forwarded: list[Part]


def choose(message: Part, source: Source) -> Chosen:
    """The parts of a message that people read as its text.

    Of alternatives it is the plain text, or the HTML where there is none; attachments are no text.
    """
    chosen = Chosen([], [])
    _choose(message, source, chosen)
    return chosen


def kinds(message: Part) -> list[str]:
    """The media types of the leaves of a message, each once."""
    return list(dict.fromkeys(part.kind for part in walk(message) if not part.children))


def _choose(part: Part, source: Source, chosen: Chosen) -> None:
    if part.kind == "message/rfc822":
        chosen.forwarded.extend(part.children)
    elif part.kind in ("multipart/alternative", "multipart/related"):
        _choose_one(part, source, chosen)
    elif part.children:
        for child in part.children:
            _choose(child, source, chosen)
    elif part.kind in ("text/plain", "text/html") and not _attached(part, source):
        chosen.texts.append(part)


def _choose_one(part: Part, source: Source, chosen: Chosen) -> None:
    """Of alternatives the first with plain text, else the first with any; of related parts the first."""
    found = []
    for child in part.children:
        one = Chosen([], [])
        _choose(child, source, one)
        found.append(one)
    plain = (
        one
        for one in found
        if any(text.kind == "text/plain" and _written(text, source) for text in one.texts)
    )
    best = next(plain, None) or next((one for one in reversed(found) if one.texts), None)
    if best:
        chosen.texts.extend(best.texts)
    for one in found:
        chosen.forwarded.extend(one.forwarded)


def _written(part: Part, source: Source) -> bool:
    return bool(part.body.of(source.text).strip())


def _attached(part: Part, source: Source) -> bool:
    field = part.fields.get("content-disposition")
    value = field.of(source.text).strip().lower() if field else ""
    return value.startswith("attachment") or "filename" in value or "name" in part.type.parameters
