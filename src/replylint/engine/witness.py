"""Two witnesses: what the patterns found and what the trained judge says, weighed in the rule."""

from replylint.engine.evaluate import FEWEST_WORDS
from replylint.engine.judge.model import Ruling
from replylint.engine.report import JUDGE, Evidence, Finding, Outcome, Requirement
from replylint.packs.model import Rule
from replylint.text.reply import Reply, Turn
from replylint.text.span import Span

Said = tuple[list[Finding], Requirement | None]
WHOLE_ONLY = ("require", "if-then")
FEWEST_JUDGED = 4
"""The judge learned from replies; of fewer words than this (a subject line) it knows nothing."""


def can_rule(rule: Rule, reply: Reply, words: int) -> bool:
    """Whether the judge can say anything about a rule: of wholes for what a whole reply needs.

    What is judged together with the customer's message needs that message, and a word or two is no reply.
    """
    if rule.judge is None or words < FEWEST_JUDGED or (rule.kind == "context" and reply.customer is None):
        return False
    return rule.kind not in WHOLE_ONLY or (reply.turn is Turn.WHOLE and words >= FEWEST_WORDS)


def weigh(rule: Rule, said: Said, ruling: Ruling, reply: Reply) -> Said:
    """What stands after the judge was heard: its veto, its own finding, or what the patterns said."""
    findings, requirement = said
    chance = ruling.probability.get(rule.id)
    use = rule.judge
    if chance is None or use is None:
        return said
    if findings and use.vetoes is not None and chance < use.vetoes:
        return [], requirement and Requirement(rule.id, Outcome.MET)
    if not findings and use.fires is not None and chance >= use.fires:
        found = judged(rule, ruling, chance, reply)
        return [found], requirement and Requirement(rule.id, Outcome.MISSING, found.span)
    return said


def judged(rule: Rule, ruling: Ruling, chance: float, reply: Reply) -> Finding:
    """A finding that stands on the judge alone."""
    span = None if rule.kind == "require" else ruling.span(rule.id)
    where = span or Span(0, len(reply.text))
    evidence = Evidence(f"{JUDGE}, probability {chance:.2f}", where)
    return Finding(rule.id, rule.severity, rule.message, rule.advice, span, (evidence,))
