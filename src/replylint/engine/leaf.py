"""Leaf patterns: each finds its spans in an analysis, starting from its anchors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import re2

from replylint.engine.analysis import Analysis
from replylint.engine.broken import broken
from replylint.engine.label import clause_label
from replylint.packs import patterns

Found = list[tuple[int, int]]

COUNTED = re.compile(r"\{\d*,?(\d+)\}")
LONG_REPEAT = 20
"""From so many repeats on, a set of expressions takes a thousand times as long as each by itself."""


class Leaf(Protocol):
    """A compiled pattern without parts. `label` is how it is written, for explanations."""

    @property
    def label(self) -> str:
        """How the pattern is written."""


@runtime_checkable
class Roaming(Leaf, Protocol):
    """A pattern that looks for itself."""

    def find(self, a: Analysis) -> Found:
        """The code-point spans of its hits, in order."""


@dataclass(frozen=True, slots=True)
class PhraseLeaf:
    """Words in order, found with all other phrases."""

    label: str


@dataclass(frozen=True, slots=True)
class ClauseLeaf:
    """Who does what to whom, found with all other clause patterns."""

    pattern: patterns.Clause

    @property
    def label(self) -> str:
        """The pattern in one line."""
        return clause_label(self.pattern)


@dataclass(slots=True)
class RegexLeaf:
    """Linear-time regular expressions over the text as written; built when first needed."""

    texts: tuple[str, ...]
    _regex: Any = None

    @property
    def label(self) -> str:
        """The expressions in one line."""
        return " | ".join(self.texts)

    @property
    def whole(self) -> str:
        """The expressions as one."""
        return "|".join(f"(?:{text})" for text in self.texts)

    @property
    def plain(self) -> bool:
        """Whether it can be searched for together with others: long counted repeats make that slow."""
        return all(int(most) < LONG_REPEAT for most in COUNTED.findall(self.whole))

    def find(self, a: Analysis) -> Found:
        """Empty matches do not count."""
        if self._regex is None:
            self._regex = re2.compile(self.whole, quiet())
        found = [match.span() for match in self._regex.finditer(a.encoded)]
        return [(a.code_point(start), a.code_point(end)) for start, end in found if end > start]


def quiet() -> Any:  # noqa: ANN401 - re2 has no types
    """Options of RE2 that keep it from writing to standard error."""
    options = re2.Options()
    options.log_errors = False
    return options


@dataclass(frozen=True, slots=True)
class TokensLeaf:
    """A pattern of spaCy's Matcher. `needed` are lower-case words of which one must occur, if any.

    `lexical` says that it is about one word, by its form and tag alone.
    """

    label: str
    matcher: Any
    needed: frozenset[str]
    lexical: bool

    def find(self, a: Analysis) -> Found:
        """The longest of matches that overlap."""
        if self.needed and self.needed.isdisjoint(a.lower):
            return []
        found = sorted(((s, e) for _, s, e in self.matcher(a.doc)), key=lambda pair: (pair[0], -pair[1]))
        return [(a.starts[s], a.ends[e - 1]) for s, e in outermost(found)]


@dataclass(frozen=True, slots=True)
class DependencyLeaf:
    """A pattern of spaCy's DependencyMatcher."""

    label: str
    matcher: Any

    def find(self, a: Analysis) -> Found:
        """From the first to the last word of the match."""
        found = sorted({(min(at), max(at) + 1) for _, at in self.matcher(a.doc)})
        return [(a.starts[s], a.ends[e - 1]) for s, e in outermost(found)]


@dataclass(frozen=True, slots=True)
class LengthLeaf:
    """Sentences of more than so many words."""

    label: str
    more_than: int
    unless_list: bool

    def find(self, a: Analysis) -> Found:
        """Whole sentences."""
        return [
            (a.starts[first], a.ends[last - 1])
            for first, last in a.sentences
            if last - first > self.more_than
            and sum(norm[:1].isalnum() or norm == "not" for norm in a.norm[first:last]) > self.more_than
            and not (self.unless_list and enumerates(a, first, last))
        ]


@dataclass(frozen=True, slots=True)
class RepeatLeaf:
    """The same word twice in a row."""

    label: str
    besides: frozenset[str]

    def find(self, a: Analysis) -> Found:
        """Both words."""
        return [
            (a.starts[at], a.ends[at + 1])
            for at in range(len(a.norm) - 1)
            if a.norm[at] == a.norm[at + 1]
            and a.norm[at].isalpha()
            and a.norm[at] not in self.besides
            and a.sentence[at] == a.sentence[at + 1]
            and a.text[a.starts[at] : a.ends[at]].lower() == a.text[a.starts[at + 1] : a.ends[at + 1]].lower()
            and a.text[a.ends[at] : a.starts[at + 1]].strip(" \t\r\n") == ""
            and a.starts[at + 1] > a.ends[at]
        ]


@dataclass(frozen=True, slots=True)
class BrokenLeaf:
    """What looks like a placeholder and is none."""

    label: str

    def find(self, a: Analysis) -> Found:
        """Each of them."""
        return [(span.start, span.end) for span in broken(a.text, a.placeholders)]


def outermost(spans: Iterable[tuple[int, int]]) -> Found:
    """Spans in order without those inside an earlier one."""
    kept: Found = []
    for start, end in spans:
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def enumerates(a: Analysis, first: int, last: int) -> bool:
    """Whether a sentence enumerates: five marks or more that part its items, or a line of a list."""
    marks = sum(norm in (",", ";", "•", "/") for norm in a.norm[first:last])
    return a.blocks[first].kind == "list" or marks >= 5
