"""From the model's outputs to findings: thresholds, what can be judged at all, and the words that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data import judged
from guidelines import GUIDELINES, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from numpy.typing import NDArray

    from data import Row
    from features import Sequence

DROP = 2.0
"""How far below the strongest piece (in logits) evidence reaches."""


def probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sigmoid, rounded to a thousandth so that machines agree."""
    return np.round(1.0 / (1.0 + np.exp(-logits.astype(np.float64))), 3).astype(np.float32)


def span_of(sequence: Sequence, evidence: NDArray[np.float32]) -> tuple[int, int]:
    """The code points that show a violation most: the strongest piece and its strong neighbours."""
    at = int(np.argmax(evidence))
    floor = evidence[at] - DROP
    low = high = at
    while low > 0 and evidence[low - 1] >= floor:
        low -= 1
    while high + 1 < len(evidence) and evidence[high + 1] >= floor:
        high += 1
    return sequence.offsets[low][0], sequence.offsets[high][1]


def found(
    rows: Many[Row],
    logits: NDArray[np.float32],
    words: Many[NDArray[np.float32]],
    thresholds: NDArray[np.float32],
) -> list[dict[str, tuple[int, int] | None]]:
    """What fires on each reply."""
    out = []
    for r, p, evidence in zip(rows, probabilities(logits), words, strict=True):
        fires = (p >= thresholds) & judged(r.item)
        out.append(
            {
                GUIDELINES[g]: None if GUIDELINES[g] in REQUIRED else span_of(r.sequence, evidence[:, g])
                for g in np.flatnonzero(fires)
            }
        )
    return out
