"""JUnit's XML: a suite for each file, a test case for each reply, one failure with all that fails it."""

from xml.etree.ElementTree import Element, SubElement

from replylint.engine.report import Report
from replylint.reporters.annotation import Annotation
from replylint.reporters.markup import document, element, legal
from replylint.reporters.options import Options
from replylint.reporters.outcome import Test, tests_of
from replylint.reporters.summary import counted


def render(report: Report, options: Options) -> str:
    """The document. What was not checked is an error, in a suite of its own."""
    tests = tests_of(report, options)
    files: dict[str, list[Test]] = {}
    for test in tests.replies:
        files.setdefault(test.path, []).append(test)
    failures = sum(bool(test.failing) for test in tests.replies)
    root = element(
        "testsuites",
        name="replylint",
        tests=len(tests.replies) + len(tests.undone),
        failures=failures,
        errors=len(tests.undone),
    )
    root.extend(suite(path, found) for path, found in files.items())
    if tests.undone:
        undone = element("testsuite", name="not checked", tests=len(tests.undone), errors=len(tests.undone))
        undone.extend(map(error, tests.undone))
        root.append(undone)
    return document(root, options)


def suite(path: str, tests: list[Test]) -> Element:
    """The suite of a file."""
    failures = sum(bool(test.failing) for test in tests)
    made = element("testsuite", name=path, tests=len(tests), failures=failures, errors=0, skipped=0)
    made.extend(map(case, tests))
    return made


def case(test: Test) -> Element:
    """The test case of a reply."""
    made = element("testcase", classname=test.path, name=test.name, file=test.path, line=test.line)
    if test.failing:
        worst = min(test.failing, key=lambda a: a.urgency)
        more = f" (and {counted(len(test.failing) - 1, 'other')})" if len(test.failing) > 1 else ""
        failure = element("failure", type=worst.severity.value, message=worst.message + more)
        failure.text = listing(test.failing)
        made.append(failure)
    if test.passing:
        SubElement(made, "system-out").text = listing(test.passing)
    return made


def error(annotation: Annotation) -> Element:
    """The test case of what was not checked."""
    made = element("testcase", classname="not checked", name=annotation.place or annotation.message)
    made.append(element("error", type=annotation.rule, message=annotation.text))
    return made


def listing(annotations: tuple[Annotation, ...]) -> str:
    """A line for each annotation."""
    return legal("\n".join(annotation.line for annotation in annotations))
