"""The stages of training, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from data import Row, add_guesses, add_reading, load, row, stress
from figures import figures
from train import Stage, predict, train
from verdicts import found

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from model import Judge

HERE = Path(__file__).parent

FIRST = Stage(epochs=7, stop=2, rate=1.5e-4, seed=1)
"""Each item's own label only, over frozen lower layers."""
SECOND = Stage(epochs=5, stop=3, rate=1.3e-4, seed=2, warmup=0.03, tail=0.02)
"""All labels: those read, and the first stage's guesses for what was not looked for."""
THIRD = Stage(epochs=4, rate=9e-5, seed=3, warmup=0.04, tail=0.02, frozen=False, vary=0.3)
"""All layers, guesses renewed."""
FOURTH = Stage(epochs=1, rate=6e-5, seed=5, warmup=0.05, tail=0.02, frozen=False, vary=0.0)
"""Once more from the mean of the last weights, without guesses, an item's own label weighing threefold."""

FIFTH = Stage(
    epochs=4, rate=9e-5, seed=6, warmup=0.03, tail=0.02, frozen=False, vary=0.4, splice=0.25, apart=16
)
"""With the items of `written.jsonl`, which carry all their labels; of the earlier ones every other one."""

HARD, WRITTEN = "deghijkl", "tuvwxyzABCD"
"""Authors: of the earlier hard items, and of `written.jsonl`."""
AGAIN = 0.5
"""Share of the earlier hard items in an epoch of the fifth stage."""

AVERAGED, LAST = 3, 2
"""Epochs of the third and of the fifth stage whose weights are averaged, the last ones."""


@dataclass(frozen=True, slots=True)
class School:
    """The stages, one after the other, over the rows that are trained on."""

    tokenizer: Tokenizer
    rows: list[Row]
    held: list[Row]
    rank: int

    def first_four(self, judge: Judge) -> None:
        """From the base weights: own labels, then all labels, then all layers, then own labels stressed."""
        rows = [r for r in self.rows if r.item["id"][0] not in WRITTEN]
        self.learn(judge, rows, FIRST)
        rows = relabel(judge, rows, self.tokenizer)
        self.learn(judge, rows, SECOND)
        for r in [*rows, *self.held]:
            r.under = None
        rows = relabel(judge, rows, self.tokenizer)
        judge.load_state_dict(average(self.learn(judge, rows, THIRD)[-AVERAGED:]))
        rows = relabel(None, rows, self.tokenizer)
        stress(rows)
        self.learn(judge, rows, FOURTH)

    def fifth(self, judge: Judge) -> None:
        """With the items that carry all their labels."""
        rows = relabel(None, self.rows, self.tokenizer)
        stress(rows)
        for r in rows:
            r.share = AGAIN if r.item["id"][0] in HARD else 1.0
        judge.load_state_dict(average(self.learn(judge, rows, FIFTH)[-LAST:]))

    def learn(self, judge: Judge, rows: list[Row], stage: Stage) -> list[dict[str, torch.Tensor]]:
        """Train, tell how it goes; the weights after each epoch."""
        states = []

        def after(epoch: int) -> None:
            states.append({name: value.clone() for name, value in judge.state_dict().items()})
            if self.rank == 0:
                logits, words = predict(judge, self.held)
                fired = found(self.held, logits, words, np.full(logits.shape[1], 0.5, np.float32))
                print(f"epoch {epoch}: {figures([r.item for r in self.held], fired).line()}", flush=True)

        train(judge, rows, stage, tokenizer=self.tokenizer, after=after)
        return states


def relabel(judge: Judge | None, rows: list[Row], tokenizer: Tokenizer) -> list[Row]:
    """Rows with what a reader found in them, and a model's guesses for the rest (no model: no guesses)."""
    readings = {reading["id"]: reading for reading in load([HERE / "data" / "read.jsonl"])}
    fresh = []
    for old in rows:
        new = row(tokenizer, old.item)
        new.under = old.under
        fresh.append(new)
    hard = [r for r in fresh if r.item["id"] in readings]
    for r in hard:
        add_reading(r, readings[r.item["id"]])
    if judge is not None:
        logits, _ = predict(judge, hard)
        for r, guess in zip(hard, logits, strict=True):
            add_guesses(r, 1 / (1 + np.exp(-guess)), readings[r.item["id"]]["maybe"])
    return fresh


def average(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several states of one model."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
