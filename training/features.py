"""What the model reads: one sequence of word pieces with a type each, made from reply and customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP, PAD = 101, 102, 0
MAX_REPLY, MAX_CUSTOMER = 200, 64
"""Word pieces kept of each; the customer's message is the first to be cut."""

TYPES = 16
"""segment (0 reply, 8 customer) + line break before (4) + case (0 lower, 1 Capital, 2 ALL CAPS, 3 mIxed)."""

_PLAIN = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Word pieces of one reply: ids, types, and the code points of the reply that each piece covers."""

    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]


def plain(text: str) -> str:
    """The text with typographic quotes and dashes made plain, of the same length in code points."""
    text = text.translate(_PLAIN)
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if not text.isascii() else text


def case_of(word: str) -> int:
    """The case class of a word (see TYPES)."""
    if word.islower():
        return 0
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return 0
    if upper == len(letters) and upper > 1:
        return 2
    return 1 if upper == 1 and letters[0].isupper() else 3


def pieces(tokenizer: Tokenizer, text: str, limit: int, segment: int) -> Sequence:
    """The first ``limit`` word pieces of a text."""
    text = plain(text)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets, words = encoding.ids[:limit], encoding.offsets[:limit], encoding.word_ids[:limit]
    bounds: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(words, offsets, strict=True):
        bounds[word] = (min(start, bounds.get(word, (start, end))[0]), end)
    types, last = [], 0
    for word, (start, end) in zip(words, offsets, strict=True):
        low, high = bounds[word]
        types.append(segment + 4 * ("\n" in text[last:start]) + case_of(text[low:high]))
        last = end
    return Sequence(ids, types, offsets)


def encode(tokenizer: Tokenizer, reply: str, customer: str | None) -> Sequence:
    """``[CLS] reply [SEP]``, and ``customer [SEP]`` where the message is known.

    Offsets are code points of the reply; (0, 0) for special pieces and the customer's.
    """
    first = pieces(tokenizer, reply, MAX_REPLY, 0)
    ids, types = [CLS, *first.ids, SEP], [0, *first.types, 0]
    offsets = [(0, 0), *first.offsets, (0, 0)]
    if customer:
        second = pieces(tokenizer, customer, MAX_CUSTOMER, 8)
        ids += [*second.ids, SEP]
        types += [*second.types, 8]
        offsets += [(0, 0)] * (len(second.ids) + 1)
    return Sequence(ids, types, offsets)
