"""One report on a template from those on the texts that a customer may get of it."""

from collections.abc import Sequence
from dataclasses import replace

from replylint.engine.branches import Variant
from replylint.engine.report import Evidence, Finding, Outcome, ReplyReport, Requirement
from replylint.engine.score import scorecard, verdict
from replylint.engine.triage import in_order, overlap, without_doubles
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply

Read = tuple[Variant, ReplyReport]
RANK = {Outcome.NOT_APPLICABLE: 0, Outcome.MISSING: 1, Outcome.MET: 2}


def folded(reply: Reply, read: Sequence[Read]) -> ReplyReport:
    """The report on a template: what is found in any of its texts, and what is missing in all of them."""
    if len(read) == 1 and read[0][0].reply is reply:
        return read[0][1]
    requirements = _requirements(read)
    met = {need.rule for need in requirements if need.outcome is Outcome.MET}
    needs = {need.rule for need in requirements}
    covers: dict[int, Finding] = {}
    found: list[Finding] = []
    for variant, report in read:
        moved = [_moved(finding, variant.offsets) for finding in report.findings]
        for finding, was in zip(moved, report.findings, strict=True):
            if was.span is None and (
                was.rule in met or (was.rule not in needs and not _everywhere(was, read))
            ):
                continue
            found.append(finding)
            if was.under is not None:
                covers[id(finding)] = moved[was.under]
    ordered = in_order(without_doubles(found))
    findings = tuple(
        replace(finding, under=_index(covers.get(id(finding)), finding, ordered)) for finding in ordered
    )
    applied = tuple({rule.rule: rule for _, report in read for rule in report.applied}.values())
    return ReplyReport(
        reply, findings, requirements, verdict(findings), scorecard(applied, findings), applied=applied
    )


def _everywhere(finding: Finding, read: Sequence[Read]) -> bool:
    return all(
        any(other.rule == finding.rule and other.span is None for other in report.findings)
        for _, report in read
    )


def _requirements(read: Sequence[Read]) -> tuple[Requirement, ...]:
    """How each requirement came out: met where any text meets it."""
    best: dict[str, Requirement] = {}
    for variant, report in read:
        for need in report.requirements:
            span = variant.offsets.to_source(need.span) if need.span else None
            if need.rule not in best or RANK[need.outcome] > RANK[best[need.rule].outcome]:
                best[need.rule] = Requirement(need.rule, need.outcome, span)
    return tuple(best.values())


def _moved(finding: Finding, offsets: OffsetMap) -> Finding:
    """A finding in one of the texts, in the template's."""
    fix = finding.fix
    if fix is not None:
        fix = fix._replace(span=offsets.to_source(fix.span)) if offsets.is_exact(fix.span) else None
    evidence = tuple(
        Evidence(item.pattern, offsets.to_source(item.span), item.near) for item in finding.evidence
    )
    span = offsets.to_source(finding.span) if finding.span else None
    return replace(finding, span=span, evidence=evidence, fix=fix, under=None)


def _index(cover: Finding | None, finding: Finding, ordered: Sequence[Finding]) -> int | None:
    """Where the finding that covers another one is, or the one that was kept in its place."""
    if cover is None:
        return None
    for nth, other in enumerate(ordered):
        same = other.span == cover.span or overlap(other.span, cover.span)
        if other.rule == cover.rule and same and other is not finding:
            return nth
    return None
