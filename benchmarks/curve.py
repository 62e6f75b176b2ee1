"""The learning curve: what more training data brought, and what ten times more of it would."""

import json
import math
from pathlib import Path

POINTS = Path(__file__).parent.parent / "training" / "curve.json"
"""Rounds of training, with the amounts of `data/` that they had and their figures (`training/log.md`)."""
BAR, LEAST = 80, 0.5
HEAD = """
## What more training data brings

The judge alone, at thresholds of its own, after each round of training. *Own labels*: hard items that are
labelled for the guideline in question; *complete*: those of them that are labelled for all 35.

| own labels | complete | f: macro F1 | | n: precision / recall | n: false alarms a reply |
| --- | --- | --- | --- | --- | --- |"""
TAIL = """
The bars begin at {least}. Each doubling of the own labels leaves {share:.0%} of what is missing to 1; by the
same line ten times more of them would give a macro F1 of some {tenfold:.2f}. It is a rough guide: there are
{count} points, and they differ in more than their number."""


def table() -> list[str]:
    """Markdown: a row for each amount of data, and what the line through them says."""
    points = json.loads(POINTS.read_text(encoding="utf-8"))
    lines = HEAD.splitlines()
    for p in points:
        bar = "█" * round((p["f"] - LEAST) * BAR)
        others = f"{p['precision']:.2f} / {p['recall']:.2f} | {p['alarms']:.2f}"
        lines.append(f"| {p['own']:,} | {p['complete']:,} | {p['f']:.3f} | {bar} | {others} |")
    share, left = fit([(p["own"], 1 - p["f"]) for p in points])
    tail = TAIL.format(least=LEAST, share=share, tenfold=1 - left, count=len(points))
    return [*lines, *tail.splitlines()]


def fit(points: list[tuple[int, float]]) -> tuple[float, float]:
    """A power law through amounts and errors: what a doubling leaves, and the error at ten times more."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(e) for _, e in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)
    return 2**slope, math.exp(my + slope * (xs[-1] + math.log(10) - mx))
