"""From all findings of a reply to what a person sees: ordered, doubles out, the most helpful one first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from replylint.engine.report import Finding
from replylint.packs.model import Rule
from replylint.text.span import Span

Rules = Mapping[str, Rule]


def triage(findings: Sequence[Finding], rules: Rules, sentence: Mapping[int, Span]) -> tuple[Finding, ...]:
    """The findings in the order of the text, those that another one covers folded under it.

    `sentence` gives the sentence of each finding with a span, by its start.
    """
    ordered = in_order(without_doubles(findings))
    return tuple(replace(found, under=cover(found, ordered, rules, sentence)) for found in ordered)


def without_doubles(findings: Sequence[Finding]) -> list[Finding]:
    """One finding for each rule and place; of two that overlap, the longer."""
    kept: list[Finding] = []
    for found in sorted(findings, key=lambda f: -(f.span.end - f.span.start) if f.span else 0):
        same = (other for other in kept if other.rule == found.rule)
        if not any(other.span == found.span or overlap(other.span, found.span) for other in same):
            kept.append(found)
    return kept


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two places share text."""
    return one is not None and other is not None and one.overlaps(other)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """By place, whole-reply findings last, the severer first at one place."""
    return sorted(
        findings,
        key=lambda f: (f.span is None, f.span.start if f.span else 0, -f.severity.rank, f.rule),
    )


def cover(
    found: Finding, ordered: Sequence[Finding], rules: Rules, sentence: Mapping[int, Span]
) -> int | None:
    """The index of the finding that this one is folded under, or None.

    A finding is folded under one of a rule that `covers` its rule: in the same sentence, or anywhere where
    either is about the whole reply. A cover is never folded itself.
    """
    for index, other in enumerate(ordered):
        if found.rule in rules[other.rule].covers and together(found, other, sentence):
            above = cover(other, ordered, rules, sentence)
            return index if above is None else above
    return None


def together(found: Finding, other: Finding, sentence: Mapping[int, Span]) -> bool:
    """Whether two findings are about one passage."""
    if found.span is None or other.span is None:
        return True
    return sentence[found.span.start].overlaps(sentence[other.span.start]) or found.span.overlaps(other.span)
