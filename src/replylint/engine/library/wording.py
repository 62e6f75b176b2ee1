"""Phrases as RE2 expressions: what can be found without reading a text's grammar."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import re2

from replylint.engine.phrase import (
    Choice,
    ClassRef,
    Edge,
    Gap,
    ListRef,
    Node,
    Optional,
    PhraseError,
    Without,
    Word,
    parse,
)
from replylint.engine.phrase import Sequence as Parts

VALUE = "<value>"
BETWEEN = r"[\s.,;:\"'()\[\]*_\-–—]+"
"""What may stand between two parts: soft marks are skipped."""

CLASSES = {"number": r"\d+", "any": r"\S+"}
Lists = Mapping[str, Sequence[str]]


class Around(NamedTuple):
    """What stands before a value, and what stands behind it."""

    before: str
    behind: str

    def stretch(self, text: str, start: int, end: int) -> str | None:
        """The words from what is before a value to what is behind it; None where either is missing."""
        first, last = start, end
        if self.before:
            found = compiled(f"(?:{self.before})\\W*\\z").search(text[:start])
            if found is None:
                return None
            first = found.start()
        if self.behind:
            found = compiled(f"\\A[\\s\"')*_-]*(?:{self.behind})").search(text[end:])
            if found is None:
                return None
            last = end + found.end()
        return text[first:last]


_compiled: dict[str, Any] = {}


def compiled(expression: str) -> Any:  # noqa: ANN401 - re2 has no types
    """The expression, in any case. Raises re2.error."""
    if expression not in _compiled:
        _compiled[expression] = re2.compile(f"(?i){expression}", options())
    return _compiled[expression]


def options() -> Any:  # noqa: ANN401 - re2 has no types
    """Options that keep RE2 from writing what is wrong to standard error."""
    made = re2.Options()
    made.log_errors = False
    return made


def around(phrase: str, lists: Lists) -> Around:
    """The two sides of a phrase with `<value>` in it. Raises PhraseError."""
    before, sign, behind = phrase.partition(VALUE)
    if not sign or VALUE in behind:
        raise PhraseError(f"it needs {VALUE} once, where the value stands", 0, f"“within {VALUE}”")
    if not (before.strip() or behind.strip()):
        raise PhraseError("it would match any value", 0, "write words before or behind it")
    sides = [expression(side, lists) if side.strip() else "" for side in (before, behind)]
    return Around(*sides)


def expression(phrase: str, lists: Lists) -> str:
    """The expression of a phrase. Raises PhraseError for what needs grammar, and for an unknown list."""
    return f"(?:{lowered(parse(phrase), lists)})"


def lowered(node: Node, lists: Lists) -> str:
    """The expression of a part of a phrase."""
    match node:
        case Word():
            return literal(node)
        case ListRef():
            return listed(node, lists)
        case ClassRef() if node.name in CLASSES:
            return CLASSES[node.name]
        case Choice():
            return "(?:" + "|".join(lowered(option, lists) for option in node.options) + ")"
        case Parts():
            return joined(node.parts, lists)
        case Optional():
            return f"(?:{lowered(node.inner, lists)})?"
        case Gap():
            return rf"(?:\S+{BETWEEN}){{0,{node.most}}}?"
        case Edge():
            return r"\A\W*" if node.start else r"\W*\z"
        case ClassRef() | Without():
            raise PhraseError("rules of kind `library` do not read grammar", node.at, "write the words")


def literal(word: Word) -> str:
    """The expression of a word."""
    if word.lemma:
        raise PhraseError("rules of kind `library` do not know forms", word.at, f"write {word.text}*")
    text = written(word.text)
    start = r"\b" if word.text[0].isalnum() else ""
    return start + text + (r"\w*" if word.prefix else r"\b" if word.text[-1].isalnum() else "")


def written(word: str) -> str:
    """A word as it may be written: in any case, but what is all capitals only so (US is not us)."""
    text = re.escape(word.replace("’", "'"))
    return f"(?-i:{text})" if word.isupper() and len(word) > 1 else text


def listed(ref: ListRef, lists: Lists) -> str:
    """The expression of the entries of a word list."""
    if ref.lemma:
        raise PhraseError("rules of kind `library` do not know forms", ref.at, f"write @{ref.name}")
    if ref.name not in lists:
        raise PhraseError(f"there is no word list `{ref.name}`", ref.at)
    words = (written(word).replace(r"\ ", BETWEEN) for word in lists[ref.name])
    return r"\b(?:" + "|".join(words) + r")\b"


def joined(parts: Sequence[Node], lists: Lists) -> str:
    """The expression of parts in order; what may be left out takes the mark beside it along."""
    made = ""
    for nth, part in enumerate(parts):
        text = lowered(part, lists)
        bare = isinstance(part, Gap | Edge)
        last = nth == len(parts) - 1
        if isinstance(part, Optional):
            inner = lowered(part.inner, lists)
            made += f"(?:{BETWEEN}{inner})?" if last else f"(?:{inner}{BETWEEN})?"
        elif last or bare or all_optional(parts[nth + 1 :]) or ends(parts[nth + 1]):
            made += text
        else:
            made += text + BETWEEN
    return made


def all_optional(parts: Sequence[Node]) -> bool:
    """Whether one part is left, and it may be left out."""
    return len(parts) == 1 and isinstance(parts[0], Optional)


def ends(part: Node) -> bool:
    """Whether a part is the end of the sentence."""
    return isinstance(part, Edge) and not part.start
