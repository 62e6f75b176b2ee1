"""Changes: edits of replies, and where they stand in the file."""

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from replylint.engine.report import ReplyReport
from replylint.fixing.document import Document
from replylint.text.edit import Edit, apart, edited
from replylint.text.span import Span


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the source, what the reply is to say there, and how that is written.

    `edits` has an edit for each reply that stands there, by its number: two may share a place.
    """

    span: Span
    text: str
    rule: str
    edits: tuple[tuple[int, Edit], ...]
    written: str

    def written_as(self, written: str) -> "Change":
        """The same change, written in another way."""
        return Change(self.span, self.text, self.rule, self.edits, written)


@dataclass(slots=True)
class Wanted:
    """The changes that are wanted, in order; how many are unsafe and were not asked for, and how many stand
    where the file does not have the reply's text letter by letter.
    """

    changes: list[Change] = field(default_factory=list)
    unsafe: int = 0
    inexact: int = 0


def wanted(reports: Sequence[ReplyReport], *, unsafe: bool) -> Wanted:
    """What the fixes of the findings come to; of those that touch, the first."""
    result = Wanted()
    places: dict[tuple[Span, str], list[tuple[int, Edit, str]]] = {}
    for number, report in enumerate(reports):
        rules = {found.fix: found.rule for found in report.findings if found.fix}
        allowed = [edit for edit in rules if edit.safe or unsafe]
        result.unsafe += len(rules) - len(allowed)
        for edit in apart(allowed):
            if report.reply.offsets.is_exact(edit.span):
                place = report.reply.source_span(edit.span), edit.text
                places.setdefault(place, []).append((number, edit, rules[edit]))
            else:
                result.inexact += 1
    spans = [Edit(span, text) for span, text in places]
    for span, text, _ in apart(spans):
        ours = places[span, text]
        edits = tuple((number, edit) for number, edit, _ in ours)
        result.changes.append(Change(span, text, ours[0][2], edits, text))
    return result


def texts(document: Document, changes: Iterable[Change]) -> list[str]:
    """What the replies are to say after the changes."""
    edits: dict[int, list[Edit]] = {}
    for change in changes:
        for number, edit in change.edits:
            edits.setdefault(number, []).append(edit)
    return [
        edited(reply.text, edits[number]) if number in edits else reply.text
        for number, reply in enumerate(document.replies)
    ]


def spellings(text: str) -> Iterator[str]:
    """How a text may have to be written where marks of a format would end it: plain first."""
    forms = (
        text,
        json.dumps(text, ensure_ascii=False)[1:-1],
        text.replace('"', '""'),
        text.replace("'", "''"),
        html.escape(text, quote=False),
    )
    yield from dict.fromkeys(forms)
