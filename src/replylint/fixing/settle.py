"""Which changes a file takes: those after which it reads the same but for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from replylint.fixing.change import Change, spellings, texts
from replylint.fixing.document import Document, Reread, same_but
from replylint.readers.decode import encode
from replylint.text.edit import Edit, edited
from replylint.text.problem import ProblemsError

READINGS = 500


@dataclass(frozen=True)
class Settled:
    """The document after the changes that it took, these, and those that it did not take."""

    document: Document
    taken: tuple[Change, ...]
    refused: tuple[Change, ...]


def settle(document: Document, changes: Sequence[Change], reread: Reread) -> Settled:
    """Makes all changes, where all go; else finds those that do not, in halves.

    Each half is tried in the whole file. After READINGS of it, what has not been tried does not go.
    """
    left = iter(range(READINGS))

    def bounded(data: bytes) -> Document:
        if next(left, None) is None:
            raise ProblemsError(())
        return reread(data)

    taken = sound(document, list(changes), bounded)
    after = changed(document, taken, reread)
    if after is None:
        taken, after = [], document
    kept = {id(change) for change in taken}
    places = {change.span for change in taken}
    refused = tuple(c for c in changes if id(c) not in kept and c.span not in places)
    return Settled(after, tuple(taken), refused)


def sound(document: Document, changes: list[Change], reread: Reread) -> list[Change]:
    """The changes that go, as they have to be written."""
    if not changes or changed(document, changes, reread) is not None:
        return changes
    if len(changes) == 1:
        others = (changes[0].written_as(text) for text in spellings(changes[0].text))
        good = (change for change in others if changed(document, [change], reread) is not None)
        return [change for change in (next(good, None),) if change]
    half = len(changes) // 2
    return sound(document, changes[:half], reread) + sound(document, changes[half:], reread)


def changed(document: Document, changes: Sequence[Change], reread: Reread) -> Document | None:
    """The document after the changes; None where it would not be the same but for them."""
    edits = [Edit(change.span, change.written) for change in changes]
    try:
        data = encode(edited(document.source.text, edits), document.source.encoding)
        after = reread(data)
    except (UnicodeError, ProblemsError):
        return None
    return after if same_but(document, after, texts(document, changes), edits) else None
