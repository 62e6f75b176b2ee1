"""Placeholders and odd characters: the text as the parser should see it, with the way back."""

import re
from bisect import bisect_right
from dataclasses import dataclass

PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,120}\}\}|\{%[^{}\n]{0,120}%\}|[%#$]\{[^{}\n]{0,80}\}|\{![^{}\n]{0,80}\}|<<[^<>\n]{1,80}>>|"
    r"\[\[[^\[\]\n]{1,80}\]\]|\[[A-Z][A-Z0-9_ .'-]{1,60}\]|\[[A-Z][a-z]+(?: [A-Za-z]+){0,4}\]|"
    r"\{[a-zA-Z_][\w. ]{0,60}\}|<[a-z]+(?:[ _][a-z]+){0,4}>|\$[A-Z][A-Z_]{2,40}\$?|%[a-z_]{3,40}%"
)
PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ",
     "\u2007": " ", "\u2009": " ", "‑": "-", "\u200b": " ", "\ufeff": " ", "\u00ad": "-"}
)  # fmt: skip
SAMPLES = (
    (re.compile(r"(?i)name|agent|customer|requester|contact|user|signature|who"), "Alex"),
    (re.compile(r"(?i)date|day|time|eta|when"), "Friday"),
    (re.compile(r"(?i)amount|price|total|number|count|id\b|order|ticket|code|days|hours|qty"), "42"),
    (re.compile(r"(?i)link|url|mail|site|address"), "example.com"),
    (re.compile(r"(?i)company|brand|shop|store|organi[sz]ation|team"), "Acme"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as the parser reads it; `shifts` are the places where lengths differ.

    Each shift is (offset in the reading, length there, offset in the text, length there), in order.
    """

    text: str
    shifts: tuple[tuple[int, int, int, int], ...] = ()

    def to_text(self, offsets: list[int]) -> list[int]:
        """Offsets in the original text for offsets in the reading; inside a sample word, its start."""
        if not self.shifts:
            return offsets
        starts = [shift[0] for shift in self.shifts]
        found = []
        for offset in offsets:
            nth = bisect_right(starts, offset) - 1
            if nth < 0:
                found.append(offset)
                continue
            at, length, original, span = self.shifts[nth]
            found.append(original if offset < at + length else original + span + offset - at - length)
        return found

    def ends(self, lengths: list[int], starts: list[int]) -> list[int]:
        """Where words end in the original text, from their lengths in the reading and their starts there."""
        if not self.shifts:
            return [start + length for start, length in zip(starts, lengths, strict=True)]
        spans = {shift[2]: shift[3] for shift in self.shifts}
        return [start + spans.get(start, length) for start, length in zip(starts, lengths, strict=True)]


def read_placeholders(text: str) -> Reading:
    """The text with straight quotes and plain spaces, and a sample word for every placeholder."""
    plain = text.translate(PLAIN)
    pieces: list[str] = []
    shifts: list[tuple[int, int, int, int]] = []
    at = length = 0
    for found in PLACEHOLDER.finditer(plain):
        word = sample(found.group())
        pieces += [plain[at : found.start()], word]
        length += found.start() - at
        shifts.append((length, len(word), found.start(), len(found.group())))
        length += len(word)
        at = found.end()
    return Reading("".join([*pieces, plain[at:]]), tuple(shifts))


def sample(placeholder: str) -> str:
    """A word that could stand where the placeholder stands."""
    return next((word for pattern, word in SAMPLES if pattern.search(placeholder)), "Alex")
