r"""The phrase language: how a support lead writes words in order. From text to a syntax tree.

word      this form, in any case, contracted or not ("can't", "cannot", "can not")
~word     any form of the word (refund, refunds, refunded)
word*     words that begin so
@list     an entry of a word list; ~@list any form of one
<noun>    a word of a class: noun, verb, past, base, ing, adj, adv, number, name, pronoun, caps, any
(a|b c)   one of these; x? may be left out; !x one word that is not x
... ...3  up to five (or three) words between, in the same sentence
^ $       the sentence's start and end
\\?        a mark that the language uses itself
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

CLASSES = frozenset(
    ("noun", "verb", "past", "base", "ing", "adj", "adv", "number", "name", "pronoun", "caps", "any")
)
GAP = 5
LEX = re.compile(
    r"\s+|(?P<escaped>\\.)|(?P<gap>\.\.\.\d*)|(?P<class><[^>\s]*>)|(?P<mark>[()|?!^$])"
    r"|(?P<list>~?@[\w-]+)|(?P<word>~?(?:[^\s()|?!^$\\<>@~.*]|\.(?!\.\.))+\*?)|(?P<bad>.)"
)


class PhraseError(ValueError):
    """A phrase that does not read; `at` is the code-point offset in the phrase."""

    def __init__(self, message: str, at: int, hint: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.hint = hint


class Word(NamedTuple):
    """A literal: one word, or several where the tokenizer splits it."""

    text: str
    lemma: bool
    prefix: bool
    at: int


class ListRef(NamedTuple):
    """An entry of a word list."""

    name: str
    lemma: bool
    at: int


class ClassRef(NamedTuple):
    """Any word of a class."""

    name: str
    at: int


class Gap(NamedTuple):
    """Up to so many words."""

    most: int


class Edge(NamedTuple):
    """The start or the end of a sentence."""

    start: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts in order."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these."""

    options: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Optional:
    """There or not."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Without:
    """One word that is not this."""

    inner: "Node"
    at: int


Node = Word | ListRef | ClassRef | Gap | Edge | Sequence | Choice | Optional | Without


class Lexeme(NamedTuple):
    """A piece of a phrase's text."""

    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The syntax tree of a phrase. Raises PhraseError where it does not read."""
    lexemes = [
        Lexeme(found.lastgroup, found.group(), found.start())
        for found in LEX.finditer(text)
        if found.lastgroup
    ]
    for lexeme in lexemes:
        if lexeme.kind == "bad":
            hint = f"to match the mark itself, write \\{lexeme.text}"
            raise PhraseError(f"{lexeme.text!r} means nothing here", lexeme.at, hint)
    node, rest = choice(lexemes, 0, len(text))
    if rest < len(lexemes):
        raise PhraseError(
            "a closing bracket without an opening one", lexemes[rest].at, "write \\) for the mark"
        )
    if can_be_empty(node):
        hint = "add a word that must be there"
        raise PhraseError("it would match anything: every part may be left out", 0, hint)
    return node


def can_be_empty(node: Node) -> bool:
    """Whether a node can match no word at all."""
    match node:
        case Sequence():
            return all(can_be_empty(part) for part in node.parts)
        case Choice():
            return any(can_be_empty(option) for option in node.options)
        case _:
            return isinstance(node, Gap | Optional | Edge)


def choice(lexemes: list[Lexeme], at: int, end: int) -> tuple[Node, int]:
    """Alternatives from `at`: the tree and where it stopped."""
    options = []
    while True:
        option, at = sequence(lexemes, at, end)
        options.append(option)
        if at >= len(lexemes) or lexemes[at].text != "|" or lexemes[at].kind != "mark":
            break
        at += 1
    return (options[0] if len(options) == 1 else Choice(tuple(options))), at


def sequence(lexemes: list[Lexeme], at: int, end: int) -> tuple[Node, int]:
    """Parts in order from `at`, up to `|` or `)`."""
    parts: list[Node] = []
    start = lexemes[at].at if at < len(lexemes) else end
    while at < len(lexemes) and not (lexemes[at].kind == "mark" and lexemes[at].text in "|)"):
        part, at = element(lexemes, at, end)
        if at < len(lexemes) and lexemes[at].kind == "mark" and lexemes[at].text == "?":
            part, at = Optional(part), at + 1
        parts.append(part)
    if not parts:
        raise PhraseError(
            "an empty phrase or alternative", start, "write what it should find, or drop the `|`"
        )
    return (parts[0] if len(parts) == 1 else Sequence(tuple(parts))), at


def element(lexemes: list[Lexeme], at: int, end: int) -> tuple[Node, int]:
    """One part at `at`."""
    kind, text, place = lexemes[at]
    match kind:
        case "escaped":
            return Word(text[1], lemma=False, prefix=False, at=place), at + 1
        case "gap":
            most = int(text[3:] or GAP)
            if not 0 < most <= 20:
                raise PhraseError("a gap is 1 to 20 words long", place, "write ...5 for up to five words")
            return Gap(most), at + 1
        case "class":
            return word_class(text, place), at + 1
        case "list":
            return ListRef(text.lstrip("~@"), lemma=text[0] == "~", at=place), at + 1
        case "word":
            return word(text, place), at + 1
        case _:
            return bracket(lexemes, at, end)


def word(text: str, place: int) -> Word:
    """A literal word, `~word` or `word*`."""
    literal = text.lstrip("~").removesuffix("*")
    if not literal:
        raise PhraseError(f"{text!r} has no word", place, "write the word behind ~, or before *")
    return Word(literal, lemma=text[0] == "~", prefix=text.endswith("*"), at=place)


def word_class(text: str, place: int) -> ClassRef:
    """A class such as `<noun>`."""
    name = text[1:-1]
    if name not in CLASSES:
        raise PhraseError(f"there is no word class {text}", place, f"classes: {', '.join(sorted(CLASSES))}")
    return ClassRef(name, place)


def bracket(lexemes: list[Lexeme], at: int, end: int) -> tuple[Node, int]:
    """`( … )`, `!x`, `^` or `$` at `at`."""
    _, text, place = lexemes[at]
    match text:
        case "^" | "$":
            return Edge(start=text == "^"), at + 1
        case "!":
            if at + 1 >= len(lexemes):
                raise PhraseError(
                    "`!` stands before nothing",
                    place,
                    "write ! before the word it excludes; \\! for the mark",
                )
            inner, rest = element(lexemes, at + 1, end)
            return Without(inner, place), rest
        case "(":
            inner, rest = choice(lexemes, at + 1, end)
            if rest >= len(lexemes):
                raise PhraseError(
                    "a bracket that is not closed", place, "add the closing bracket; write \\( for the mark"
                )
            return inner, rest + 1
        case _:
            raise PhraseError(f"{text!r} stands behind nothing", place, f"write \\{text} for the mark itself")
