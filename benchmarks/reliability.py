"""Whether the judge's probabilities mean what they say: how often guidelines were broken at each of them."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from replylint.engine.judge.model import Judge
from replylint.engine.witness import can_rule
from replylint.packs.load import load_packs
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply, Turn
from replylint.text.source import Source

EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.001)
BAR = 20


class Verdict(NamedTuple):
    """What the judge thinks of a guideline in a reply, and the truth; `own`: the item is about it."""

    rule: str
    chance: float
    broken: bool
    own: bool


def verdicts(items: Iterable[dict[str, Any]]) -> Iterator[Verdict]:
    """One for every guideline that an item is graded on."""
    judge = Judge()
    rules = [rule.model_copy(update={"judge": rule.judge or True}) for rule in load_packs(["service"]).rules]
    for item in items:
        text = item["text"]
        turn = Turn(item.get("turn") or "whole")
        source = Source(item["id"], text)
        reply = Reply(source, text, OffsetMap.identity(len(text)), customer=item.get("customer"), turn=turn)
        chances = judge.read(text, reply.customer).probability
        for rule in rules:
            if rule.id not in chances or not can_rule(rule, reply, len(text.split())):
                continue
            if item["rule"] == "*multi*" and rule.id not in item.get("maybe", ()):
                yield Verdict(rule.id, chances[rule.id], rule.id in item["labels"], own=False)
            elif item["rule"] == rule.id:
                yield Verdict(rule.id, chances[rule.id], bool(item["violates"]), own=True)


def table(sets: dict[str, list[Verdict]]) -> list[str]:
    """Markdown: a row for each step of probability."""
    lines = ["", "## What the judge's probabilities mean", ""]
    lines += [
        "Of all verdicts with such a probability, how many guidelines were broken indeed. A probability that"
    ]
    lines += ["means what it says has a share within its step.", ""]
    heads = "".join(f" {name}: verdicts | broken | |" for name in sets)
    lines += [f"| probability |{heads}", f"| --- |{' --- | --- | --- |' * len(sets)}"]
    for low, high in pairwise(EDGES):
        row = f"| {low:.2f} to {min(high, 1):.2f} |"
        for some in sets.values():
            inside = [verdict.broken for verdict in some if low <= verdict.chance < high]
            part = sum(inside) / len(inside) if inside else 0.0
            row += f" {len(inside)} | {f'{part:.2f}' if inside else '–'} | {'█' * round(part * BAR)} |"
        lines.append(row)
    errors = ", ".join(f"{name} {error(some):.3f}" for name, some in sets.items())
    return [
        *lines,
        "",
        f"Mean distance between probability and share (expected calibration error): {errors}.",
    ]


def error(some: list[Verdict]) -> float:
    """The expected calibration error over the steps, weighed by their verdicts."""
    total = 0.0
    for low, high in pairwise(EDGES):
        total += abs(sum(one.chance - one.broken for one in some if low <= one.chance < high))
    return total / len(some) if some else 0.0
