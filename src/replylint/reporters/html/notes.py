"""The notes in the margin of a reply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from replylint.engine.report import Finding, ReplyReport
from replylint.reporters import others as templates
from replylint.reporters.html import bounds
from replylint.reporters.html.standing import Found, Standing, found
from replylint.reporters.options import Options
from replylint.reporters.recording import excerpt
from replylint.reporters.visible import visible
from replylint.text.reply import Reply
from replylint.text.span import Span

KINDS = ("error", "warning", "suggestion", "old", "suppressed")
"""How findings are drawn, the worst first."""

Numbers = Mapping[tuple[str, str], int]
"""The numbers on the page of replies, by file and id."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it stands in the margin, with the rules that are folded under it.

    One on the reply as a whole has no label. `others` are templates that it names, each with its number on
    the page, or 0.
    """

    label: str
    kind: str
    severity: str
    standing: str
    rule: str
    message: str
    advice: str
    reason: str
    also: tuple[str, ...]
    fix: tuple[str, str] | None
    evidence: tuple[str, ...]
    others: tuple[tuple[str, int], ...]


def noted(report: ReplyReport, options: Options, numbers: Numbers) -> tuple[list[Note], list[Span], int]:
    """The notes on a reply, the spans of those that have a label, and how many there is no room for."""
    there = [item for item in found(report) if not folded(item)]
    kept = sorted(there, key=lambda item: KINDS.index(item.kind))[: bounds.NOTES]
    kept.sort(key=lambda item: (item.finding.span is None, item.finding.span or Span(0, 0)))
    spans = [item.finding.span for item in kept if item.finding.span is not None]
    labels = [str(number) for number in range(1, len(spans) + 1)] + [""] * (len(kept) - len(spans))
    notes = [note(item, label, report, options, numbers) for item, label in zip(kept, labels, strict=True)]
    return notes, spans, len(there) - len(kept)


def folded(item: Found) -> bool:
    """Whether a finding is told of with the one that it is folded under."""
    return item.standing is Standing.COUNTS and item.finding.under is not None


def note(item: Found, label: str, report: ReplyReport, options: Options, numbers: Numbers) -> Note:
    """The note of a finding."""
    finding, reply = item.finding, report.reply
    also = under(finding, report.findings) if item.standing is Standing.COUNTS else ()
    return Note(
        label,
        item.kind,
        finding.severity.value,
        item.standing.value,
        visible(finding.rule),
        visible(finding.message),
        visible(finding.advice),
        visible(item.reason),
        tuple(visible(rule) for rule in also),
        mended(finding, reply, options),
        tuple(evidence(finding, reply, options)) if options.explain else (),
        tuple(others(finding, options, numbers)),
    )


def under(finding: Finding, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The rules folded under a finding, and under those in turn."""
    inside = {next((n for n, other in enumerate(findings) if other is finding), -1)}
    rules: list[str] = []
    grown = True
    while grown:
        grown = False
        for number, other in enumerate(findings):
            if other.under in inside and number not in inside:
                inside.add(number)
                rules.append(other.rule)
                grown = True
    return tuple(rules)


def mended(finding: Finding, reply: Reply, options: Options) -> tuple[str, str] | None:
    """What would be written in place of which words."""
    if finding.fix is None or options.redact:
        return None
    return clipped(finding.fix.span.of(reply.text)), clipped(finding.fix.text)


def evidence(finding: Finding, reply: Reply, options: Options) -> Iterator[str]:
    """Which patterns matched which words."""
    for item in finding.evidence:
        words = clipped(excerpt(reply.text, item.span, options))
        told = words if options.redact else f"“{words}”"
        yield f"{visible(item.pattern)} {'came closest with' if item.near else 'matched'} {told}"


def others(finding: Finding, options: Options, numbers: Numbers) -> Iterator[tuple[str, int]]:
    """The templates that a finding names, and where they are on the page."""
    lines = templates.lines(finding.others, options)
    for number, line in enumerate(lines):
        other = finding.others[number] if number < templates.MOST else None
        yield clipped(line), numbers.get((other.path, other.ident), 0) if other else 0


def clipped(text: str) -> str:
    """A name on one line, and not longer than the page takes."""
    return visible(text if len(text) <= bounds.NAME else f"{text[: bounds.NAME - 1]}…")
