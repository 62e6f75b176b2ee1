"""The summary of a step in GitHub Actions: Markdown that lists everything."""

import re
from collections.abc import Iterator

from replylint.engine.report import Report
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Unit
from replylint.reporters.summary import sentence, tally

LARGEST = 1_000_000
"""Bytes: GitHub takes no summary of a step beyond 1 MiB."""

MARKS = re.compile(r"[!-,;-@\[-`{-~]")
HEAD = "| | where | rule | what |\n| --- | --- | --- | --- |\n"


def summary(report: Report, options: Options) -> str:
    """The counts and a table, the worst first, as much of it as there is room for."""
    found = sorted(Annotations(options, Unit.UTF16).of(report), key=lambda a: a.urgency)
    head = f"### Replylint\n\n{literal(sentence(tally(report)))}\n\n"
    if not found:
        return head
    fitting = list(within(map(row, found), LARGEST - len(head.encode()) - len(HEAD) - 100))
    more = len(found) - len(fitting)
    rest = f"\n{more:,} more are in the log of the step.\n" if more else ""
    return f"{head}{HEAD}{''.join(fitting)}{rest}\n"


def row(annotation: Annotation) -> str:
    """The row of one annotation."""
    place = annotation.path
    if annotation.region:
        place += f":{annotation.region.line}"
    cells = (annotation.severity.value, place, annotation.rule, annotation.text)
    return f"| {' | '.join(map(literal, cells))} |\n"


def within(lines: Iterator[str], size: int) -> Iterator[str]:
    """The lines, until they would come to more than so many bytes."""
    for line in lines:
        size -= len(line.encode("utf-8", "replace"))
        if size < 0:
            return
        yield line


def literal(text: str) -> str:
    """A text that Markdown shows as it is: every mark as a character reference."""
    return MARKS.sub(lambda found: f"&#{ord(found[0])};", text)
