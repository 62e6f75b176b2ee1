"""How far the judge is heard in the rules: `judge: {fires, vetoes}`, from held-back data.

    python training/witnesses.py [--out DIR] [--write]

Needs the linter installed, and `out/` from the recipe. Patterns and judge are asked about `data/held.jsonl`,
which neither was made with; for each rule it is then chosen from which probability the judge fires where
no pattern does, and below which one it takes back what a pattern found.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from replylint.engine.judge.model import Judge
from replylint.engine.linter import Linter
from replylint.engine.witness import can_rule
from replylint.packs.load import load_packs
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply, Turn
from replylint.text.source import Source

from data import load
from guidelines import GUIDELINES, INDEX

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from numpy.typing import NDArray

    from figures import Item

HERE = Path(__file__).parent
RULES = HERE.parent / "rules" / "service"
NEVER = 1.01
FIRES = np.array([*np.round(np.arange(0.3, 0.96, 0.05), 2), NEVER])
VETOES = np.array([0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5])
PULL = 0.02
"""Cost of each step of 0.1 away from the pair that is best for all rules, in F1."""
SURFACE = ("missing-greeting", "profanity", "shouting", "text-speak", "leftover-placeholder")
"""What is there to be seen: patterns are sure of it, and the judge is not heard."""
ALARMS = 0.18
"""False alarms that an ordinary reply may cost, all rules together. Less than half of what is aimed at (0.4),
as author n, who is only measured, gets twice as many as these authors: set with n in sight (log.md)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What both witnesses say of some replies: (replies, guidelines) each."""

    items: list[Item]
    patterns: NDArray[np.bool_]
    chances: NDArray[np.float32]
    can: NDArray[np.bool_]

    def of(self, at: Many[int]) -> Heard:
        """Some of the replies."""
        rows = np.asarray(at)
        return Heard([self.items[i] for i in at], self.patterns[rows], self.chances[rows], self.can[rows])


def hear(items: list[Item], folder: Path) -> Heard:
    """Ask both witnesses."""
    pack = load_packs(["service"])
    judge, rules = Judge(folder), {rule.id: rule for rule in pack.rules}
    heard = [rules[name].model_copy(update={"judge": {"fires": 1.0}}) for name in GUIDELINES]
    patterns, chances, can = (np.zeros((len(items), len(GUIDELINES)), t) for t in (bool, np.float32, bool))
    replies = [reply(item) for item in items]
    for at, report in enumerate(Linter(pack).check(replies)):
        patterns[at, [INDEX[f.rule] for f in report.findings if f.rule in INDEX]] = True
        ruling = judge.read(replies[at].text, replies[at].customer)
        chances[at] = [ruling.probability[name] for name in GUIDELINES]
        words = len(replies[at].text.split())
        can[at] = [can_rule(rule, replies[at], words) for rule in heard]
    return Heard(items, patterns, chances, can)


def reply(item: Item) -> Reply:
    """An item as the linter reads it."""
    text = item["text"]
    return Reply(
        Source(item["id"], text),
        text,
        OffsetMap.identity(len(text)),
        customer=item.get("customer"),
        turn=Turn(item.get("turn") or "whole"),
        template=bool(item.get("template")),
    )


def fired(heard: Heard, g: int, fires: float, vetoes: float) -> NDArray[np.bool_]:
    """Where a rule speaks with these settings."""
    said, chance, can = heard.patterns[:, g], heard.chances[:, g], heard.can[:, g]
    return np.where(said, ~(can & (chance < vetoes)), can & (chance >= fires))


@dataclass(frozen=True, slots=True)
class Graded:
    """What the replies are graded on, (replies, guidelines) each; weights of 0: not at all."""

    broken: NDArray[np.bool_]
    own: NDArray[np.float64]
    """Weight on the items about a guideline."""
    ordinary: NDArray[np.float64]
    """Weight on ordinary replies."""


def graded(items: list[Item]) -> Graded:
    """The truth."""
    broken, own, ordinary = (np.zeros((len(items), len(GUIDELINES)), t) for t in (bool, float, float))
    for at, item in enumerate(items):
        if item["rule"] in INDEX:
            g = INDEX[item["rule"]]
            broken[at, g], own[at, g] = item["violates"], 1.0
        elif item["rule"] == "*multi*":
            ordinary[at] = 1.0
            broken[at, [INDEX[name] for name in item["labels"]]] = True
            ordinary[at, [INDEX[name] for name in item.get("maybe") or ()]] = 0.0
    return Graded(broken, own, ordinary)


def counts(
    truth: NDArray[np.bool_], weight: NDArray[np.float64], hit: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Right, false and missed alarms."""
    return np.array([(weight * cell).sum() for cell in (truth & hit, hit & ~truth, truth & ~hit)])


def f1(cell: NDArray[np.float64]) -> float:
    """Of right, false and missed alarms."""
    tp, fp, fn = cell
    return float(2 * tp / (2 * tp + fp + fn)) if cell.sum() else 1.0


def tables(heard: Heard) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """F1 and false alarms on ordinary replies, for each guideline, step of FIRES and step of VETOES."""
    truth = graded(heard.items)
    score, alarms = (np.zeros((len(GUIDELINES), len(FIRES), len(VETOES))) for _ in range(2))
    for g in range(len(GUIDELINES)):
        for i, fires in enumerate(FIRES):
            for j, vetoes in enumerate(VETOES):
                hit = fired(heard, g, fires, vetoes)
                own, ordinary = (
                    counts(truth.broken[:, g], w[:, g], hit) for w in (truth.own, truth.ordinary)
                )
                share = min(1.0, (ordinary[0] + ordinary[2]) / 10) / 2
                score[g, i, j] = (f1(own) + share * f1(ordinary)) / (1 + share)
                alarms[g, i, j] = ordinary[1]
    return score, alarms


def choose(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """`fires` and `vetoes` of each guideline, from the worth of each pair of steps."""
    # one item more or less must not decide: neighbours count too
    edge = np.pad(score[:, :-1], ((0, 0), (1, 1), (0, 0)), mode="edge")
    smooth = np.concatenate([(edge[:, :-2] + 2 * edge[:, 1:-1] + edge[:, 2:]) / 4, score[:, -1:]], axis=1)
    level = smooth.mean(0)
    i, j = np.unravel_index(int(level.argmax()), level.shape)
    away = np.abs(FIRES - FIRES[i])[:, None] + np.abs(VETOES - VETOES[j])[None]
    worth = smooth - PULL * away / 0.1
    best = worth.reshape(len(GUIDELINES), -1).argmax(1)
    settings = np.stack([FIRES[best // len(VETOES)], VETOES[best % len(VETOES)]], axis=1)
    settings[[INDEX[name] for name in SURFACE]] = NEVER, 0.0
    return settings


def settle(heard: Heard, limit: float = ALARMS) -> NDArray[np.float64]:
    """At the lowest price of a false alarm at which ordinary replies get no more than ``limit``."""
    score, alarms = tables(heard)
    settings = choose(score)
    for price in np.arange(0.0, 0.05, 0.0005):
        settings = choose(score - price * alarms)
        if figures(heard, settings)["false alarms"] <= limit:
            break
    return settings


def figures(heard: Heard, settings: NDArray[np.float64]) -> dict[str, float]:
    """Macro F1 on the items about a guideline; precision, recall, false alarms a reply on ordinary ones."""
    truth, cells, ordinary = graded(heard.items), [], np.zeros(3)
    for g, (fires, vetoes) in enumerate(settings):
        hit = fired(heard, g, fires, vetoes)
        cells.append(f1(counts(truth.broken[:, g], truth.own[:, g], hit)))
        ordinary += counts(truth.broken[:, g], truth.ordinary[:, g], hit)
    replies = sum(item["rule"] == "*multi*" for item in heard.items)
    tp, fp, fn = ordinary.tolist()
    return {
        "macro F1": float(np.mean(cells)),
        "precision": tp / max(1, tp + fp),
        "recall": tp / max(1, tp + fn),
        "false alarms": fp / max(1, replies),
    }


def write(settings: NDArray[np.float64]) -> None:
    """Put the `judge:` lines into the rules."""
    for path in RULES.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for name, (fires, vetoes) in zip(GUIDELINES, settings, strict=True):
            said = [f"fires: {fires:.2f}"] * bool(fires < 1) + [f"vetoes: {vetoes:.2f}"] * bool(vetoes > 0)
            line = f"    judge: {{{', '.join(said)}}}\n" if said else ""
            head = rf"(?m)^(  - id: {name}\n(?:    .*\n|\n)*?    severity: .*\n)(?:    judge: .*\n)?"
            text = re.sub(head, lambda match, line=line: match[1] + line, text)
        path.write_text(text, encoding="utf-8")


def crossed(heard: Heard, alarms: float, times: int = 4) -> dict[str, float]:
    """The figures of settings chosen on one half of the replies and measured on the other, in the mean."""
    chance, results = np.random.default_rng(1), []
    for _ in range(times):
        order = chance.permutation(len(heard.items)).tolist()
        half = len(order) // 2
        for there, here in ((order[:half], order[half:]), (order[half:], order[:half])):
            results.append(figures(heard.of(here), settle(heard.of(there), alarms)))
    return {name: float(np.mean([result[name] for result in results])) for name in results[0]}


def main() -> None:
    """Choose, tell the figures, and write where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HERE / "out")
    parser.add_argument("--alarms", type=float, default=ALARMS)
    parser.add_argument("--write", action="store_true", help="into the rules of rules/service")
    args = parser.parse_args()
    heard = hear(load([HERE / "data" / "held.jsonl"]), args.out)
    settings = settle(heard, args.alarms)
    for name, (fires, vetoes) in zip(GUIDELINES, settings, strict=True):
        print(f"{name:28} fires {fires:.2f} vetoes {vetoes:.2f}")
    silent = np.tile([NEVER, 0.0], (len(GUIDELINES), 1))
    for title, result in (
        ("patterns alone", figures(heard, silent)),
        ("both, on what they were chosen by", figures(heard, settings)),
        ("both, chosen on one half, measured on the other", crossed(heard, args.alarms)),
    ):
        print(title, ", ".join(f"{name} {value:.3f}" for name, value in result.items()), sep=": ")
    if args.write:
        write(settings)


if __name__ == "__main__":
    main()
