"""The Test Anything Protocol, version 13: a test for each reply, its findings in a YAML block."""

import re
from collections.abc import Iterable, Iterator

from replylint.engine.report import Report
from replylint.reporters.annotation import Annotation
from replylint.reporters.options import Options
from replylint.reporters.outcome import Test, tests_of
from replylint.reporters.recording import as_json

SPECIAL = re.compile(r"[\\#]")


def render(report: Report, options: Options) -> str:
    """The protocol. What was not checked is a test that failed."""
    tests = tests_of(report, options)
    lines = ["TAP version 13", f"1..{len(tests.replies) + len(tests.undone)}"]
    lines += [f"# {escaped(annotation.place)}: {escaped(annotation.text)}" for annotation in tests.remarks]
    for nth, test in enumerate(tests.replies, 1):
        lines += test_lines(nth, test, options)
    for nth, annotation in enumerate(tests.undone, len(tests.replies) + 1):
        lines.append(f"not ok {nth} - {escaped(annotation.place or 'the run')}")
        lines += block([annotation], options)
    return "".join(line + "\n" for line in lines)


def test_lines(nth: int, test: Test, options: Options) -> Iterator[str]:
    """The lines of one reply."""
    name = test.path if test.name == test.path else f"{test.path} {test.name}"
    yield f"{'not ok' if test.failing else 'ok'} {nth} - {escaped(name)}"
    if found := [*test.failing, *test.passing]:
        yield from block(found, options)


def block(annotations: Iterable[Annotation], options: Options) -> Iterator[str]:
    """Findings as a list, in the little of YAML that readers of the protocol know."""
    yield "  ---"
    yield "  findings:"
    for a in annotations:
        told = {"severity": a.severity.value, "rule": a.rule, "at": a.place, "message": a.text}
        for nth, (key, value) in enumerate(told.items()):
            yield f"    {' ' if nth else '-'} {key}: {as_json(value, options)}"
    yield "  ..."


def escaped(text: str) -> str:
    """A text in a description, where a number sign would begin a directive."""
    return SPECIAL.sub(lambda found: f"\\{found[0]}", text)
