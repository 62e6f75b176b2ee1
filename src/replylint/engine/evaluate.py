"""Rules against one reply: findings and how each requirement came out."""

from collections.abc import Iterator

from replylint.engine.compile import CompiledRule
from replylint.engine.hit import WHOLE, Hit
from replylint.engine.nodes import HOLDS, Node, first, hits, near
from replylint.engine.report import Evidence, Finding, Outcome, Requirement
from replylint.engine.sight import Sight
from replylint.packs.model import Rule
from replylint.text.reply import Turn
from replylint.text.span import Span

FEWEST_WORDS = 10
"""A reply of fewer words is not judged for what a whole reply needs (guidelines, introduction)."""

NEAREST = 2
"""So many sentences are named that came closest to what is missing."""


def applies(rule: Rule, sight: Sight, turn: Turn, words: int) -> bool:
    """Whether a rule judges this reply at all."""
    if rule.templates_only if not sight.template else rule.drafts_only:
        return False
    return rule.turns is None or (turn.value in rule.turns and words >= FEWEST_WORDS)


def judge(compiled: CompiledRule, sight: Sight) -> tuple[list[Finding], Requirement | None]:
    """The findings of a rule that applies, and its outcome where it is a requirement."""
    if compiled.match is not None:
        return [finding(compiled.rule, hit, sight) for hit in matched(compiled, compiled.match, sight)], None
    return required(compiled, sight)


def matched(compiled: CompiledRule, match: Node, sight: Sight) -> Iterator[Hit]:
    """The hits of a `match` rule that `when` and `unless` leave."""
    rule = compiled.rule
    scope = tuple(rule.scope or ())
    found = [hit for hit in hits(match, sight) if sight.in_scope(hit, scope)]
    if not found or (compiled.when and not first(compiled.when, sight)):
        return
    for hit in found:
        unit = sight.unit(rule.within or "sentence", hit)
        if compiled.unless is None or not near(compiled.unless, sight, unit):
            yield hit


def required(compiled: CompiledRule, sight: Sight) -> tuple[list[Finding], Requirement | None]:
    """A `require` rule: missing where `when` holds and nothing near meets it."""
    rule = compiled.rule
    assert compiled.require is not None  # noqa: S101 - a rule has match or require
    scope = tuple(rule.scope or ())
    occasions = [HOLDS]
    if compiled.when is not None:
        occasions = [hit for hit in hits(compiled.when, sight) if sight.in_scope(hit, scope)]
    if not occasions or (compiled.unless and first(compiled.unless, sight)):
        return [], Requirement(rule.id, Outcome.NOT_APPLICABLE)
    within = rule.within or "reply"
    if within == "reply":
        met = first(compiled.require, sight, scope)
        missing = [] if met else occasions[:1]
    else:
        meeting = [hit for hit in hits(compiled.require, sight) if sight.in_scope(hit, scope)]
        met = next(iter(meeting), None)
        missing = [
            hit for hit in occasions if not any(meets(sight.unit(within, hit), other) for other in meeting)
        ]
    if met and not missing:
        return [], Requirement(rule.id, Outcome.MET, place(met))
    near_misses = closest(compiled.require, sight) if sight.explain else ()
    findings = [finding(rule, hit, sight, near_misses) for hit in missing]
    return findings, Requirement(rule.id, Outcome.MISSING, place(missing[0]))


def meets(unit: Span, hit: Hit) -> bool:
    """Whether a hit counts in a stretch."""
    return hit.start == WHOLE or (hit.start < unit.end and hit.end > unit.start)


def place(hit: Hit) -> Span | None:
    """The span of a hit, None where it holds of the whole."""
    return None if hit.whole else Span(hit.start, hit.end)


def closest(require: Node, sight: Sight) -> tuple[Evidence, ...]:
    """The sentences in which most of a missing pattern's words occur, two at the most."""
    analysis, index = sight.analysis, sight.index
    partly: dict[int, list[int]] = {}
    for leaf in require.leaves:
        if not sight.look.hits(leaf):
            for sentence in index.sentences_of(leaf, analysis):
                partly.setdefault(sentence, []).append(leaf)
    best = sorted(partly, key=lambda sentence: (-len(partly[sentence]), sentence))[:NEAREST]
    return tuple(
        Evidence(index.leaves[min(partly[sentence])].label, analysis.sentence_span(sentence), near=True)
        for sentence in best
        if sight.in_scope(Hit(analysis.sentence_span(sentence).start, 0, -1), ())
    )


def finding(rule: Rule, hit: Hit, sight: Sight, more: tuple[Evidence, ...] = ()) -> Finding:
    """What a hit means, said in the rule's words; `more` is evidence besides the hit."""
    span = place(hit)
    label = sight.index.leaves[hit.leaf].label if hit.leaf >= 0 else ""
    evidence = (Evidence(label, span),) if span and label else ()
    return Finding(rule.id, rule.severity, rule.message, rule.advice, span, (*evidence, *more))
