"""From the model's outputs to findings, as the linter gets them: thresholds, what can be judged, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from replylint.engine.judge.model import Ruling, chances

from data import judged
from guidelines import GUIDELINES, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from numpy.typing import NDArray

    from data import Row


def probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each guideline is broken, as the linter rounds it."""
    return chances(logits).astype(np.float32)


def found(
    rows: Many[Row],
    logits: NDArray[np.float32],
    words: Many[NDArray[np.float32]],
    thresholds: NDArray[np.float32],
) -> list[dict[str, tuple[int, int] | None]]:
    """What fires on each reply."""
    out = []
    for r, p, evidence in zip(rows, probabilities(logits), words, strict=True):
        ruling = Ruling({}, r.sequence, evidence, GUIDELINES)
        fired = [GUIDELINES[g] for g in np.flatnonzero((p >= thresholds) & judged(r.item))]
        out.append({name: None if name in REQUIRED else _span(ruling, name) for name in fired})
    return out


def _span(ruling: Ruling, name: str) -> tuple[int, int] | None:
    span = ruling.span(name)
    return (span.start, span.end) if span else None
