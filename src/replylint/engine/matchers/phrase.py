"""Phrases: compiled from their syntax tree to a matcher that starts only where an anchor word stands.

A matcher takes an analysis, a word index and the sentence's end, and gives every index at which the phrase
can end. Sets of ends instead of backtracking keep it linear in the text for any phrase. Between two parts a
soft mark (comma, quote, bracket, dash) may stand.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from replylint.engine.analysis import Analysis
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

Ends = tuple[int, ...] | list[int]
Match = Callable[[Analysis, int, int], Ends]
Tokenize = Callable[[str], list[str]]
NONE: Ends = ()

COMMON = frozenset(
    ("the", "a", "an", "to", "of", "and", "or", "in", "on", "at", "for", "with", "is", "are", "was", "be",
     "been", "it", "this", "that", "we", "i", "you", "your", "our", "my", "us", "me", "not", "do", "did",
     "have", "has", "had", "will", "would", "can", "could", "by", "as", "if", "but", "so", "from", "any",
     "all", "there", ".", ",", "!", "?", "~be", "~have", "~do", "~the", "~a", "~we", "~i", "~you", "~it",
     "~to", "~not", "~will", "~can")
)  # fmt: skip
"""Words that stand in nearly every reply; a phrase is anchored on another one where it has one."""

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


class Anchor(NamedTuple):
    """A form or `~lemma` that must occur, this many words (least, most) behind the phrase's start."""

    key: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled phrase or part of one.

    `least` and `most` count the words it covers; `anchors` are the words of which one must occur, empty
    where there is none; `weight` says how common they are.
    """

    match: Match
    least: int
    most: int
    anchors: tuple[Anchor, ...]
    weight: int


class Compiler:
    """Compiles phrases against the word lists of a pack."""

    def __init__(self, words: Mapping[str, Iterable[str]], tokenize: Tokenize) -> None:
        self.words = words
        self.tokenize = tokenize

    def compile(self, text: str) -> Part:
        """A phrase's matcher. Raises PhraseError where it does not read or can never match."""
        return self.part(parse(text), lemma=False)

    def part(self, node: Node, *, lemma: bool) -> Part:
        """The matcher of a node; `lemma` makes every literal in it match in any form."""
        match node:
            case Word():
                return self.word(node, lemma=lemma or node.lemma)
            case ListRef():
                return self.entries(node, lemma=lemma or node.lemma)
            case ClassRef():
                return word_class(node)
            case Gap():
                return Part(gap(node.most), 0, node.most, (), 0)
            case Edge():
                return Part(at_start if node.start else at_end, 0, 0, (), 0)
            case Optional():
                inner = self.part(node.inner, lemma=lemma)
                return Part(optional(inner.match), 0, inner.most, (), 0)
            case Without():
                inner = self.part(node.inner, lemma=lemma)
                return Part(without(inner.match), 1, 1, (), 0)
            case Choice():
                return choice([self.part(option, lemma=lemma) for option in node.options])
            case Sequence():
                return sequence([self.part(part, lemma=lemma) for part in node.parts])

    def word(self, word: Word, *, lemma: bool) -> Part:
        """The matcher of a literal, which the tokenizer may split."""
        if word.prefix:
            prefix = word.text.lower()
            key = f"{prefix[:4]}*"
            anchors = (Anchor(key, 0, 0),) if len(prefix) >= 4 else ()
            return Part(starts_with(prefix), 1, 1, anchors, 3)
        tokens = self.tokenize(word.text)
        if not tokens:
            raise PhraseError(f"{word.text!r} can never match", word.at, "it holds no word")
        return sequence([literal(token, lemma=lemma and len(tokens) == 1) for token in tokens])

    def entries(self, ref: ListRef, *, lemma: bool) -> Part:
        """The matcher of a word list."""
        if ref.name not in self.words:
            known = ", ".join(sorted(self.words)) or "none"
            raise PhraseError(f"there is no word list @{ref.name}", ref.at, f"word lists: {known}")
        return choice([self.part(parse(entry), lemma=lemma) for entry in self.words[ref.name]])


def forms(token: str) -> frozenset[str]:
    """The full forms that a token of a phrase stands for."""
    return {"'s": frozenset(("'s", "is", "has")), "'d": frozenset(("'d", "would", "had"))}.get(
        token, frozenset((token,))
    )


def literal(token: str, *, lemma: bool) -> Part:
    """One word."""
    if lemma:
        key = "~" + token
        return Part(has_lemma(frozenset((token,))), 1, 1, (Anchor(key, 0, 0),), 60 if key in COMMON else 2)
    known = forms(token)
    anchors = tuple(Anchor(form, 0, 0) for form in sorted(known))
    return Part(has_norm(known), 1, 1, anchors, sum(60 if form in COMMON else 1 for form in known))


def word_class(node: ClassRef) -> Part:
    """A word of a class."""
    if node.name == "any":
        return Part(any_word, 1, 1, (), 0)
    if node.name == "caps":
        return Part(in_capitals, 1, 1, (), 0)
    return Part(has_tag(TAGS[node.name]), 1, 1, (), 0)


def choice(options: list[Part]) -> Part:
    """One of several parts."""
    if len(options) == 1:
        return options[0]
    anchored = all(option.anchors for option in options)
    anchors = tuple(dict.fromkeys(a for option in options for a in option.anchors)) if anchored else ()
    matches = [option.match for option in options]

    def match(a: Analysis, at: int, stop: int) -> Ends:
        found: list[int] = []
        for one in matches:
            found += one(a, at, stop)
        return found if len(found) < 2 else list(set(found))

    return Part(
        match,
        min(option.least for option in options),
        max(option.most for option in options),
        anchors,
        sum(option.weight for option in options),
    )


def sequence(parts: list[Part]) -> Part:
    """Parts in order, anchored on the rarest of them."""
    if len(parts) == 1:
        return parts[0]
    best = 1 << 30
    anchors: tuple[Anchor, ...] = ()
    least = most = 0
    for part in parts:
        if part.anchors and part.weight < best:
            best = part.weight
            anchors = tuple(Anchor(a.key, a.least + least, a.most + most) for a in part.anchors)
        least += part.least
        most += part.most + 1
    matches = [part.match for part in parts]

    def match(a: Analysis, at: int, stop: int) -> Ends:
        places: Ends = (at,)
        for nth, one in enumerate(matches):
            found: list[int] = []
            for place in places:
                found += one(a, place, stop)
                if nth and place < stop and a.soft[place]:
                    found += one(a, place + 1, stop)
            if not found:
                return NONE
            places = found if len(found) == 1 else list(set(found))
        return places

    return Part(match, least, most - 1, anchors, best)


def has_norm(known: frozenset[str]) -> Match:
    """A word whose full form is one of these."""
    return lambda a, at, stop: (at + 1,) if at < stop and a.norm[at] in known else NONE


def has_lemma(known: frozenset[str]) -> Match:
    """A word whose base form, or form, is one of these."""
    return lambda a, at, stop: (
        (at + 1,) if at < stop and (a.lemma[at] in known or a.norm[at] in known) else NONE
    )


def starts_with(prefix: str) -> Match:
    """A word that begins so."""
    return lambda a, at, stop: (at + 1,) if at < stop and a.norm[at].startswith(prefix) else NONE


def has_tag(holds: Callable[[str], bool]) -> Match:
    """A word of a class, by its tag."""
    return lambda a, at, stop: (at + 1,) if at < stop and holds(a.tag[at]) else NONE


def any_word(a: Analysis, at: int, stop: int) -> Ends:
    """Any word that is no mark."""
    return (at + 1,) if at < stop and a.norm[at][:1].isalnum() else NONE


def in_capitals(a: Analysis, at: int, stop: int) -> Ends:
    """A word of two letters or more in capitals."""
    if at >= stop:
        return NONE
    word = a.text[a.starts[at] : a.ends[at]]
    return (at + 1,) if len(word) > 1 and word.isupper() and word.isalpha() else NONE


def gap(most: int) -> Match:
    """Up to so many words."""
    return lambda _a, at, stop: range(at, min(at + most, stop) + 1)  # type: ignore[return-value] # a range will do


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


def find(part: Part, a: Analysis, starts: Iterable[int], most: int | None = None) -> list[tuple[int, int]]:
    """The word ranges at which a phrase matches, longest first of those with the same start."""
    found = []
    for at in starts:
        stop = a.sentences[a.sentence[at]][1]
        ends = part.match(a, at, stop if most is None else min(stop, most))
        if ends and (end := max(ends)) > at:
            found.append((at, end))
    return found


def occurs(part: Part, a: Analysis, first: int, last: int) -> bool:
    """Whether a phrase matches somewhere in the words `first` to `last` (excluded)."""
    return any(part.match(a, at, last) for at in range(first, last))
