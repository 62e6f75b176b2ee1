"""Leaf patterns: each finds its spans in an analysis, starting from its anchors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from replylint.engine.analysis import Analysis
from replylint.engine.matchers.clause import Test
from replylint.engine.matchers.phrase import Part
from replylint.engine.matchers.phrase import find as find_phrase

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
    part: Part

    def find(self, a: Analysis, starts: list[int]) -> Found:
        """Each place counts once, at its longest."""
        found: Found = []
        done = -1
        for at, end in find_phrase(self.part, a, starts):
            if end > done:
                found.append((a.starts[at], a.ends[end - 1]))
                done = end
        return found


@dataclass(frozen=True, slots=True)
class ClauseLeaf:
    """Who does what to whom."""

    label: str
    test: Test

    def find(self, a: Analysis, starts: list[int]) -> Found:
        """The clause's own words."""
        clauses = (a.clauses[at] for at in starts)
        return [(a.starts[c.start], a.ends[c.end - 1]) for c in clauses if self.test(a, c)]


@dataclass(frozen=True, slots=True)
class RegexLeaf:
    """A linear-time regular expression over the text as written."""

    label: str
    regex: Any

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - regexes have no anchors
        """Empty matches do not count."""
        return [found.span() for found in self.regex.finditer(a.text) if found.end() > found.start()]


@dataclass(frozen=True, slots=True)
class TokensLeaf:
    """A pattern of spaCy's Matcher."""

    label: str
    matcher: Any

    def find(self, a: Analysis, starts: list[int]) -> Found:  # noqa: ARG002 - the matcher scans
        """The longest of matches that overlap."""
        found = sorted(((s, e) for _, s, e in self.matcher(a.doc)), key=lambda pair: (pair[0], -pair[1]))
        return [(a.starts[s], a.ends[e - 1]) for s, e in outermost(found)]


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
