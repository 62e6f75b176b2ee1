"""Export: int8 ONNX, tokenizer, thresholds, and their digests."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from features import MAX_CUSTOMER, MAX_REPLY
from guidelines import GUIDELINES, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from data import Row
    from model import Judge

FORMAT = 1


def describe(
    tokenizer: Tokenizer,
    thresholds: NDArray[np.float32],
    sure: NDArray[np.float32],
    folder: Path,
    *,
    figures: dict[str, str],
) -> None:
    """Write ``tokenizer.json`` and ``judge.json`` beside the model."""
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "format": FORMAT,
        "guidelines": list(GUIDELINES),
        "thresholds": {g: round(float(t), 3) for g, t in zip(GUIDELINES, thresholds, strict=True)},
        "sure": {g: round(float(t), 3) for g, t in zip(GUIDELINES, sure, strict=True)},
        "whole": sorted(REQUIRED),
        "limits": {"reply": MAX_REPLY, "customer": MAX_CUSTOMER},
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("judge.onnx", "tokenizer.json")
        },
        "figures": figures,
    }
    (folder / "judge.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def quantize(judge: Judge, path: Path) -> None:
    """Trace the model and quantize its weights to int8.

    Reduced range keeps processors without VNNI from saturating, so that all of them agree; signed
    weights are a quarter faster there than unsigned ones.
    """
    judge.eval()
    ids = torch.tensor([[101, 7592, 2045, 102]])
    types = torch.tensor([[0, 1, 0, 0]])
    with tempfile.TemporaryDirectory() as folder:
        whole, ready = Path(folder, "float.onnx"), Path(folder, "ready.onnx")
        torch.onnx.export(
            judge,
            (ids, types),
            str(whole),
            input_names=["ids", "types"],
            output_names=["logits", "evidence"],
            dynamic_axes={
                "ids": {0: "b", 1: "n"},
                "types": {0: "b", 1: "n"},
                "logits": {0: "b"},
                "evidence": {0: "b", 1: "n"},
            },
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=["/evidence/MatMul"],
        )


def session(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """An inference session as the linter opens it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def predict(
    judge: onnxruntime.InferenceSession, rows: Many[Row]
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Logits and evidence of rows, one at a time: in a batch, the others would change the rounding."""
    logits, words = [], []
    for r in rows:
        feed = {"ids": np.array([r.sequence.ids], np.int64), "types": np.array([r.sequence.types], np.int64)}
        verdicts, evidence = judge.run(None, feed)
        logits.append(verdicts[0])
        words.append(evidence[0])
    return np.stack(logits), words
