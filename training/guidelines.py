"""The guidelines in the order of the model's outputs, and what each one needs."""

from __future__ import annotations

ERROR, WARNING, SUGGESTION = "error", "warning", "suggestion"

SEVERITIES: dict[str, str] = {
    "blame-customer": ERROR,
    "blame-others": ERROR,
    "deny-responsibility": ERROR,
    "policy-shield": WARNING,
    "non-apology": WARNING,
    "excuse": WARNING,
    "dismissive": ERROR,
    "profanity": ERROR,
    "tell-off": ERROR,
    "contradict-customer": WARNING,
    "condescending": WARNING,
    "taking-it-personally": WARNING,
    "burden": WARNING,
    "assumption": WARNING,
    "empty-promise": WARNING,
    "vague-commitment": SUGGESTION,
    "evasive-answer": SUGGESTION,
    "run-around": WARNING,
    "bare-refusal": WARNING,
    "unexplained-refusal": SUGGESTION,
    "unowned-mistake": WARNING,
    "missing-goodwill": SUGGESTION,
    "missing-timeframe": SUGGESTION,
    "missing-greeting": WARNING,
    "missing-acknowledgement": ERROR,
    "missing-empathy": WARNING,
    "missing-plan": ERROR,
    "abrupt-ending": SUGGESTION,
    "shouting": WARNING,
    "text-speak": WARNING,
    "leftover-placeholder": ERROR,
    "hard-to-read": SUGGESTION,
    "unanswered-question": WARNING,
    "tone-mismatch": WARNING,
    "off-topic-acknowledgement": SUGGESTION,
}
GUIDELINES: tuple[str, ...] = tuple(SEVERITIES)
INDEX: dict[str, int] = {name: at for at, name in enumerate(GUIDELINES)}

WHOLE_ONLY = frozenset(
    {
        "bare-refusal",
        "unexplained-refusal",
        "unowned-mistake",
        "missing-goodwill",
        "missing-timeframe",
        "missing-greeting",
        "missing-acknowledgement",
        "missing-empathy",
        "missing-plan",
        "abrupt-ending",
    }
)
"""Judged on whole replies of ten words and more only (guidelines, "What a reply needs")."""

REQUIRED = frozenset(
    {"missing-greeting", "missing-acknowledgement", "missing-empathy", "missing-plan", "abrupt-ending"}
)
"""Absence is the violation: no word of the reply can show it, so these have no evidence of their own."""

NEEDS_CUSTOMER = frozenset({"unanswered-question", "tone-mismatch", "off-topic-acknowledgement"})
"""Judged only where the customer's message is known."""


def applies(name: str, *, words: int, turn: str, template: bool, customer: bool) -> bool:
    """Whether a guideline can be judged on a reply at all."""
    if name in WHOLE_ONLY and (turn != "whole" or words < 10):
        return False
    if name in NEEDS_CUSTOMER and not customer:
        return False
    return not (name == "leftover-placeholder" and template)
