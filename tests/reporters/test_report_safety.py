"""Nothing in a text reaches the terminal as an escape sequence or as markup."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from sample_report import finding, full_report, plain

from replylint.engine.report import Evidence, GroupScore, Outcome, ReplyReport, Report, Requirement, Verdict
from replylint.reporters import problems as problem_reporter
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.visible import UNSAFE, visible
from replylint.text.problem import Problem
from replylint.text.span import Span

NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\x1b\x9b\x07\x00\x7f[]/\\\u202e\u2066\ufeff\ud800\r\n\t 日\u0301"),
    ),
    max_size=80,
)
OURS = re.compile("\x1b\\[[0-9;]*m")


def report_of(text, other):
    whole = Span(0, len(text))
    findings = (
        finding(other, "error", other, other, whole, evidence=(Evidence(other, whole),)),
        finding(other, "warning", text, text, None),
        finding(other, "suggestion", text, other, whole, under=0),
    )
    needs = (Requirement(other, Outcome.MET, whole),)
    reply = ReplyReport(
        plain(other, text, ident=text), findings, needs, Verdict.BLOCK, (GroupScore(other, 50),)
    )
    problem = Problem(text, source=reply.reply.source, span=whole, hint=other)
    return Report((reply,), (problem, Problem(other, place=text)))


def check(out, *, color):
    bare = OURS.sub("", out) if color else out
    assert not UNSAFE.search(bare.replace("\n", ""))


@settings(deadline=None)
@given(NASTY, NASTY, st.booleans(), st.booleans(), st.sampled_from(["utf-8", "latin-1", "ascii"]))
def test_people_get_no_control_characters(text, other, color, redact, encoding):
    options = Options(color=color, redact=redact, encoding=encoding, explain=True, detail=1)
    report = report_of(text, other)
    for out in (render(report, options, to=Format.RICH), problem_reporter.render(report.problems, options)):
        check(out, color=color)
        assert options.encode(out).decode(encoding) == out


@settings(deadline=None)
@given(NASTY, NASTY)
def test_programs_get_no_control_characters(text, other):
    report = report_of(text, other)
    lines = render(report, Options(), to=Format.CONCISE)
    check(lines, color=False)
    assert lines.count("\n") == 3
    check(problem_reporter.render_plain(report.problems), color=False)
    for to in (Format.JSON, Format.JSONL):
        check(render(report, Options(), to=to), color=False)


def test_markup_is_text():
    for color in (False, True):
        out = render(
            report_of("[red]x[/red] :smile: [link=a]b[/link]", "[/]"), Options(color=color), to=Format.RICH
        )
        assert "[red]x[/red] :smile: [link=a]b[/link]" in out


def test_visible_symbols():
    assert visible("a\x1b\x00\x7f\t\n\x9b\u202e\ufeff\ud800日") == "a␛␀␡␉␊\\u009b\\u202e\\ufeff\\ud800日"


@pytest.mark.parametrize("width", [1, 40, 60, 80, 100])
def test_lines_keep_to_the_width(width):
    out = render(full_report(), Options(width=width, explain=True, detail=1), to=Format.RICH)
    assert max(map(cell_len, out.splitlines())) <= max(width, 40)
