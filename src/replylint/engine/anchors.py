"""The anchors of a phrase: words of which one must occur for it to match, the rarest that it has.

They say where a phrase that is missing came closest; the automaton does without them.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from replylint.engine.lowering import Plain

RARE = 0.005
"""How often a word that is not in the table stands in a reply."""

PREFIX_LETTERS = 4
"""A prefix is looked up by so many letters; a shorter one is no anchor."""


@cache
def frequencies() -> Mapping[str, float]:
    """The share of replies in which a form, `~lemma` or `pref*` stands: those in 2 % or more of 2,400."""
    table: dict[str, float] = json.loads((Path(__file__).parent / "frequency.json").read_text("utf-8"))
    return table


class Anchors(NamedTuple):
    """Forms, `~lemmas` and `pref*` of which one must occur, and how often they do; none where any will do."""

    keys: tuple[str, ...] = ()
    weight: float = 0


def anchors_of(plain: Plain, lists: Mapping[str, Plain]) -> Anchors:
    """The anchors of a plain form; `lists` are the word lists by key."""
    match plain[0]:
        case "word":
            return of_word(plain)
        case "list":
            return anchors_of(lists[plain[1]], lists)
        case "one":
            options = [anchors_of(option, lists) for option in plain[1]]
            if not all(option.keys for option in options):
                return Anchors()
            keys = dict.fromkeys(key for option in options for key in option.keys)
            return Anchors(tuple(keys), sum(option.weight for option in options))
        case "seq":
            parts = [anchors_of(part, lists) for part in plain[1]]
            return min((part for part in parts if part.keys), key=lambda part: part.weight, default=Anchors())
        case _:
            return Anchors()


def of_word(plain: Plain) -> Anchors:
    """The anchors of a single word."""
    _, norms, lemmas, prefixes, classes = plain
    if classes or any(len(prefix) < PREFIX_LETTERS for prefix in prefixes):
        return Anchors()
    heads = dict.fromkeys(f"{prefix[:PREFIX_LETTERS]}*" for prefix in prefixes)
    keys = (*norms, *(f"~{lemma}" for lemma in lemmas), *heads)
    known = frequencies()
    return Anchors(keys, sum(known.get(key, RARE) for key in keys))
