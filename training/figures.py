"""The figures of the evaluation (score.py), worked out from findings in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from guidelines import SEVERITIES, SUGGESTION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Item: TypeAlias = dict[str, Any]
Found: TypeAlias = "Mapping[str, tuple[int, int] | None]"
"""What fired on a reply: guideline and span (None: the reply as a whole)."""


@dataclass(slots=True)
class Cell:
    """Counts of one guideline over the items that are graded on it."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    spans: int = 0
    hits: int = 0

    @property
    def precision(self) -> float:
        """Share of the alarms that are right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the violations that are found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Figures:
    """All the figures of a set of items."""

    rules: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))
    clean: int = 0
    clean_alarmed: int = 0
    clean_findings: int = 0
    replies: int = 0
    multi: Cell = field(default_factory=Cell)

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the guidelines."""
        return sum(cell.f1 for cell in self.rules.values()) / max(1, len(self.rules))

    @property
    def micro(self) -> Cell:
        """All graded items together."""
        cells = self.rules.values()
        names = ("tp", "fp", "fn", "spans", "hits")
        return Cell(*(sum(getattr(cell, name) for cell in cells) for name in names))

    def line(self) -> str:
        """One line that says it all."""
        parts = []
        if self.rules:
            micro = self.micro
            low = sum(cell.f1 < 0.8 for cell in self.rules.values())
            share = micro.hits / max(1, micro.spans)
            parts.append(
                f"macro F1 {self.macro_f1:.3f} P {micro.precision:.3f} R {micro.recall:.3f} "
                f"spans {share:.3f} below 0.80: {low}"
            )
        if self.clean:
            parts.append(f"clean {self.clean_alarmed}/{self.clean} alarmed, {self.clean_findings} findings")
        if self.replies:
            cell = self.multi
            parts.append(
                f"multi {self.replies} P {cell.precision:.3f} R {cell.recall:.3f} F1 {cell.f1:.3f}, "
                f"{cell.fp / self.replies:.2f} false alarms a reply"
            )
        return "; ".join(parts)

    def table(self) -> str:
        """One line a guideline."""
        rows = [f"{'guideline':28} {'prec':>5} {'rec':>5} {'F1':>5} {'span':>5}"]
        for name, cell in sorted(self.rules.items()):
            span = f"{cell.hits / cell.spans:.2f}" if cell.spans else ""
            rows.append(f"{name:28} {cell.precision:5.2f} {cell.recall:5.2f} {cell.f1:5.2f} {span:>5}")
        return "\n".join(rows)


def figures(items: Sequence[Item], found: Sequence[Found]) -> Figures:
    """Grade what fired on each item, as score.py does."""
    out = Figures()
    for item, fired in zip(items, found, strict=True):
        rule = item["rule"]
        if rule == "*clean*":
            out.clean += 1
            out.clean_alarmed += any(SEVERITIES[name] != SUGGESTION for name in fired)
            out.clean_findings += len(fired)
        elif rule == "*multi*":
            labels, alarms = set(item["labels"]), set(fired) - set(item.get("maybe") or ())
            out.replies += 1
            out.multi.tp += len(labels & alarms)
            out.multi.fp += len(alarms - labels)
            out.multi.fn += len(labels - alarms)
        else:
            _grade(out.rules[rule], item, fired)
    return out


def _grade(cell: Cell, item: Item, fired: Found) -> None:
    hit = item["rule"] in fired
    if not item["violates"]:
        cell.fp += hit
        return
    cell.tp += hit
    cell.fn += not hit
    excerpt = item.get("span") or (item.get("spans") or {}).get(item["rule"])
    if hit and excerpt:
        cell.spans += 1
        at, span = item["text"].find(excerpt), fired[item["rule"]]
        cell.hits += at >= 0 and span is not None and span[0] < at + len(excerpt) and span[1] > at
