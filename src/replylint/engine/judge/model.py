"""The judge's model: loaded once, asked once for each reply."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from replylint.engine.judge.features import Pieces, encode
from replylint.text.problem import Problem, ProblemsError
from replylint.text.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "weights"
FORMAT = 1
DROP = 2.0
"""How far below the strongest word piece, in logits, evidence reaches."""


@dataclass(frozen=True)
class Ruling:
    """What the judge says of one reply: how likely each guideline is broken, 0 to 1 in thousandths."""

    probability: dict[str, float]
    pieces: Pieces
    evidence: "NDArray[np.float32]"
    order: tuple[str, ...]

    def span(self, guideline: str) -> Span | None:
        """The words that show it most: the strongest word piece and its strong neighbours."""
        column = self.evidence[:, self.order.index(guideline)]
        at = int(column.argmax())
        floor = column[at] - DROP
        low = high = at
        while low > 0 and column[low - 1] >= floor:
            low -= 1
        while high + 1 < len(column) and column[high + 1] >= floor:
            high += 1
        start, end = self.pieces.offsets[low][0], self.pieces.offsets[high][1]
        return Span(start, end) if start < end else None


@dataclass(frozen=True)
class Judge:
    """The model in a folder, loaded when it is first needed."""

    folder: Path = FOLDER

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What `judge.json` says: order of the outputs, limits."""
        try:
            settings: dict[str, Any] = json.loads((self.folder / "judge.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise missing(self.folder, error) from error
        if settings.get("format") != FORMAT:
            raise missing(self.folder, "it has another format")
        return settings

    @cached_property
    def tokenizer(self) -> Any:  # noqa: ANN401 - tokenizers has no types
        """The word piece tokenizer."""
        path = self.folder / "tokenizer.json"
        if not path.is_file():
            raise missing(self.folder, "tokenizer.json is not there")
        from tokenizers import Tokenizer  # noqa: PLC0415 - only where the judge is used

        return Tokenizer.from_file(str(path))

    @cached_property
    def session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        """The model, on one thread."""
        path = self.folder / "judge.onnx"
        if not path.is_file():
            raise missing(self.folder, "judge.onnx is not there")
        import onnxruntime  # noqa: PLC0415 - only where the judge is used

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def load(self) -> None:
        """Loads it now. Raises ProblemsError where the folder does not hold it whole."""
        assert self.settings  # noqa: S101 - it raises where it is not there
        assert self.tokenizer  # noqa: S101
        assert self.session  # noqa: S101

    def read(self, reply: str, customer: str | None) -> Ruling:
        """The ruling on one reply, one at a time: in a batch, other replies would change the rounding."""
        import numpy as np  # noqa: PLC0415 - spaCy has loaded it by now

        limits = self.settings["limits"]
        read = encode(self.tokenizer, reply, customer, (limits["reply"], limits["customer"]))
        feed = {"ids": np.array([read.ids], np.int64), "types": np.array([read.types], np.int64)}
        logits, evidence = self.session.run(None, feed)
        order = tuple(self.settings["guidelines"])
        chance = dict(zip(order, map(float, chances(logits[0])), strict=True))
        return Ruling(chance, read, evidence[0], order)


def chances(logits: "NDArray[np.float32]") -> "NDArray[np.float64]":
    """Probabilities, rounded to a thousandth so that machines agree."""
    import numpy as np  # noqa: PLC0415 - see `read`

    return np.round(1.0 / (1.0 + np.exp(-logits.astype(np.float64))), 3)


def missing(folder: Path, reason: object) -> ProblemsError:
    """What is said where the model cannot be loaded."""
    hint = "install replylint again, or check with patterns alone: --engine patterns"
    return ProblemsError(
        [
            Problem(
                f"nothing was checked: the judge's model cannot be loaded ({reason})", str(folder), hint=hint
            )
        ]
    )
