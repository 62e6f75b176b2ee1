"""Augmentation: a sentence that breaks a guideline by itself, put into another reply.

A model that has seen one violation a reply is unsure of each where there are many. Where a guideline is
broken by what is said, the sentence breaks it in any company: in the new reply both ones' labels are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data import LOUD_WEIGHT, Row, row
from features import MAX_REPLY
from guidelines import GUIDELINES, INDEX

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from figures import Item

SAID = (
    "blame-customer",
    "blame-others",
    "deny-responsibility",
    "policy-shield",
    "non-apology",
    "excuse",
    "dismissive",
    "profanity",
    "tell-off",
    "condescending",
    "taking-it-personally",
    "burden",
    "assumption",
    "empty-promise",
    "vague-commitment",
    "run-around",
)
"""Broken by what a sentence says, whatever stands around it."""
_SAYABLE = np.array([name in SAID for name in GUIDELINES])
_PROMISES = [
    INDEX[name] for name in ("missing-plan", "missing-timeframe", "abrupt-ending", "missing-acknowledgement")
]
"""What the new sentence may change besides: less sure afterwards."""
_SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?]+(?=\s|$)|(?=\n)|$)")
SHORTEST, LONGEST = 4, 30
"""Words of a sentence that may be put elsewhere."""


@dataclass(frozen=True, slots=True)
class Donation:
    """A sentence, what it breaks, and what it may break."""

    text: str
    excerpts: dict[str, str]
    doubtful: NDArray[np.bool_]


def donations(rows: Iterable[Row]) -> list[Donation]:
    """The sentences of hard items that break what the item is about, whole excerpt inside."""
    given = []
    for r in rows:
        item = r.item
        excerpts = dict(item.get("spans") or {})
        if item.get("span"):
            excerpts[item["rule"]] = item["span"]
        excerpts = {name: e for name, e in excerpts.items() if name in SAID}
        if not item["violates"] or item["rule"] not in excerpts:
            continue
        for start, end in _sentences(item["text"]):
            text = item["text"][start:end]
            inside = {name: e for name, e in excerpts.items() if e in text}
            if item["rule"] in inside and SHORTEST <= len(text.split()) <= LONGEST and text[0].isupper():
                complete = "labels" in item
                doubtful = _SAYABLE & ((r.target > 0) if complete else np.ones(len(GUIDELINES), bool))
                given.append(Donation(text, inside, doubtful))
    return given


def splice(r: Row, given: list[Donation], chance: random.Random, tokenizer: Tokenizer) -> Row:
    """The reply with one to four of these sentences and their labels; itself if it gets too long."""
    item, target, weight = r.item, r.target.copy(), r.weight.copy()
    text, spans = item["text"], dict(item.get("spans") or {})
    if item.get("span"):
        spans[item["rule"]] = item["span"]
    for donation in chance.sample(given, chance.choice((1, 1, 2, 3, 4))):
        ends = [end for start, end in _sentences(text) if end - start > 20]
        if not ends or any(name in spans for name in donation.excerpts):
            continue
        at = chance.choice(ends)
        text = f"{text[:at]} {donation.text}{text[at:]}"
        weight[donation.doubtful & (target == 0)] = 0.0
        for name, excerpt in donation.excerpts.items():
            spans[name] = excerpt
            target[INDEX[name]], weight[INDEX[name]] = 1.0, LOUD_WEIGHT
    if text == item["text"] or any(excerpt not in text for excerpt in spans.values()):
        return r
    weight[_PROMISES] *= 0.3
    changed: Item = {**item, "text": text, "spans": spans, "labels": [], "violates": True}
    fresh = row(tokenizer, changed)
    if sum(high > low for low, high in fresh.sequence.offsets) >= MAX_REPLY:
        return r
    fresh.target, fresh.weight = target, weight
    return fresh


def _sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(text)]
