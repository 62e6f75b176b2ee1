"""From a phrase's syntax tree to its plain form: nested lists, quick to build from and kept as JSON.

["word", norms, lemmas, prefixes, classes]   one word that passes any of these tests
["not", norms, lemmas, prefixes, classes]    one word that passes none of them
["seq", parts]  ["one", options]  ["opt", inner]  ["gap", most]  ["edge", start]
["list", key]                                a word list, by its key: name, or ~name for any form
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

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


class Lowering:
    """Lowers phrases against the word lists of a pack."""

    def __init__(self, words: Mapping[str, Iterable[str]], tokenize: Tokenize) -> None:
        self.words = words
        self.tokenize = tokenize
        self.lists: dict[str, Plain] = {}

    def phrase(self, text: str) -> Plain:
        """A phrase's plain form. Raises PhraseError where it does not read or can never match."""
        return self.lower(parse(text), lemma=False)

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
            self.lists[key] = one_of(
                [self.lower(parse(entry), lemma=lemma) for entry in self.words[ref.name]]
            )
        return key


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
