"""Leaf patterns: each finds its spans in an analysis, starting from its anchors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import re2

from replylint.engine.analysis import Analysis
from replylint.engine.label import clause_label
from replylint.engine.matchers.clause import Test, compile_clause
from replylint.engine.phrasebook import PhraseBook
from replylint.packs import patterns

Found = list[tuple[int, int]]


class Leaf(Protocol):
    """A compiled pattern without parts. `label` is how it is written, for explanations."""

    @property
    def label(self) -> str:
        """How the pattern is written."""

    def find(self, a: Analysis, starts: list[int]) -> Found:
        """The code-point spans of its hits; `starts` are words, or clauses for a clause pattern."""


@dataclass(frozen=True, slots=True)
class PhraseLeaf:
    """Words in order."""

    label: str
    book: PhraseBook

    def find(self, a: Analysis, starts: list[int]) -> Found:
        """Each place counts once, at its longest."""
        match = self.book.match(self.label)
        found: Found = []
        done = -1
        for at in starts:
            ends = match(a, at, a.sentences[a.sentence[at]][1])
            if ends and (end := max(ends)) > max(done, at):
                found.append((a.starts[at], a.ends[end - 1]))
                done = end
        return found


@dataclass(slots=True)
class ClauseLeaf:
    """Who does what to whom, by one of `verbs` where there are any; the test is built when first needed."""

    pattern: patterns.Clause
    book: PhraseBook
    words: Mapping[str, Sequence[str]]
    verbs: frozenset[str]
    _test: Test | None = None

    @property
    def label(self) -> str:
        """The pattern in one line."""
        return clause_label(self.pattern)

    def find(self, a: Analysis, starts: list[int]) -> Found:
        """The clause's own words."""
        if self._test is None:
            self._test = compile_clause(self.pattern, self.book, self.words)
        test = self._test
        clauses = (a.clauses[at] for at in starts)
        return [(a.starts[c.start], a.ends[c.end - 1]) for c in clauses if test(a, c)]


@dataclass(slots=True)
class RegexLeaf:
    """Linear-time regular expressions over the text as written; built when first needed."""

    texts: tuple[str, ...]
    _regex: Any = None

    @property
    def label(self) -> str:
        """The expressions in one line."""
        return " | ".join(self.texts)

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - regexes have no anchors
        """Empty matches do not count."""
        if self._regex is None:
            self._regex = re2.compile("|".join(f"(?:{text})" for text in self.texts), quiet())
        if self._regex.search(a.encoded) is None:
            return []
        return [found.span() for found in self._regex.finditer(a.text) if found.end() > found.start()]


def quiet() -> Any:  # noqa: ANN401 - re2 has no types
    """Options of RE2 that keep it from writing to standard error."""
    options = re2.Options()
    options.log_errors = False
    return options


@dataclass(slots=True)
class TokensLeaf:
    """A pattern of spaCy's Matcher. `needed` are lower-case words of which one must occur, if any.

    `lexical` says that it is about one word, by its form and tag alone: what it said of them is kept.
    """

    label: str
    matcher: Any
    needed: frozenset[str]
    lexical: bool
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - the matcher scans
        """The longest of matches that overlap."""
        if self.needed and self.needed.isdisjoint(a.lower):
            return []
        if self.lexical:
            return [(a.starts[at], a.ends[at]) for at in self.words(a)]
        found = sorted(((s, e) for _, s, e in self.matcher(a.doc)), key=lambda pair: (pair[0], -pair[1]))
        return [(a.starts[s], a.ends[e - 1]) for s, e in outermost(found)]

    def words(self, a: Analysis) -> list[int]:
        """The words that match, asked of the matcher only where one of them is new."""
        forms = [(a.text[s:e], tag) for s, e, tag in zip(a.starts, a.ends, a.tag, strict=True)]
        if not all(form in self._known for form in forms):
            hits = {start for _, start, _ in self.matcher(a.doc)}
            self._known.update((form, at in hits) for at, form in enumerate(forms))
        return [at for at, form in enumerate(forms) if self._known[form]]


@dataclass(frozen=True, slots=True)
class DependencyLeaf:
    """A pattern of spaCy's DependencyMatcher."""

    label: str
    matcher: Any

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - the matcher scans
        """From the first to the last word of the match."""
        found = sorted({(min(at), max(at) + 1) for _, at in self.matcher(a.doc)})
        return [(a.starts[s], a.ends[e - 1]) for s, e in outermost(found)]


@dataclass(frozen=True, slots=True)
class LengthLeaf:
    """Sentences of more than so many words."""

    label: str
    more_than: int
    unless_list: bool

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - every sentence is counted
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

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - every pair is looked at
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
