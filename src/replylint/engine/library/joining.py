"""What comparing found, joined to the reports on the templates in which it stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from replylint.engine.report import Finding, ReplyReport
from replylint.engine.score import verdict
from replylint.engine.triage import in_order
from replylint.text.reply import Reply
from replylint.text.span import Span


class Key(NamedTuple):
    """What makes out a template: its file, where it begins in it, its name, and a hash of its text."""

    name: str
    start: int
    ident: str
    text: int


def key_of(reply: Reply) -> Key:
    """The key of a template."""
    start = reply.source_span(Span(0, len(reply.text))).start
    return Key(reply.source.name, start, reply.ident, hash(reply.text))


Found = Mapping[Key, tuple[Finding, ...]]
"""The findings of a comparison by the template that they stand in."""


def joined(report: ReplyReport, found: Found) -> ReplyReport:
    """The report on a reply with what the comparison found in it.

    What stands on the very words of another finding, such as a misspelt placeholder, is folded under that.
    """
    more = found.get(key_of(report.reply)) if report.reply.template else None
    if not more:
        return report
    ordered = in_order([*report.findings, *more])
    places = {id(finding): nth for nth, finding in enumerate(ordered)}
    covers = {
        id(finding): report.findings[finding.under]
        for finding in report.findings
        if finding.under is not None
    }
    spans = {
        finding.span: finding
        for finding in reversed(report.findings)
        if finding.span and finding.under is None
    }
    covers |= {id(finding): spans[finding.span] for finding in more if finding.span in spans}
    findings = tuple(
        replace(finding, under=places[id(covers[id(finding)])] if id(finding) in covers else None)
        for finding in ordered
    )
    return replace(report, findings=findings, verdict=verdict(findings))
