"""Every format on the same report, compared with golden files."""

from pathlib import Path

import pytest
from sample_report import full_report, problems

from replylint.reporters import problems as problem_reporter
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.stepsummary import summary


@pytest.mark.parametrize(
    ("name", "to", "options"),
    [
        ("report.txt", Format.RICH, Options()),
        ("report.60.txt", Format.RICH, Options(width=60)),
        ("report.ascii.txt", Format.RICH, Options(encoding="ascii")),
        ("report.ansi.txt", Format.RICH, Options(color=True)),
        ("report.explain.txt", Format.RICH, Options(explain=True, detail=1)),
        ("report.redacted.txt", Format.RICH, Options(explain=True, redact=True, detail=1)),
        ("report.quiet.txt", Format.RICH, Options(detail=-1)),
        ("report.concise.txt", Format.CONCISE, Options()),
        ("report.json", Format.JSON, Options(explain=True)),
        ("report.redacted.json", Format.JSON, Options(explain=True, redact=True)),
        ("report.jsonl", Format.JSONL, Options()),
        ("report.sarif", Format.SARIF, Options(root=Path())),
        ("report.github", Format.GITHUB, Options(root=Path())),
        ("report.gitlab.json", Format.GITLAB, Options(root=Path())),
        ("report.junit.xml", Format.JUNIT, Options()),
        ("report.checkstyle.xml", Format.CHECKSTYLE, Options()),
        ("report.rdjson", Format.RDJSON, Options()),
        ("report.rdjsonl", Format.RDJSONL, Options()),
        ("report.tap", Format.TAP, Options()),
        ("report.azure", Format.AZURE, Options(root=Path())),
        ("report.html", Format.HTML, Options(day="28 November 2026")),
        ("report.redacted.html", Format.HTML, Options(redact=True, explain=True)),
    ],
)
def test_format(golden, name, to, options):
    golden(name, render(full_report(), options, to=to))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("problems.txt", Options()),
        ("problems.60.txt", Options(width=60)),
        ("problems.ansi.txt", Options(color=True)),
        ("problems.redacted.txt", Options(redact=True)),
    ],
)
def test_problems(golden, name, options):
    golden(name, problem_reporter.render(problems(), options))


def test_step_summary(golden):
    golden("report.summary.md", summary(full_report(), Options(root=Path())))


def test_every_format_is_among_them():
    (shown,) = (mark.args[1] for mark in test_format.pytestmark)
    assert {to for _, to, _ in shown} == set(Format)


def test_plain_problems(golden):
    golden("problems.plain.txt", problem_reporter.render_plain(problems()))
