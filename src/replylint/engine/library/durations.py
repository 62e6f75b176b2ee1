"""Periods of time in a text: "14 days", "five to seven business days", "a 2-year …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from replylint.text.span import Span

ORDER = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
NUMBERS = {word: nth for nth, word in enumerate(ORDER.split(), 1)} | {
    "a": 1, "an": 1, "twenty-four": 24, "thirty": 30, "forty-eight": 48, "sixty": 60, "ninety": 90,
}  # fmt: skip
COUNT = rf"\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
DURATION = re.compile(
    rf"(?i)(?<![\w.,$€£#/-])(?:(?P<least>{COUNT})(?:\s*[-–—]\s*|\s+(?:to|or|and)\s+))?(?P<most>{COUNT})"
    r"(?:\s*\(\s*[\w-]+\s*\))?[\s-]*(?:(?P<kind>business|working|week|calendar|full)[\s-]+)?"
    r"(?P<unit>hour|hr|day|week|month|year)s?\b"
)
UNIT = re.compile(r"(?i)\b(?:hour|hr|day|week|month|year)s?\b")
REACH = 60
"""Characters before a unit in which its number begins."""

NO_LIMIT = re.compile(
    r"(?i)\b(?:more than|over|at least|after|every|each|(?:the|these|our|your)\s+(?:last|past|previous))\s+$"
)
HOURS = {"hour": 1, "hr": 1, "day": 24, "week": 7 * 24}
MONTHS = {"month": 1, "year": 12}
WORKDAYS = ("business", "working", "week")


@dataclass(frozen=True, slots=True)
class Duration:
    """At the most so many hours, or months; `business` says that only working days count."""

    count: int
    unit: str
    business: bool = False

    def agrees(self, other: "Duration") -> bool:
        """Whether both can be meant by the same period: 2 weeks and 14 days, 5 working days and a week."""
        if self.unit != other.unit:
            hours, months = (self, other) if self.unit == "hours" else (other, self)
            return 28 * 24 * months.count <= hours.count <= 31 * 24 * months.count
        if self.business == other.business or self.count == other.count:
            return self.count == other.count
        working, plain = (self, other) if self.business else (other, self)
        return working.count * 7 == plain.count * 5


def durations(text: str) -> Iterator[tuple[Span, Duration]]:
    """The periods in a text that are a limit, ranges by their longer end."""
    for unit in UNIT.finditer(text):
        found = DURATION.search(text, max(unit.start() - REACH, 0), unit.end())
        while found and found.end() < unit.end():
            found = DURATION.search(text, found.end(), unit.end())
        if found is None or NO_LIMIT.search(text[max(found.start() - 30, 0) : found.start()]):
            continue
        count, name = number(found["most"]), found["unit"].lower()
        business = (found["kind"] or "").lower() in WORKDAYS
        made = (
            Duration(count * HOURS[name], "hours", business)
            if name in HOURS
            else Duration(count * MONTHS[name], "months")
        )
        yield Span(*found.span()), made


def number(word: str) -> int:
    """The number that a word or figures mean."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
