"""Opening hours in a text: days of the week with times of day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from replylint.engine.library.taken import Taken
from replylint.text.span import Span

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)s?\b\.?"
)
TO = r"\s{0,3}(?:-|–|—|to|thru|through|until|till|and)\s{0,3}"
WHEN = (
    rf"(?P<first>{DAY})(?:{TO}(?P<last>{DAY}))?|(?P<week>weekdays?)"
    r"|(?P<weekend>(?:the )?weekends?)|(?P<daily>every ?day|daily|(?:7|seven) days (?:a|per) week|all week)"
)
TIME = r"(?:\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?|noon|midnight)"
FROM = rf"(?P<opens>{TIME}){TO}(?P<closes>{TIME})"
ZONE = r"(?:\s?\(?(?P<zone>(?:[ECMP][SD]?T|GMT|BST|CES?T|UTC|IST|A[EWC][SD]T)\b))?"
LINK = r"(?:\s?[,:(]\s{0,3}|\s{1,3})(?:(?:from|between|at|on|is|are|open)\s{1,3}){0,3}"
HOURS = (
    re.compile(rf"(?i)\b(?:{WHEN}){LINK}{FROM}{ZONE}"),
    re.compile(rf"(?i)(?<![\w.:/-]){FROM}{ZONE}{LINK}(?:{WHEN})"),
)
SPELL = re.compile(rf"(?i)(?:\d|[ap]\.?m\.?|noon|midnight){TO}(?:\d|noon|midnight)")
"""What all of them have, and few texts."""

ROUND_THE_CLOCK = re.compile(
    r"(?i)\b(?:24\s?/\s?7|24 hours(?: a day)?(?:, |,? and )(?:7|seven) days (?:a|per) week)"
)
CLOCK = re.compile(r"(?i)(\d{1,2})(?:[:.](\d\d))?\s*([ap])?")


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of the day from and to, by day (0 is Monday), and the time zone where one is named."""

    days: frozenset[int]
    opens: int
    closes: int
    zone: str = ""

    def agrees(self, other: "Hours") -> bool:
        """Whether both can be right: the same hours, or other days, or times of two zones."""
        if self.zone and other.zone and self.zone != other.zone:
            return True
        return not self.days & other.days or (self.opens, self.closes) == (other.opens, other.closes)


def hours(text: str) -> Iterator[tuple[Span, Hours]]:
    """The opening hours in a text."""
    for found in ROUND_THE_CLOCK.finditer(text):
        yield Span(*found.span()), Hours(frozenset(range(7)), 0, 24 * 60)
    taken = Taken()
    for pattern in HOURS if SPELL.search(text) else ():
        for found in pattern.finditer(text):
            span = Span(*found.span())
            times = minutes(found["opens"], found["closes"])
            if times is None or not taken.takes(span):
                continue
            zone = (found["zone"] or "").upper()
            yield span, Hours(days(found), *times, re.sub(r"(?<=^[ECMP])[SD](?=T$)", "", zone))


def days(found: re.Match[str]) -> frozenset[int]:
    """The days that are named, by number."""
    if found["week"]:
        return frozenset(range(5))
    if found["weekend"]:
        return frozenset((5, 6))
    if found["daily"]:
        return frozenset(range(7))
    first = DAYS.index(found["first"][:3].lower())
    last = DAYS.index(found["last"][:3].lower()) if found["last"] else first
    return frozenset(day % 7 for day in range(first, (last if last >= first else last + 7) + 1))


def minutes(opens: str, closes: str) -> tuple[int, int] | None:
    """From and to, in minutes of the day; "9 to 5" is until 17:00. None where they are no times."""
    first, last = moment(opens), moment(closes)
    if first is None or last is None:
        return None
    start, end = first[0], last[0]
    if not last[1] and end <= start:
        end += 12 * 60
    if not first[1] and last[1] and start + 12 * 60 < end and start < 7 * 60:
        start += 12 * 60
    return (start, end) if start < end <= 24 * 60 else None


def moment(time: str) -> tuple[int, bool] | None:
    """The minute of the day, and whether morning or afternoon is said."""
    word = time.strip().lower()
    if word in ("noon", "midnight"):
        return (12 * 60, True) if word == "noon" else (24 * 60, True)
    found = CLOCK.match(word)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute, bool(half) or hour > 12 or found[1].startswith("0")
