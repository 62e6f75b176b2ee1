"""Labelled replies as tensors' rows: what is known of each guideline, how surely, and where it shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from features import Pieces, encode
from guidelines import GUIDELINES, INDEX, REQUIRED, applies

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from figures import Item

QUIET_WEIGHT, LOUD_WEIGHT = 0.3, 1.0
"""Weight of a cell without and with a violation, in replies that carry all their labels."""


def load(paths: Iterable[Path]) -> list[Item]:
    """The items of JSON Lines files, in order."""
    return [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


@dataclass(slots=True)
class Row:
    """One reply, ready to train on."""

    item: Item
    sequence: Pieces
    target: NDArray[np.float32]
    weight: NDArray[np.float32]
    marks: list[tuple[int, int, int]]
    """(guideline, first piece, end piece) of evidence; an empty range says that there is none."""
    share: float = 1.0
    """Chance to be part of an epoch."""
    under: NDArray[np.float16] | None = None
    """States under the trained layers, where they are frozen."""


def judged(item: Item) -> NDArray[np.bool_]:
    """Which guidelines can be judged on this reply."""
    facts = {
        "words": len(item["text"].split()),
        "turn": item.get("turn") or "whole",
        "template": bool(item.get("template")),
        "customer": bool(item.get("customer")),
    }
    return np.array([applies(name, **facts) for name in GUIDELINES])


def row(tokenizer: Tokenizer, item: Item) -> Row:
    """What an item teaches."""
    sequence = encode(tokenizer, item["text"], item.get("customer"))
    target, weight = np.zeros(len(GUIDELINES), np.float32), np.zeros(len(GUIDELINES), np.float32)
    spans: dict[str, str] = {}
    quiet: list[str] = []
    rule = item["rule"]
    if rule.startswith("*") or "labels" in item:
        labels = set(item.get("labels") or ())
        for name, at in INDEX.items():
            target[at] = name in labels
            weight[at] = LOUD_WEIGHT if name in labels else QUIET_WEIGHT
        for name in item.get("maybe") or ():
            weight[INDEX[name]] = 0.0
        weight *= judged(item)
        spans = item.get("spans") or {}
        if not item["violates"] and rule in INDEX and rule not in REQUIRED:
            quiet = [rule]
    else:
        target[INDEX[rule]] = item["violates"]
        weight[INDEX[rule]] = 1.0
        if item["violates"] and item.get("span"):
            spans = {rule: item["span"]}
        elif not item["violates"] and rule not in REQUIRED:
            quiet = [rule]
    marks = [(INDEX[name], 0, 0) for name in quiet]
    for name, excerpt in spans.items():
        found = _cover(sequence, item["text"], excerpt)
        if found:
            marks.append((INDEX[name], *found))
    return Row(item, sequence, target, weight, marks)


def _cover(sequence: Pieces, text: str, excerpt: str) -> tuple[int, int] | None:
    start = text.find(excerpt)
    if start < 0:
        return None
    end = start + len(excerpt)
    inside = [
        at for at, (low, high) in enumerate(sequence.offsets) if low < end and high > start and high > low
    ]
    return (inside[0], inside[-1] + 1) if inside else None


# --- labels of the guidelines that an item is not about --------------------------------------------

READ_QUIET, READ_LOUD = 0.15, 0.6
"""Weight of a label found by one reading (data/read.jsonl): less than that of the item's own."""

OWN = 3.0
"""Weight of an item's own label, the surest, once the others are known too."""

UNREAD = ("missing-greeting", "abrupt-ending", "missing-timeframe", "shouting", "text-speak", "hard-to-read")
"""Not looked for in that reading: silence about these means nothing."""

_TITLE = re.compile(
    r"^\W*(?:hi|hiya|hey+|hello|dear|good (?:morning|afternoon|evening|day)|morning|mornin|evening|afternoon|"
    r"greetings|welcome|thank|thanks|many thanks|much obliged|much appreciated|cheers|respected|g'day|howdy|"
    r"namaste|bonjour|ahoy|kia ora|mabuhay|hola|"
    r"(?:mr|mrs|ms|mdm|miss|dr|sir|ma'am|madam)\b[^.!?\n]{0,25}[,:\n]|@\w+)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?!Yes|No|Yeah|Ah|Oh|Ok|Okay|Noted|Fixed|Sorry|Right|Well|Sure)(?:[A-Z][\w'é]+ ?){1,2},\s"
)


def greets(text: str) -> bool:
    """Whether a reply opens with a greeting, by its first words (97 % right on labelled replies)."""
    first = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
    return bool(
        _TITLE.match(text)
        or _NAMED.match(text)
        or (len(first) < 90 and re.search(r"\bthanks?\b", first, re.IGNORECASE))
    )


def stress(rows: Iterable[Row]) -> None:
    """Give the items' own labels the weight that they deserve beside 34 others."""
    for r in rows:
        if r.item["rule"] in INDEX:
            r.weight[INDEX[r.item["rule"]]] = OWN


def add_reading(r: Row, reading: Item) -> None:
    """Fill in what a reader found in an item beyond its own guideline."""
    can, labels, maybe = judged(r.item), set(reading["labels"]), set(reading["maybe"])
    for name, at in INDEX.items():
        if r.weight[at] or not can[at] or name in maybe or name == r.item["rule"]:
            continue
        if name in labels:
            r.target[at], r.weight[at] = 1.0, READ_LOUD
        elif name not in UNREAD:
            r.weight[at] = READ_QUIET
    at = INDEX["missing-greeting"]
    if not r.weight[at] and can[at]:
        silent = not greets(r.item["text"])
        r.target[at], r.weight[at] = float(silent), READ_LOUD if silent else READ_QUIET


def add_guesses(r: Row, probability: NDArray[np.float32], maybe: Iterable[str] = ()) -> None:
    """Fill in what is still unknown with a model's own verdicts, the surer the heavier."""
    weight = READ_QUIET * (2 * probability - 1) ** 2
    weight[[INDEX[name] for name in maybe]] = 0.0
    unknown = (r.weight == 0) & judged(r.item)
    r.target = np.where(unknown, probability, r.target).astype(np.float32)
    r.weight = np.where(unknown, weight, r.weight).astype(np.float32)


# --- augmentation that keeps the label -------------------------------------------------------------

_CONTRACTED = [
    ("I am", "I'm"),
    ("we are", "we're"),
    ("We are", "We're"),
    ("I have", "I've"),
    ("we have", "we've"),
    ("We have", "We've"),
    ("I will", "I'll"),
    ("we will", "we'll"),
    ("you are", "you're"),
    ("You are", "You're"),
    ("cannot", "can't"),
    ("do not", "don't"),
    ("did not", "didn't"),
    ("does not", "doesn't"),
    ("is not", "isn't"),
    ("it is", "it's"),
    ("It is", "It's"),
]
_NAMES = [
    "Sam",
    "Priya",
    "Jordan",
    "Lena",
    "Marco",
    "Aisha",
    "Tom",
    "Beth",
    "Carlos",
    "Ingrid",
    "Noor",
    "Hannah",
    "Viktor",
    "Chloe",
    "Ravi",
    "Emma",
]
_GREETED = re.compile(r"^((?:Hi|Hello|Dear|Hey|Good morning|Good afternoon),? )([A-Z][a-z]+)\b")


def vary(item: Item, chance: random.Random) -> Item:
    """The item with words changed that decide nothing: contractions and names.

    An excerpt that would no longer be found stays as it was, and so does the whole item.
    """
    text = item["text"]
    for full, short in _CONTRACTED:
        if chance.random() < 0.5:
            source, result = (full, short) if chance.random() < 0.5 else (short, full)
            text = re.sub(rf"\b{re.escape(source)}\b(?!')", result, text)
    text = _GREETED.sub(lambda m: m[1] + chance.choice(_NAMES) if chance.random() < 0.5 else m[0], text)
    excerpts = [item.get("span") or "", *(item.get("spans") or {}).values()]
    return {**item, "text": text} if all(excerpt in text for excerpt in excerpts) else item


# --- batches ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Batch:
    """Arrays of some rows, padded to the longest."""

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    target: NDArray[np.float32]
    weight: NDArray[np.float32]
    marks: NDArray[np.float32]
    marks_weight: NDArray[np.float32]


def batch(rows: list[Row]) -> Batch:
    """Pad and stack."""
    length, count = max(len(r.sequence.ids) for r in rows), len(GUIDELINES)
    ids, types = np.zeros((len(rows), length), np.int64), np.zeros((len(rows), length), np.int64)
    marks = np.zeros((len(rows), length, count), np.float32)
    marks_weight = np.zeros((len(rows), length, count), np.float32)
    for at, r in enumerate(rows):
        size = len(r.sequence.ids)
        ids[at, :size], types[at, :size] = r.sequence.ids, r.sequence.types
        pieces = [i for i, (low, high) in enumerate(r.sequence.offsets) if high > low]
        if not pieces:
            continue
        first, end = pieces[0], pieces[-1] + 1
        for guideline, low, high in r.marks:
            inside = high - low
            outside = (end - first) - inside
            if outside:
                marks_weight[at, first:end, guideline] = 0.5 / outside
            if inside:
                marks[at, low:high, guideline] = 1.0
                marks_weight[at, low:high, guideline] = 0.5 / inside
    return Batch(
        ids,
        types,
        np.stack([r.target for r in rows]),
        np.stack([r.weight for r in rows]),
        marks,
        marks_weight,
    )


def batches(rows: list[Row], size: int, chance: random.Random) -> list[list[Row]]:
    """All rows in batches of like length, in random order."""
    order = sorted(rows, key=lambda r: len(r.sequence.ids) + chance.uniform(0, 8))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    return groups
