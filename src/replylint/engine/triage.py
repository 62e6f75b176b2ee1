"""From all findings of a reply to what a person sees: ordered, doubles out, the most helpful one first."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from replylint.engine.hit import LONGEST
from replylint.engine.report import Finding
from replylint.packs.model import Rule
from replylint.text.span import Span

Rules = Mapping[str, Rule]


def triage(findings: Sequence[Finding], rules: Rules, sentence: Mapping[int, Span]) -> tuple[Finding, ...]:
    """The findings in the order of the text, those that another one covers folded under it.

    `sentence` gives the sentence of each finding with a span, by its start.
    """
    ordered = in_order(without_doubles(findings))
    covers = covering(ordered, rules)
    return tuple(
        replace(found, under=above(index, ordered, covers, sentence)) for index, found in enumerate(ordered)
    )


def without_doubles(findings: Sequence[Finding]) -> list[Finding]:
    """One finding for each rule and place; of two that overlap, the longer."""
    kept: dict[str, list[Finding]] = {}
    for found in sorted(findings, key=lambda f: -(f.span.end - f.span.start) if f.span else 0):
        same = kept.setdefault(found.rule, [])
        if not any(other.span == found.span or overlap(other.span, found.span) for other in same):
            same.append(found)
    return [found for same in kept.values() for found in same]


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two places share text."""
    return one is not None and other is not None and one.overlaps(other)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """By place, whole-reply findings last, the severer first at one place."""
    return sorted(
        findings,
        key=lambda f: (start_of(f), -f.severity.rank, f.rule),
    )


def covering(ordered: Sequence[Finding], rules: Rules) -> dict[str, list[list[int]]]:
    """For each rule the findings of the rules that cover it, by their index: a list for each such rule."""
    indices: dict[str, list[int]] = {}
    for index, found in enumerate(ordered):
        indices.setdefault(found.rule, []).append(index)
    return {
        rule: [those for other, those in indices.items() if rule in rules[other].covers] for rule in indices
    }


def above(
    index: int,
    ordered: Sequence[Finding],
    covers: Mapping[str, Sequence[Sequence[int]]],
    sentence: Mapping[int, Span],
) -> int | None:
    """The index of the finding that this one is folded under, or None.

    A finding is folded under the first one of a rule that `covers` its rule: in the same sentence, or
    anywhere where either is about the whole reply. A cover is never folded itself.
    """
    found = ordered[index]
    firsts = [first_together(found, those, ordered, sentence) for those in covers[found.rule]]
    first = min((at for at in firsts if at is not None), default=None)
    if first is None:
        return None
    higher = above(first, ordered, covers, sentence)
    return first if higher is None else higher


def first_together(
    found: Finding, those: Sequence[int], ordered: Sequence[Finding], sentence: Mapping[int, Span]
) -> int | None:
    """The first of some findings, given in order, that is about the same passage."""
    if found.span is None:
        return those[0]
    low = min(found.span.start, sentence[found.span.start].start)
    high = max(found.span.end, sentence[found.span.start].end)
    begin = bisect_left(those, low - LONGEST, key=lambda index: start_of(ordered[index]))
    for index in islice(those, begin, None):
        if together(found, ordered[index], sentence):
            return index
        if start_of(ordered[index]) >= high:
            break
    return those[-1] if ordered[those[-1]].span is None else None


def start_of(found: Finding) -> int:
    """Where a finding starts; one about the whole reply comes last."""
    return found.span.start if found.span else 1 << 60


def together(found: Finding, other: Finding, sentence: Mapping[int, Span]) -> bool:
    """Whether two findings are about one passage."""
    if found.span is None or other.span is None:
        return True
    return sentence[found.span.start].overlaps(sentence[other.span.start]) or found.span.overlaps(other.span)
