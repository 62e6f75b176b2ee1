"""Verdict and scorecard of a reply."""

from collections.abc import Iterable, Sequence

from replylint.engine.report import Applied, Finding, GroupScore, Verdict
from replylint.packs.severity import Severity

GROUPS = ("ownership", "respect", "honest help", "what a reply needs", "care", "context")


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Block where there is an error, advise where there is anything else, pass otherwise."""
    worst = max((found.severity.rank for found in findings), default=0)
    if worst == Severity.ERROR.rank:
        return Verdict.BLOCK
    return Verdict.ADVISE if worst else Verdict.PASS


def scorecard(applied: Sequence[Applied], findings: Iterable[Finding]) -> tuple[GroupScore, ...]:
    """For each group the weight of the guidelines kept, in percent of those that apply.

    A guideline weighs by its severity: error 3, warning 2, suggestion 1. Groups in which nothing applies
    are left out.
    """
    broken = {found.rule for found in findings}
    scores = []
    for group in GROUPS:
        members = [rule for rule in applied if rule.group == group]
        total = sum(rule.weight for rule in members)
        kept = sum(rule.weight for rule in members if rule.rule not in broken)
        if total:
            scores.append(GroupScore(group, 100 * kept // total))
    return tuple(scores)
