"""A file fixed, round by round, until nothing is left to fix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from replylint.engine.report import ReplyReport
from replylint.fixing.change import Change, Wanted, wanted
from replylint.fixing.document import Document, Reread
from replylint.fixing.lines import Lines
from replylint.fixing.settle import settle
from replylint.text.edit import Edit
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source

ROUNDS = 10
"""One fix may uncover another; two are the rule, and ten a sign that fixes undo each other."""

Judge = Callable[[Sequence[Reply]], list[ReplyReport]]


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made, in the source as it was then."""

    change: Change
    source: Source


@dataclass
class Fixed:
    """A file, fixed: as it is now, its lines, what was done, and what was left after the last round."""

    document: Document
    lines: Lines
    done: list[Done] = field(default_factory=list)
    left: Wanted = field(default_factory=Wanted)
    problems: list[Problem] = field(default_factory=list)


def fix(
    document: Document, reports: Sequence[ReplyReport], judge: Judge, reread: Reread, *, unsafe: bool
) -> Fixed:
    """Makes the fixes of a document's reports, then judges again what was changed, until none is left.

    Where there is no end to it, nothing is done.
    """
    fixed = Fixed(document, Lines.of(document.source))
    current = list(reports)
    refused: set[tuple[str, str, str]] = set()
    for _ in range(ROUNDS):
        fixed.left = wanted(current, unsafe=unsafe)
        changes = [change for change in fixed.left.changes if key(change, fixed.document) not in refused]
        if not changes:
            return fixed
        settled = settle(fixed.document, changes, reread)
        for change in settled.refused:
            refused.add(key(change, fixed.document))
            fixed.problems.append(not_made(change, fixed.document.source))
        current = follow(fixed, settled.taken, settled.document, current, judge)
    if any(key(change, fixed.document) not in refused for change in wanted(current, unsafe=unsafe).changes):
        return Fixed(document, Lines.of(document.source), problems=[restless(document.source)])
    return fixed


def follow(
    fixed: Fixed, taken: Sequence[Change], after: Document, reports: Sequence[ReplyReport], judge: Judge
) -> list[ReplyReport]:
    """Goes on to the document after some changes, and judges the replies anew that they changed."""
    source = fixed.document.source
    fixed.done += [Done(change, source) for change in taken]
    fixed.document = after
    fixed.lines = fixed.lines.after([Edit(c.span, c.written) for c in taken], after.source)
    numbers = sorted({number for change in taken for number, _ in change.edits})
    fresh = dict(zip(numbers, judge([after.replies[number] for number in numbers]), strict=True))
    return [
        fresh.get(number) or ReplyReport(after.replies[number], report.findings, (), report.verdict, ())
        for number, report in enumerate(reports)
    ]


def key(change: Change, document: Document) -> tuple[str, str, str]:
    """What makes out a change from round to round: its rule, and the words before and after."""
    return change.rule, change.span.of(document.source.text), change.text


def not_made(change: Change, source: Source) -> Problem:
    """That a change was refused."""
    return Problem(
        f"not fixed: the file would no longer read the same with {change.text!r} here [{change.rule}]",
        source=source,
        span=change.span,
        hint="write it yourself",
    )


def restless(source: Source) -> Problem:
    """That the fixes go round in a circle."""
    return Problem(
        f"not fixed: after {ROUNDS} rounds the fixes still found something of their own to fix",
        place=source.name,
        hint="a fix writes what its rule, or another one, finds: leave that out with --ignore",
    )
