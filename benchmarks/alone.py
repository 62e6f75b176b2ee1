"""The judge alone: what it would say with the thresholds of its own (`judge.json`), patterns left out."""

from collections.abc import Iterable

from reliability import Verdict
from replylint.engine.judge.model import Judge


class Tally:
    """Right, false and missed alarms."""

    def __init__(self) -> None:
        self.tp = self.fp = self.fn = 0

    def add(self, verdict: Verdict, *, fired: bool) -> None:
        """Counts a verdict."""
        self.tp += fired and verdict.broken
        self.fp += fired and not verdict.broken
        self.fn += verdict.broken and not fired

    @property
    def f1(self) -> float:
        """0 where nothing was right."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0

    def __str__(self) -> str:
        """Precision / recall; a dash where there is nothing."""
        shares = (
            f"{self.tp / whole:.2f}" if whole else "–" for whole in (self.tp + self.fp, self.tp + self.fn)
        )
        return " / ".join(shares)


def table(sets: dict[str, list[Verdict]]) -> list[str]:
    """Markdown: all guidelines, then a row for each; of hard items those about it count."""
    thresholds: dict[str, float] = Judge().settings["thresholds"]
    tallies = {name: {rule: Tally() for rule in thresholds} for name in sets}
    for name, some in sets.items():
        for verdict in graded(some):
            fired = verdict.chance >= thresholds[verdict.rule]
            tallies[name][verdict.rule].add(verdict, fired=fired)
    lines = ["# The judge alone", ""]
    lines += ["With thresholds of its own, set on held-back authors; the rules do not use it like this."]
    lines += ["Precision / recall.", "", f"| rule | {' | '.join(sets)} |", f"| --- |{' --- |' * len(sets)}"]
    for rule in sorted(thresholds):
        lines.append(f"| {rule} | {' | '.join(str(tallies[name][rule]) for name in sets)} |")
    means = (f"{name} {sum(t.f1 for t in own.values()) / len(own):.3f}" for name, own in tallies.items())
    return [*lines, "", f"Macro F1: {', '.join(means)}."]


def graded(some: list[Verdict]) -> Iterable[Verdict]:
    """The verdicts on the items about each guideline where there are such items, or else all."""
    own = [verdict for verdict in some if verdict.own]
    return own or some
