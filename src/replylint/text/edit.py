"""An edit: what is to stand in place of a stretch of a text."""

from collections.abc import Sequence
from typing import NamedTuple

from replylint.text.span import Span


class Edit(NamedTuple):
    """A stretch of a text in code points, and what is to stand there. `safe` says that nobody must look."""

    span: Span
    text: str
    safe: bool = True


def apart(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in order without those that overlap an earlier one; of two at one place the longer."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.span.start, -edit.span.end, edit.text)):
        if not kept or edit.span.start >= kept[-1].span.end:
            kept.append(edit)
    return kept


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits that are in order and apart."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*pieces, text[at:]])
