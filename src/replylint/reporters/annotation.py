"""Annotations: findings and problems as they are told by programs that show the file."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from replylint.engine.report import Finding, ReplyReport, Report
from replylint.packs.severity import Severity
from replylint.readers.discover import STDIN_NAME
from replylint.reporters.options import Options
from replylint.reporters.others import sentence
from replylint.reporters.position import Region, Unit, ruler
from replylint.reporters.visible import visible
from replylint.settling.fingerprint import digest, fingerprint, relative
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

LEVELS = {Level.ERROR: Severity.ERROR, Level.WARNING: Severity.WARNING, Level.NOTE: Severity.SUGGESTION}
PROBLEMS = {Level.ERROR: "not-checked", Level.WARNING: "unused", Level.NOTE: "note"}
"""What stands in place of a rule's id."""

STOPS = (".", "!", "?", "…")
LINE = re.compile(r"(.+):([0-9]{1,9})")


class Place(NamedTuple):
    """A line of a file that is named beside, and what is there."""

    path: str
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing to tell of a file: all texts on one line, without control characters.

    `path` is empty and `region` None where they are not known. `digest` is that of a finding, other than
    those of all others. `fix` is what may be written in place of a region.
    """

    severity: Severity
    rule: str
    message: str
    advice: str
    path: str
    region: Region | None
    digest: str
    folded: bool = False
    fix: tuple[Region, str] | None = None
    others: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """What is wrong and what to do, in one line."""
        stop = "" if self.message.endswith(STOPS) or not self.advice else ";"
        return f"{self.message}{stop} {self.advice}".strip()

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known."""
        return f"{self.path}:{self.region.line}:{self.region.column}" if self.region else self.path

    @property
    def line(self) -> str:
        """All of it in one line, for a log."""
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.severity.value}: {self.text} [{self.rule}]"

    @property
    def urgency(self) -> tuple[int, bool]:
        """A key by which the worst come first, and what is folded under others last."""
        return -self.severity.rank, self.folded


class Annotations:
    """Makes annotations, with columns in a unit. Notes are none: they are told on standard error."""

    def __init__(self, options: Options, unit: Unit) -> None:
        self.options = options
        self.unit = unit
        self.met: Counter[str] = Counter()

    def of(self, report: Report) -> list[Annotation]:
        """The annotations of a report, problems first."""
        return [*self.problems(report), *(a for reply in report.replies for a in self.reply(reply))]

    def problems(self, report: Report) -> Iterator[Annotation]:
        """Those of the problems."""
        return (self.problem(found) for found in report.problems if found.level is not Level.NOTE)

    def reply(self, report: ReplyReport) -> Iterator[Annotation]:
        """Those of a reply's findings."""
        for finding in report.findings:
            yield Annotation(
                finding.severity,
                visible(finding.rule),
                visible(f"{finding.message} {sentence(finding.others, self.path)}".rstrip()),
                visible(finding.advice),
                self.path(report.reply.source.name),
                self.region(report.reply, finding.span),
                self.digest(finding, report.reply),
                finding.under is not None,
                self.fix(finding, report.reply),
                tuple(Place(self.path(one.path), one.line, visible(one.ident)) for one in finding.others),
            )

    def problem(self, problem: Problem) -> Annotation:
        """That of a problem."""
        path, region = problem.place, None
        if problem.source and problem.span:
            path, region = problem.source.name, ruler(problem.source, self.unit).region(problem.span)
        elif found := LINE.fullmatch(problem.place):
            path, region = found[1], Region(int(found[2]), 1, int(found[2]), 1)
        return Annotation(
            LEVELS[problem.level],
            PROBLEMS[problem.level],
            visible(problem.message),
            visible(problem.hint),
            self.path(path) if path else "",
            region,
            self.unique(digest("problem", problem.message, path)),
        )

    def path(self, name: str) -> str:
        """A file's path from the root that the options name, else as it was given."""
        if self.options.root is None or name == STDIN_NAME:
            return visible(name)
        return visible(relative(name, self.options.root))

    def region(self, reply: Reply, span: Span | None) -> Region:
        """Where a finding stands; one about the reply as a whole at the reply's first line."""
        if span is not None:
            return ruler(reply.source, self.unit).region(reply.source_span(span))
        text = reply.text
        start = len(text) - len(text.lstrip())
        whole = reply.source_span(Span(start if start < len(text) else 0, len(text)))
        return ruler(reply.source, self.unit).region(first_line(reply.source, whole))

    def fix(self, finding: Finding, reply: Reply) -> tuple[Region, str] | None:
        """What may be written, and where; None where the file may have to say it in other letters."""
        edit = finding.fix
        if edit is None or self.options.redact or not reply.offsets.is_exact(edit.span):
            return None
        if not is_plain(reply) and not same_marks(edit.span.of(reply.text), edit.text):
            return None
        return ruler(reply.source, self.unit).region(reply.source_span(edit.span)), edit.text

    def digest(self, finding: Finding, reply: Reply) -> str:
        """The digest of a finding that no other one has."""
        return self.unique(fingerprint(finding, reply, self.options.root or Path()))

    def unique(self, known: str) -> str:
        """A digest, made another one for each time that it was met before."""
        self.met[known] += 1
        nth = self.met[known]
        return known if nth == 1 else digest(known, str(nth))


def is_plain(reply: Reply) -> bool:
    """Whether the source is the reply's text and nothing else."""
    return reply.offsets.is_exact(Span(0, len(reply.text))) and len(reply.text) == len(reply.source.text)


def first_line(source: Source, span: Span) -> Span:
    """What of a span stands on the line that it begins on, the line end excluded."""
    line = source.point(span.start).line
    end = min(span.end, (*source.line_starts[line : line + 1], span.end)[0])
    while end > span.start and source.text[end - 1] in "\r\n":
        end -= 1
    return Span(span.start, end)


def same_marks(old: str, new: str) -> bool:
    """Whether a text has no mark that the other one lacks: none that a format could read as its own."""
    return all(char.isalnum() or char == " " or char in old for char in new)


def uri(path: str) -> str:
    """A path as a reference: relative ones stay so, others become URIs of files."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path, errors="replace")
