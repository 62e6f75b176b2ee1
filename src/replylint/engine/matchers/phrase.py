"""Phrases: from their plain form to matchers.

A matcher takes an analysis, a word index and the sentence's end, and gives every index at which the phrase
can end. Sets of ends instead of backtracking keep it linear in the text for any phrase. Between two parts a
soft mark (comma, quote, bracket, dash) may stand.
"""

from collections.abc import Callable, Mapping
from typing import Any

from replylint.engine.analysis import Analysis
from replylint.engine.lowering import Plain

Ends = tuple[int, ...] | list[int] | range
Match = Callable[[Analysis, int, int], Ends]
Lists = Callable[[str], Match]
NONE: Ends = ()

TAGS: Mapping[str, Callable[[str], bool]] = {
    "noun": lambda tag: tag.startswith("NN"),
    "verb": lambda tag: tag.startswith("VB") or tag == "MD",
    "past": lambda tag: tag in ("VBD", "VBN"),
    "base": lambda tag: tag in ("VB", "VBP"),
    "ing": lambda tag: tag == "VBG",
    "adj": lambda tag: tag.startswith("JJ"),
    "adv": lambda tag: tag.startswith("RB"),
    "number": lambda tag: tag == "CD",
    "name": lambda tag: tag.startswith("NNP"),
    "pronoun": lambda tag: tag.startswith("PRP"),
}


def build(plain: Plain, lists: Lists) -> Match:
    """The matcher of a plain form; `lists` gives that of a word list by its key."""
    match plain[0]:
        case "word":
            return word(*plain[1:])
        case "list":
            return lists(plain[1])
        case "gap":
            return gap(plain[1])
        case "opt":
            return optional(build(plain[1], lists))
        case "edge":
            return at_start if plain[1] else at_end
        case "not":
            return without(build(plain[1], lists))
        case "one":
            return choice(plain[1], lists)
        case _:
            return sequence([build(part, lists) for part in plain[1]])


def word(norms: list[str], lemmas: list[str], prefixes: list[str], classes: list[str]) -> Match:
    """One word that passes any of the tests."""
    forms, bases = frozenset((*norms, *lemmas)), frozenset(lemmas)
    heads, holds = tuple(prefixes), [class_test(name) for name in classes]
    if holds or heads:
        return lambda a, at, stop: (
            (at + 1,)
            if at < stop
            and (
                a.norm[at] in forms
                or a.lemma[at] in bases
                or (heads and a.norm[at].startswith(heads))
                or any(test(a, at) for test in holds)
            )
            else NONE
        )
    if bases:
        return lambda a, at, stop: (
            (at + 1,) if at < stop and (a.lemma[at] in bases or a.norm[at] in forms) else NONE
        )
    return lambda a, at, stop: (at + 1,) if at < stop and a.norm[at] in forms else NONE


def class_test(name: str) -> Callable[[Analysis, int], bool]:
    """Whether the word at an index is of a class."""
    if name == "any":
        return lambda a, at: a.norm[at][:1].isalnum()
    if name == "caps":
        return in_capitals
    holds = TAGS[name]
    return lambda a, at: holds(a.tag[at])


def in_capitals(a: Analysis, at: int) -> bool:
    """Whether it is a word of two letters or more in capitals."""
    text = a.text[a.starts[at] : a.ends[at]]
    return len(text) > 1 and text.isupper() and text.isalpha()


def choice(options: list[Plain], lists: Lists) -> Match:
    """One of several, looked up by the word that an option begins with where that is known."""
    by_form: dict[str, list[Match]] = {}
    by_lemma: dict[str, list[Match]] = {}
    others: list[Match] = []
    for option in options:
        built = build(option, lists)
        first = first_word(option)
        if first is None:
            others.append(built)
            continue
        for form in {*first[1], *first[2]}:
            by_form.setdefault(form, []).append(built)
        for lemma in first[2]:
            by_lemma.setdefault(lemma, []).append(built)

    def match(a: Analysis, at: int, stop: int) -> Ends:
        if at >= stop:
            candidates = others
        else:
            candidates = [*others, *by_form.get(a.norm[at], NOTHING), *by_lemma.get(a.lemma[at], NOTHING)]
        found: list[int] = []
        for one in candidates:
            found += one(a, at, stop)
        return found if len(found) < 2 else list(set(found))

    return match


NOTHING: list[Match] = []


def first_word(plain: Plain) -> Plain | None:
    """The test of the word that a plain form must begin with, where it goes by forms and lemmas alone."""
    while plain[0] == "seq":
        plain = plain[1][0]
    return plain if plain[0] == "word" and not plain[3] and not plain[4] else None


def sequence(matches: list[Match]) -> Match:
    """Parts in order."""
    first, rest = matches[0], matches[1:]

    def match(a: Analysis, at: int, stop: int) -> Ends:
        places = first(a, at, stop)
        for one in rest:
            found: list[int] = []
            for place in places:
                found += one(a, place, stop)
                if place < stop and a.soft[place]:
                    found += one(a, place + 1, stop)
            if not found:
                return NONE
            places = found if len(found) == 1 else list(set(found))
        return places

    return match


def gap(most: int) -> Match:
    """Up to so many words."""
    return lambda _a, at, stop: range(at, min(at + most, stop) + 1)


def optional(inner: Match) -> Match:
    """There or not."""
    return lambda a, at, stop: [at, *inner(a, at, stop)]


def without(inner: Match) -> Match:
    """One word at which `inner` does not match."""
    return lambda a, at, stop: (at + 1,) if at < stop and not inner(a, at, stop) else NONE


def at_start(a: Analysis, at: int, _stop: int) -> Ends:
    """The start of a sentence."""
    return (at,) if at < len(a.sentence) and a.sentences[a.sentence[at]][0] == at else NONE


def at_end(a: Analysis, at: int, stop: int) -> Ends:
    """The end of a sentence, its end marks left out."""
    return NONE if any(a.norm[i][:1].isalnum() for i in range(at, stop)) else (at,)


def occurs(match: Match, a: Analysis, first: int, last: int) -> bool:
    """Whether a phrase matches somewhere in the words `first` to `last` (excluded)."""
    return any(match(a, at, last) for at in range(first, last))


def as_plain(kept: Any) -> Plain:  # noqa: ANN401 - what JSON holds
    """A plain form that was kept as JSON. Raises ValueError where it is none."""
    if not isinstance(kept, list) or not kept or kept[0] not in PLAIN_KINDS:
        raise ValueError("no plain form of a phrase")
    return kept


PLAIN_KINDS = frozenset(("word", "seq", "one", "opt", "gap", "edge", "not", "list"))
