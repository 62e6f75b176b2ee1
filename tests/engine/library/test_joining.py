"""What comparing found, among the findings of a reply."""

from comparison import template

from replylint.engine.library.joining import joined, key_of
from replylint.engine.report import Finding, ReplyReport, Verdict
from replylint.packs.severity import Severity
from replylint.text.span import Span

REPLY = template("Hi {{nmae}}, too bad, it ships today.")


def finding(rule, severity, span, under=None):
    return Finding(rule, Severity(severity), "m", "a", span, under=under)


def test_findings_are_in_order_and_those_on_the_same_words_are_one():
    findings = (
        finding("broken", "warning", Span(3, 11)),
        finding("rude", "warning", Span(13, 20)),
        finding("short", "suggestion", Span(17, 20), under=1),
        finding("missing", "suggestion", None),
    )
    found = (finding("dead", "error", Span(3, 11)), finding("spelling", "error", Span(12, 13)))
    report = joined(ReplyReport(REPLY, findings, (), Verdict.ADVISE, ()), {key_of(REPLY): found})
    told = [(item.rule, item.under) for item in report.findings]
    assert told == [
        ("dead", 1), ("broken", None), ("spelling", None), ("rude", None), ("short", 3), ("missing", None)
    ]  # fmt: skip
    assert report.verdict is Verdict.BLOCK


def test_other_replies_are_as_they_were():
    report = ReplyReport(REPLY, (), (), Verdict.PASS, ())
    assert joined(report, {}) is report
    other = template("Hi, it ships today.", "t/2.txt")
    assert joined(report, {key_of(other): (finding("dead", "error", None),)}) is report
