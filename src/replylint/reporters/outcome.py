"""Replies as tests: one passes unless something in it fails the run. For the formats of test results."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from replylint.engine.report import Report
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Unit
from replylint.reporters.visible import visible
from replylint.text.problem import Level


@dataclass(frozen=True, slots=True)
class Test:
    """A reply, and what was found in it: what fails the run and what does not."""

    path: str
    name: str
    line: int
    failing: tuple[Annotation, ...]
    passing: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Tests:
    """The replies of a run, what was not checked, and what else there is to tell."""

    replies: tuple[Test, ...]
    undone: tuple[Annotation, ...]
    remarks: tuple[Annotation, ...]


def tests_of(report: Report, options: Options) -> Tests:
    """The tests of a report. No two in one file have the same name."""
    making = Annotations(options, Unit.CODE_POINTS)
    problems = [found for found in report.problems if found.level is not Level.NOTE]
    told = list(making.problems(report))
    undone = tuple(a for a, found in zip(told, problems, strict=True) if found.level is Level.ERROR)
    remarks = tuple(a for a, found in zip(told, problems, strict=True) if found.level is not Level.ERROR)
    return Tests(tuple(_replies(report, options, making)), undone, remarks)


def _replies(report: Report, options: Options, making: Annotations) -> Iterator[Test]:
    met: Counter[tuple[str, str]] = Counter()
    for judged in report.replies:
        path = making.path(judged.reply.source.name)
        name = visible(judged.reply.ident) or path
        met[path, name] += 1
        if met[path, name] > 1:
            name = f"{name} ({met[path, name]})"
        fails = [options.fails(finding.severity, judged.reply) for finding in judged.findings]
        found = list(zip(making.reply(judged), fails, strict=True))
        yield Test(
            path,
            name,
            making.region(judged.reply, None).line,
            tuple(a for a, failing in found if failing),
            tuple(a for a, failing in found if not failing),
        )
