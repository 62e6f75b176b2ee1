"""From a report to the records of the JSON formats, and from records to JSON text."""

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from replylint.engine.report import Evidence, Finding, Hidden, Other, ReplyReport, Report
from replylint.packs.severity import Severity
from replylint.reporters.options import Options
from replylint.reporters.others import words
from replylint.reporters.records import (
    VERSION,
    EvidenceRecord,
    FindingRecord,
    FixRecord,
    HiddenRecord,
    LocationRecord,
    OtherRecord,
    ProblemRecord,
    ReplyRecord,
    ReportRecord,
    RequirementRecord,
    ScoreRecord,
    SeverityName,
    SummaryRecord,
)
from replylint.reporters.summary import Tally, tally
from replylint.text.edit import Edit
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SEVERITIES: dict[Severity, SeverityName] = {
    Severity.OFF: "off",
    Severity.SUGGESTION: "suggestion",
    Severity.WARNING: "warning",
    Severity.ERROR: "error",
}

ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(record: "DataclassInstance", options: Options, *, indent: int | None = None) -> str:
    """A record as JSON text."""
    return as_json(asdict(record), options, indent=indent)


def as_json(value: Any, options: Options, *, indent: int | None = None) -> str:  # noqa: ANN401
    """A value as JSON text that is valid UTF-8, on one line for every reader unless indented.

    Characters that could steer a terminal or that some readers take for line ends are escaped. Lone
    surrogates become U+FFFD: many JSON parsers refuse them.
    """
    text = json.dumps(printable(value), ensure_ascii=not options.unicode, indent=indent)
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printable(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON value without lone surrogates."""
    match value:
        case str():
            return SURROGATE.sub("\ufffd", value)
        case dict():
            return {key: printable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [printable(inner) for inner in value]
        case _:
            return value


def location(source: Source, span: Span) -> LocationRecord:
    """Where a span of the source stands."""
    start, end = source.point(span.start), source.point(span.end)
    return LocationRecord(source.name, start.line, start.column, end.line, end.column)


def source_span(reply: Reply, span: Span | None) -> Span:
    """The source span of a finding; the reply's whole stretch where it has none."""
    return reply.source_span(Span(0, len(reply.text)) if span is None else span)


def excerpt(text: str, span: Span, options: Options) -> str:
    """The words of a span, or how many characters they are where the report is redacted."""
    words = span.of(text)
    if not options.redact:
        return words
    return f"[{len(words)} character{'' if len(words) == 1 else 's'}]"


def pair(span: Span | None) -> tuple[int, int] | None:
    """A span as plain numbers."""
    return None if span is None else (span.start, span.end)


def evidence_record(item: Evidence, text: str, options: Options) -> EvidenceRecord:
    """The record of one piece of evidence."""
    words = excerpt(text, item.span, options)
    return EvidenceRecord(item.pattern, (item.span.start, item.span.end), words, item.near)


def fix_record(fix: Edit, reply: Reply, options: Options) -> FixRecord:
    """The record of what mends a finding."""
    exact = reply.offsets.is_exact(fix.span)
    return FixRecord(
        span=(fix.span.start, fix.span.end),
        text=None if options.redact else fix.text,
        safe=fix.safe,
        location=location(reply.source, reply.source_span(fix.span)) if exact else None,
    )


def finding_record(finding: Finding, reply: Reply, options: Options) -> FindingRecord:
    """The record of one finding."""
    evidence = finding.evidence if options.explain else ()
    return FindingRecord(
        rule=finding.rule,
        severity=SEVERITIES[finding.severity],
        message=finding.message,
        span=pair(finding.span),
        excerpt=None if finding.span is None else excerpt(reply.text, finding.span, options),
        advice=finding.advice,
        location=location(reply.source, source_span(reply, finding.span)),
        under=finding.under,
        fix=fix_record(finding.fix, reply, options) if finding.fix else None,
        others=[other_record(other, options) for other in finding.others],
        evidence=[evidence_record(item, reply.text, options) for item in evidence],
    )


def other_record(other: Other, options: Options) -> OtherRecord:
    """The record of another template."""
    said = words(other, options) or None
    return OtherRecord(other.path, other.ident or None, other.line, other.column, said)


def hidden_record(hidden: Hidden, reply: Reply, options: Options) -> HiddenRecord:
    """The record of a finding that does not count."""
    finding = hidden.finding
    return HiddenRecord(
        rule=finding.rule,
        severity=SEVERITIES[finding.severity],
        message=finding.message,
        span=pair(finding.span),
        excerpt=None if finding.span is None else excerpt(reply.text, finding.span, options),
        location=location(reply.source, source_span(reply, finding.span)),
        status=hidden.status.value,
        reason=hidden.reason,
    )


def reply_record(report: ReplyReport, options: Options) -> ReplyRecord:
    """The record of one reply, all findings listed."""
    return ReplyRecord(
        id=report.reply.ident or None,
        path=report.reply.source.name,
        findings=[finding_record(finding, report.reply, options) for finding in report.findings],
        verdict=report.verdict.value,
        scorecard=[ScoreRecord(score.group, score.score) for score in report.scorecard],
        requirements=[
            RequirementRecord(need.rule, need.outcome.value, pair(need.span)) for need in report.requirements
        ],
        hidden=[hidden_record(hidden, report.reply, options) for hidden in report.hidden],
    )


def problem_record(problem: Problem) -> ProblemRecord:
    """The record of one problem."""
    known = problem.source is not None and problem.span is not None
    at = location(cast("Source", problem.source), cast("Span", problem.span)) if known else None
    return ProblemRecord(problem.level.value, problem.message, problem.hint, problem.location, at)


def summary_record(counts: Tally) -> SummaryRecord:
    """The record of the counts."""
    return SummaryRecord(
        counts.replies,
        counts.affected,
        counts.of(Severity.ERROR),
        counts.of(Severity.WARNING),
        counts.of(Severity.SUGGESTION),
        counts.not_checked,
        counts.suppressed,
        counts.accepted,
    )


def report_record(report: Report, options: Options) -> ReportRecord:
    """The record of a run."""
    return ReportRecord(
        VERSION,
        [reply_record(reply, options) for reply in report.replies],
        [problem_record(problem) for problem in report.problems],
        summary_record(tally(report)),
    )
