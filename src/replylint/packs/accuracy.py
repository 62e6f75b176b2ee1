"""How right the built-in rules are, as measured on labelled replies."""

import json
from dataclasses import dataclass

from replylint.packs.files import builtin_root


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Precision and recall of a rule on so many labelled replies that it was not written from.

    Half of the replies break the guideline, the others share its words. `benchmarks/accuracy.py` measures it.
    """

    items: int
    precision: float
    recall: float


def accuracy_of(rule: str) -> Accuracy | None:
    """The measured accuracy of a built-in rule; None where it was not measured."""
    path = builtin_root() / "service" / "accuracy.json"
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Accuracy(**figures[rule]) if rule in figures else None
