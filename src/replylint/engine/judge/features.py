"""What the judge reads: one sequence of word pieces with a type each, made from reply and customer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP = 101, 102
CUSTOMER, LINE_BREAK = 8, 4
"""A type is segment (0 reply, 8 customer) + line break before (4) + case (0 to 3, see `case_of`)."""

PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces: ids, types, and the code points of the reply that each covers, (0, 0) for all others."""

    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]


def plain(text: str) -> str:
    """The text with typographic quotes and dashes made plain, of the same length in code points."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text.translate(PLAIN))


def case_of(word: str) -> int:
    """The case of a word: 0 lower, 1 Capital, 2 ALL CAPS, 3 mIxed."""
    letters = [char for char in word if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if word.islower() or not upper:
        return 0
    if upper == len(letters) and upper > 1:
        return 2
    return 1 if upper == 1 and letters[0].isupper() else 3


def pieces(tokenizer: "Tokenizer", text: str, limit: int, segment: int) -> Pieces:
    """The first `limit` word pieces of a text."""
    text = plain(text)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoding.ids[:limit], encoding.offsets[:limit]
    words = [word or 0 for word in encoding.word_ids[:limit]]
    bounds: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(words, offsets, strict=True):
        bounds[word] = (min(start, bounds.get(word, (start, end))[0]), end)
    types, last = [], 0
    for word, (start, end) in zip(words, offsets, strict=True):
        low, high = bounds[word]
        types.append(segment + LINE_BREAK * ("\n" in text[last:start]) + case_of(text[low:high]))
        last = end
    return Pieces(ids, types, offsets)


def encode(tokenizer: "Tokenizer", reply: str, customer: str | None, limits: tuple[int, int]) -> Pieces:
    """`[CLS] reply [SEP]`, and `customer [SEP]` where the message is known; `limits` are in word pieces."""
    first = pieces(tokenizer, reply, limits[0], 0)
    ids, types = [CLS, *first.ids, SEP], [0, *first.types, 0]
    offsets = [(0, 0), *first.offsets, (0, 0)]
    if customer:
        second = pieces(tokenizer, customer, limits[1], CUSTOMER)
        ids += [*second.ids, SEP]
        types += [*second.types, CUSTOMER]
        offsets += [(0, 0)] * (len(second.ids) + 1)
    return Pieces(ids, types, offsets)
