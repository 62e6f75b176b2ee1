"""Placeholders and odd characters: the text as the parser should see it, with the way back."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from replylint.engine.layout import Layout, read_layout
from replylint.text.placeholder import PLACEHOLDER, sample
from replylint.text.reply import Zone
from replylint.text.span import Span

PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ",
     "\u2007": " ", "\u2009": " ", "‑": "-", "\u200b": " ", "\ufeff": " ", "\u00ad": "-"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as the parser reads it; `shifts` are the places where lengths differ.

    Each shift is (offset in the reading, length there, offset in the text, length there), in order. `written`
    is the reading with the quotes and spaces of the text.
    """

    text: str
    written: str
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

    def from_text(self, offset: int) -> int:
        """The offset in the reading for one in the original text; inside a placeholder, its start."""
        nth = bisect_right(self.shifts, offset, key=lambda shift: shift[2]) - 1
        if nth < 0:
            return offset
        at, length, original, span = self.shifts[nth]
        return at if offset < original + span else at + length + offset - original - span

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
        pieces += [text[at : found.start()], word]
        length += found.start() - at
        shifts.append((length, len(word), found.start(), len(found.group())))
        length += len(word)
        at = found.end()
    if not shifts:
        return Reading(plain, text)
    written = "".join([*pieces, text[at:]])
    return Reading(written.translate(PLAIN), written, tuple(shifts))


def layout_of(text: str, zones: Sequence[Zone], reading: Reading) -> Layout:
    """The layout of a text as it is read: "Hi {{name}}," greets as "Hi Alex," does."""
    if not reading.shifts:
        return read_layout(text, zones)
    moved = [Zone(zone.kind, Span(*map(reading.from_text, zone.span))) for zone in zones]
    blocks = read_layout(reading.written, moved).blocks
    return Layout(tuple(replace(block, span=Span(*reading.to_text(list(block.span)))) for block in blocks))
