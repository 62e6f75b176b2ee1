"""Thresholds from held-back training data: one for all, then as far from it as the evidence carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data import judged
from guidelines import GUIDELINES, SEVERITIES, SUGGESTION
from verdicts import probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from numpy.typing import NDArray

    from data import Row

GRID = np.round(np.arange(0.10, 0.96, 0.05), 2)
NUISANCE = 1.3
"""Cost of a false alarm on each ordinary reply, in F1."""
PULL = 0.04
"""Cost of each step of 0.1 away from the common threshold, in F1."""


def _f1(tp: float, fp: float, fn: float) -> float:
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0


def fit(rows: Many[Row], logits: NDArray[np.float32], *, alarm: float = 1.0) -> NDArray[np.float32]:
    """A threshold a guideline, from rows that the model was not trained on.

    Two scores are weighed half and half: F1 on the items graded on the guideline, and F1 over replies
    that carry all their labels (the fewer violations they hold, the less it weighs). A false alarm
    costs ``alarm`` times a miss.
    """
    fires = probabilities(logits)
    can = np.stack([judged(r.item) for r in rows])
    table = np.zeros((len(GUIDELINES), len(GRID)))
    for g, name in enumerate(GUIDELINES):
        for t, threshold in enumerate(GRID):
            table[g, t] = _score(rows, (fires[:, g] >= threshold) & can[:, g], name, alarm)
    # the top is flat: its middle, not whichever step is highest by a hair
    level = table.mean(0)
    common = int(np.median(np.flatnonzero(level >= level.max() - 0.01)))
    pull = PULL * np.abs(GRID - GRID[common]) / 0.1
    # smoothing over neighbours: one item more or less must not decide
    padded = np.pad(table, ((0, 0), (1, 1)), mode="edge")
    smooth = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return GRID[np.argmax(smooth - pull, axis=1)].astype(np.float32)


def _score(rows: Many[Row], fired: NDArray[np.bool_], name: str, alarm: float) -> float:
    own, all_ = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    ordinary = sum(r.item["rule"] == "*multi*" for r in rows)
    for r, hit in zip(rows, fired, strict=True):
        item = r.item
        rule = item["rule"]
        if rule == name:
            violated, cell = bool(item["violates"]), own
        elif rule.startswith("*") and name not in (item.get("maybe") or ()):
            violated, cell = name in (item.get("labels") or ()), all_
        else:
            continue
        cell[0] += violated and hit
        weight = 2.0 if rule == "*clean*" and SEVERITIES[name] != SUGGESTION else 1.0
        cell[1] += alarm * weight * (hit and not violated)
        cell[2] += violated and not hit
    share = min(1.0, (all_[0] + all_[2]) / 10)
    return (_f1(*own) + share * _f1(*all_)) / (1 + share) - NUISANCE * all_[1] / max(1, ordinary)
