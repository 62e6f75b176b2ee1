"""From a phrase's syntax tree to its plain form: nested lists, quick to build from and kept as JSON.

["word", norms, lemmas, prefixes, classes]   one word that passes any of these tests
["not", norms, lemmas, prefixes, classes]    one word that passes none of them
["seq", parts]  ["one", options]  ["opt", inner]  ["gap", most]  ["edge", start]
["list", key]                                a word list, by its key: name, or ~name for any form
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from replylint.engine.phrase import (
    Choice,
    ClassRef,
    Edge,
    Gap,
    ListRef,
    Node,
    Optional,
    PhraseError,
    Sequence,
    Without,
    Word,
    parse,
)

Plain = list[Any]
Tokenize = Callable[[str], list[str]]

RARE = 0.005
"""How often a word that is not in the table stands in a reply."""

PREFIX_LETTERS = 4
"""A prefix is looked up by so many letters; a shorter one is no anchor."""


@cache
def frequencies() -> Mapping[str, float]:
    """The share of replies in which a form, `~lemma` or `pref*` stands: those in 2 % or more of 2,400."""
    table: dict[str, float] = json.loads((Path(__file__).parent / "frequency.json").read_text("utf-8"))
    return table


class Anchor(NamedTuple):
    """A form, `~lemma` or `pref*` that must occur, this many words behind the phrase's start."""

    key: str
    least: int
    most: int


class Reach(NamedTuple):
    """How many words a plain form covers, and its anchors, of which one must occur; `weight`: how often."""

    least: int
    most: int
    anchors: tuple[Anchor, ...] = ()
    weight: float = 0


class Lowering:
    """Lowers phrases against the word lists of a pack."""

    def __init__(self, words: Mapping[str, Iterable[str]], tokenize: Tokenize) -> None:
        self.words = words
        self.tokenize = tokenize
        self.lists: dict[str, Plain] = {}
        self.reaches: dict[str, Reach] = {}

    def phrase(self, text: str) -> tuple[Plain, Reach]:
        """A phrase's plain form and reach. Raises PhraseError where it does not read or can never match."""
        plain = self.lower(parse(text), lemma=False)
        return plain, self.reach(plain)

    def lower(self, node: Node, *, lemma: bool) -> Plain:
        """The plain form of a node; `lemma` makes every literal in it match in any form."""
        match node:
            case Word():
                return self.word(node, lemma=lemma or node.lemma)
            case ListRef():
                return ["list", self.list_key(node, lemma=lemma or node.lemma)]
            case ClassRef():
                return ["word", [], [], [], [node.name]]
            case Gap():
                return ["gap", node.most]
            case Edge():
                return ["edge", node.start]
            case Optional():
                return ["opt", self.lower(node.inner, lemma=lemma)]
            case Without():
                return self.without(node, lemma=lemma)
            case Choice():
                return one_of([self.lower(option, lemma=lemma) for option in node.options])
            case Sequence():
                return in_order([self.lower(part, lemma=lemma) for part in node.parts])

    def word(self, word: Word, *, lemma: bool) -> Plain:
        """The plain form of a literal, which the tokenizer may split."""
        if word.prefix:
            return ["word", [], [], [word.text.lower()], []]
        tokens = self.tokenize(word.text)
        if not tokens:
            raise PhraseError(f"{word.text!r} can never match", word.at, "it holds no word")
        if lemma and len(tokens) == 1:
            return ["word", [], tokens, [], []]
        return in_order([["word", full_forms(token), [], [], []] for token in tokens])

    def without(self, node: Without, *, lemma: bool) -> Plain:
        """The plain form of a word that is not one of some."""
        tests: list[list[str]] = [[], [], [], []]
        pending = [self.lower(node.inner, lemma=lemma)]
        while pending:
            plain = pending.pop()
            match plain[0]:
                case "list":
                    pending.append(self.lists[plain[1]])
                case "one":
                    pending += plain[1]
                case "word":
                    for test, more in zip(tests, plain[1:], strict=True):
                        test.extend(more)
                case _:
                    raise PhraseError(
                        "`!` takes single words", node.at, "write !word, !(one|other) or !@list"
                    )
        return ["not", *(sorted(set(test)) for test in tests)]

    def list_key(self, ref: ListRef, *, lemma: bool) -> str:
        """The key of a word list, lowered when it is first asked for."""
        if ref.name not in self.words:
            known = ", ".join(sorted(self.words)) or "none"
            raise PhraseError(f"there is no word list @{ref.name}", ref.at, f"word lists: {known}")
        key = f"~{ref.name}" if lemma else ref.name
        if key not in self.lists:
            plain = one_of([self.lower(parse(entry), lemma=lemma) for entry in self.words[ref.name]])
            self.reaches[key] = self.reach(plain)
            self.lists[key] = plain
        return key

    def reach(self, plain: Plain) -> Reach:
        """How far a plain form reaches, and its anchors."""
        match plain[0]:
            case "word":
                return word_reach(plain)
            case "list":
                return self.reaches[plain[1]]
            case "gap":
                return Reach(0, plain[1])
            case "opt":
                return Reach(0, self.reach(plain[1]).most)
            case "edge":
                return Reach(0, 0)
            case "not":
                return Reach(1, 1)
            case "one":
                return one_reach([self.reach(option) for option in plain[1]])
            case _:
                return sequence_reach([self.reach(part) for part in plain[1]])


def full_forms(token: str) -> list[str]:
    """The full forms that a token of a phrase stands for."""
    return {"'s": ["'s", "is", "has"], "'d": ["'d", "would", "had"]}.get(token, [token])


def in_order(parts: list[Plain]) -> Plain:
    """Parts in order."""
    return parts[0] if len(parts) == 1 else ["seq", parts]


def one_of(options: list[Plain]) -> Plain:
    """One of several, all single words among them made one test."""
    tests: list[list[str]] = [[], [], [], []]
    others: list[Plain] = []
    for option in options:
        for inner in option[1] if option[0] == "one" else [option]:
            if inner[0] == "word":
                for test, more in zip(tests, inner[1:], strict=True):
                    test.extend(more)
            else:
                others.append(inner)
    words = [["word", *(list(dict.fromkeys(test)) for test in tests)]] if any(tests) else []
    merged: list[Plain] = [*words, *others]
    return merged[0] if len(merged) == 1 else ["one", merged]


def word_reach(plain: Plain) -> Reach:
    """The reach of a single word."""
    _, norms, lemmas, prefixes, classes = plain
    if classes or any(len(prefix) < PREFIX_LETTERS for prefix in prefixes):
        return Reach(1, 1)
    keys = [*norms, *(f"~{lemma}" for lemma in lemmas)]
    heads = dict.fromkeys(f"{prefix[:PREFIX_LETTERS]}*" for prefix in prefixes)
    known = frequencies()
    weight = sum(known.get(key, RARE) for key in (*keys, *heads))
    return Reach(1, 1, tuple(Anchor(key, 0, 0) for key in (*keys, *heads)), weight)


def one_reach(options: list[Reach]) -> Reach:
    """The reach of one of several: anchored where all of them are."""
    anchors: tuple[Anchor, ...] = ()
    if all(option.anchors for option in options):
        anchors = tuple(dict.fromkeys(anchor for option in options for anchor in option.anchors))
    least, most = min(option.least for option in options), max(option.most for option in options)
    return Reach(least, most, anchors, sum(option.weight for option in options))


def sequence_reach(parts: list[Reach]) -> Reach:
    """The reach of parts in order, anchored on the rarest; a soft mark may stand between two."""
    anchored = [part for part in parts if part.anchors]
    best = min(anchored, key=lambda part: part.weight, default=None)
    anchors: tuple[Anchor, ...] = ()
    least = most = 0
    for part in parts:
        if part is best:
            anchors = tuple(Anchor(key, low + least, high + most) for key, low, high in part.anchors)
        least += part.least
        most += part.most + 1
    return Reach(least, most - 1, anchors, best.weight if best else 0)
