"""Training: one stage is so many passes over so many rows, from given weights."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.distributed as dist
from torch.nn import functional as F  # noqa: N812 - the name everybody knows

from data import batch, batches, row, vary
from model import CUT, LAYERS, WIDTH
from splice import donations, splice

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from data import Row
    from model import Judge


@dataclass(frozen=True, slots=True)
class Stage:
    """How to train."""

    epochs: int
    """Passes that the rate's way down to its end is laid out for."""
    rate: float
    size: int = 12
    """Rows of a batch, for each worker."""
    decay: float = 0.9
    head: float = 6.0
    evidence: float = 0.5
    warmup: float = 0.06
    vary: float = 0.5
    seed: int = 1
    stop: int | None = None
    """Passes that are run, where that is fewer: the next stage takes over before the rate is down."""
    frozen: bool = True
    """Leave the layers below CUT as they are (half the work), with their states kept between epochs."""
    apart: int = 0
    """Batches that a worker trains alone between averages of the weights; 0: gradients are averaged."""
    splice: float = 0.0
    """Share of the rows that get sentences of others (`splice.py`)."""
    tail: float = 0.0
    """Share of the top rate that is left at the end."""


def groups(judge: Judge, stage: Stage) -> list[dict[str, object]]:
    """Parameters by layer: the lower, the slower; new ones faster."""
    rates: dict[str, float] = {}
    for name, _ in judge.named_parameters():
        if name.startswith("encoder.layers."):
            depth = LAYERS - 1 - int(name.split(".")[2])
            rates[name] = stage.rate * stage.decay**depth
        elif name.startswith("encoder.marks"):
            rates[name] = stage.rate * stage.head
        elif name.startswith("encoder."):
            rates[name] = stage.rate * stage.decay**LAYERS
        else:
            rates[name] = stage.rate * stage.head
    return [
        {
            "params": [parameter],
            "lr": rates[name],
            "peak": rates[name],
            "weight_decay": 0.01 if parameter.ndim > 1 else 0.0,
        }
        for name, parameter in judge.named_parameters()
        if parameter.requires_grad
    ]


def loss_of(judge: Judge, rows: list[Row], evidence: float) -> torch.Tensor:
    """Masked cross-entropy of the verdicts, and of the marked words."""
    b = batch(rows)
    logits, words = judge(torch.from_numpy(b.ids), torch.from_numpy(b.types), kept(b.ids.shape, rows))
    target, weight = torch.from_numpy(b.target), torch.from_numpy(b.weight)
    loss = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight).sum()
    at = np.nonzero(b.marks_weight)
    if len(at[0]):
        picked = words[tuple(torch.from_numpy(axis) for axis in at)]
        marks, share = torch.from_numpy(b.marks[at]), torch.from_numpy(b.marks_weight[at])
        loss = (
            loss
            + evidence * (F.binary_cross_entropy_with_logits(picked, marks, reduction="none") * share).sum()
        )
    return loss / len(rows)


def train(
    judge: Judge,
    rows: list[Row],
    stage: Stage,
    *,
    tokenizer: Tokenizer,
    after: Callable[[int], None] = lambda _: None,
) -> None:
    """Train in place; ``after`` is called with the number of each finished epoch."""
    torch.manual_seed(stage.seed)
    chance = random.Random(stage.seed)  # noqa: S311 - no secret
    for name, parameter in judge.named_parameters():
        parameter.requires_grad_(not _below(name, frozen=stage.frozen))
    rank, workers = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
    optimizer = torch.optim.AdamW(groups(judge, stage), betas=(0.9, 0.98), eps=1e-6, fused=True)
    trained = [p for p in judge.parameters() if p.requires_grad]
    count = round(sum(r.share for r in rows))
    steps = stage.epochs * (-(-count // stage.size) // workers)
    step, started, given = 0, time.monotonic(), donations(rows) if stage.splice else []
    for epoch in range(stage.stop or stage.epochs):
        judge.train()
        if stage.frozen:
            keep(judge, rows)
            judge.train()
        total = 0.0
        some = [r for r in rows if r.share == 1 or chance.random() < r.share]
        fresh = [_varied(r, stage.vary, chance, tokenizer) for r in some]
        fresh = [splice(r, given, chance, tokenizer) if chance.random() < stage.splice else r for r in fresh]
        plan = batches(fresh, stage.size, chance)
        plan = plan[: len(plan) // workers * workers][rank::workers]
        for at, some in enumerate(plan):
            done = min(1.0, step / steps)
            share = min(1.0, done / stage.warmup) if stage.warmup else 1.0
            share *= stage.tail + (1 - stage.tail) * (1 - done) if done > stage.warmup else 1.0
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(judge, some, stage.evidence)
            loss.backward()
            if workers > 1 and not stage.apart:
                _average(trained, workers)
            torch.nn.utils.clip_grad_norm_(trained, 2.0)
            optimizer.step()
            total += float(loss.detach())
            step += 1
            if workers > 1 and stage.apart and (step % stage.apart == 0 or at + 1 == len(plan)):
                _meet(trained, workers)
            if at % 20 == 19 and rank == 0:
                spent, mean = time.monotonic() - started, total / (at + 1)
                print(f"  epoch {epoch + 1} batch {at + 1} loss {mean:.4f} {spent:.0f} s", flush=True)
        after(epoch + 1)


def _below(name: str, *, frozen: bool) -> bool:
    part = name.removeprefix("encoder.").split(".")
    if name.startswith("encoder.layers."):
        return frozen and int(part[1]) < CUT
    if part[0] in ("positions", "segments", "norm"):
        return frozen
    return part[0] == "words"


@torch.no_grad()
def keep(judge: Judge, rows: list[Row], size: int = 32) -> None:
    """Work out the states under layer CUT once."""
    judge.eval()
    todo = sorted((r for r in rows if r.under is None), key=lambda r: len(r.sequence.ids))
    for at in range(0, len(todo), size):
        some = todo[at : at + size]
        b = batch(some)
        states = judge.encoder.lower(torch.from_numpy(b.ids), torch.from_numpy(b.types)).numpy()
        for r, state in zip(some, states, strict=True):
            r.under = state[: len(r.sequence.ids)].astype(np.float16)


def kept(shape: tuple[int, ...], rows: list[Row]) -> torch.Tensor | None:
    """The kept states of a batch, padded, or nothing where one is not kept."""
    if any(r.under is None for r in rows):
        return None
    out = np.zeros((*shape, WIDTH), np.float32)
    for at, r in enumerate(rows):
        if r.under is not None:
            out[at, : len(r.under)] = r.under
    return torch.from_numpy(out)


@torch.no_grad()
def _meet(parameters: list[torch.nn.Parameter], workers: int) -> None:
    flat = torch.cat([p.flatten() for p in parameters])
    dist.all_reduce(flat)
    flat /= workers
    for p, part in zip(parameters, flat.split([p.numel() for p in parameters]), strict=True):
        p.copy_(part.view_as(p))


def _average(parameters: list[torch.nn.Parameter], workers: int) -> None:
    gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= workers
    for p, part in zip(parameters, flat.split([p.numel() for p in parameters]), strict=True):
        p.grad = part.view_as(p)


def _varied(r: Row, share: float, chance: random.Random, tokenizer: Tokenizer) -> Row:
    if r.under is not None or chance.random() >= share:
        return r
    item = vary(r.item, chance)
    if item is r.item or item["text"] == r.item["text"]:
        return r
    fresh = row(tokenizer, item)
    fresh.target, fresh.weight = r.target, r.weight
    return fresh


@torch.no_grad()
def predict(
    judge: Judge, rows: list[Row], size: int = 32
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Logits of all rows, and the evidence of each (pieces, 35)."""
    judge.eval()
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].sequence.ids))
    logits = np.zeros((len(rows), len(rows[0].target)), np.float32)
    words: list[NDArray[np.float32]] = [np.zeros((0, 0), np.float32)] * len(rows)
    for at in range(0, len(order), size):
        some = order[at : at + size]
        b = batch([rows[i] for i in some])
        under = kept(b.ids.shape, [rows[i] for i in some])
        verdicts, evidence = judge(torch.from_numpy(b.ids), torch.from_numpy(b.types), under)
        logits[some] = verdicts.numpy()
        for i, e in zip(some, evidence.numpy(), strict=True):
            words[i] = e[: len(rows[i].sequence.ids)]
    return logits, words
