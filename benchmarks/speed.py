"""Speed as ratios within one run; see README.md in this folder."""

import gc
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import spacy

from replylint.engine.judge.model import Judge
from replylint.engine.library.comparing import Comparison
from replylint.engine.linter import Linter
from replylint.engine.pipeline import pipeline_name
from replylint.engine.selftest import cases
from replylint.packs.load import load_packs
from replylint.packs.pack import Pack
from replylint.packs.patterns import PatternNode
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply
from replylint.text.source import Source

REPLIES = 2000
LIBRARY = 10_000
SEED = 20


def made_replies(pack: Pack) -> list[str]:
    """Replies of some sixty words, put together from the pack's examples."""
    random.seed(SEED)
    pieces = [case.text.strip().replace("\n", " ") for case in cases(pack) if not case.replies]
    replies = []
    while len(replies) < REPLIES:
        words = 0
        reply = []
        while words < 60:
            piece = random.choice(pieces)
            reply.append(piece)
            words += len(piece.split())
        replies.append("Hi Jo,\n\n" + "\n\n".join(reply) + "\n\nKind regards,\nSam")
    return replies


def made_pack(pack: Pack, wanted: int) -> Pack:
    """A pack of so many made-up patterns, ten a rule, over the words of the examples."""
    random.seed(SEED)
    words = sorted({word for case in cases(pack) for word in case.text.lower().split() if word.isalpha()})
    first = next(rule for rule in pack.rules if not rule.compare)
    rules = []
    for nth in range(wanted // 10):
        nodes = [made_pattern(random.sample(words, 3), clause=each % 3 == 0) for each in range(10)]
        match = PatternNode(any=nodes)
        plain = {"id": f"made-{nth}", "match": match, "require": None, "when": None, "unless": None}
        rules.append(first.model_copy(update={**plain, "covers": [], "turns": None}))
    return replace(pack, patterns={}, rules=tuple(rules))


def made_pattern(words: list[str], *, clause: bool) -> PatternNode:
    """A phrase or clause pattern over some words."""
    if clause:
        return PatternNode.model_validate(
            {"clause": {"subject": "company", "verb": words[0], "with": words[1]}}
        )
    return PatternNode(phrase=[f"{words[0]} ...3 (~{words[1]}|{words[2]})"])


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, in seconds of the processor: other programs do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def matching(pack: Pack, texts: list[str]) -> list[float]:
    """Matching and evaluation as a share of the parse of the same replies, one at a time."""
    linter = Linter(pack)
    gc.freeze()
    print(f"patterns: {len(linter.compiled.index.leaves)}, rules: {len(linter.rules)}")
    replies = [Reply(Source("r", text), text, OffsetMap.identity(len(text))) for text in texts[:300]]
    ratios = []
    for _ in range(5):
        parse = seconds(lambda: [linter.pipeline.nlp(reply.text) for reply in replies])
        analyses = list(linter.reader.read(reply.text for reply in replies))
        judge = seconds(
            lambda analyses=analyses: [
                linter.judge(reply, linter.sight(a, None)) for reply, a in zip(replies, analyses, strict=True)
            ]
        )
        ratios.append(judge / parse)
    return ratios


def cold(draft: Path) -> tuple[list[float], list[float]]:
    """A cold check of one draft with patterns against importing spaCy and loading the model.

    And the same with the judge against patterns alone.
    """
    left_out = ["ner", "senter", "attribute_ruler", "lemmatizer"]
    load = f"import spacy; spacy.load({pipeline_name()!r}, exclude={left_out!r})"
    bare = [sys.executable, "-c", load]
    full = [sys.executable, "-m", "replylint", str(draft)]
    plain = [*full, "--engine", "patterns"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}

    def run(command: list[str]) -> float:
        before = os.times()
        subprocess.run(command, capture_output=True, env=environment, check=False)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    run(full)
    run(bare)
    return [run(plain) / run(bare) for _ in range(5)], [run(full) / run(plain) for _ in range(5)]


def data_set(texts: list[str], folder: Path) -> tuple[list[float], list[float]]:
    """2,000 replies in one data set against parsing each for itself, and against the bare pipeline over all.

    Loading is left out. The bare pipeline gives what the rules read: tags, parse and base forms.
    """
    path = folder / "replies.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    linter = Linter(load_packs(["service"]))
    gc.freeze()
    bare = spacy.load(pipeline_name(), exclude=["ner", "senter"])

    def whole() -> None:
        found = read([str(path)], ReadOptions(reply_field="text"))
        for _ in linter.check(reply for reply in found if isinstance(reply, Reply)):
            pass

    def pipe() -> None:
        for _ in bare.pipe(texts, batch_size=64):
            pass

    def each() -> None:
        for text in texts:
            bare(text)

    pipe()
    times = [(seconds(whole), seconds(each), seconds(pipe)) for _ in range(3)]
    return [whole / each for whole, each, _ in times], [whole / pipe for whole, _, pipe in times]


def one_file(texts: list[str]) -> list[float]:
    """The replies as one long text against each for itself."""
    linter = Linter(load_packs(["service"]))

    def check(parts: list[str]) -> None:
        replies = [Reply(Source("r", text), text, OffsetMap.identity(len(text))) for text in parts]
        for _ in linter.check(replies):
            pass

    return [seconds(lambda: check(["\n\n".join(texts)])) / seconds(lambda: check(texts)) for _ in range(3)]


def comparing(pack: Pack, texts: list[str]) -> tuple[list[float], float]:
    """10,000 templates compared against the parse of each, and the seconds that it took at the last time.

    A tenth of them are nearly others. Reading them is not in it.
    """
    rules = tuple(rule for rule in pack.rules if rule.compare)
    severities = {rule.id: rule.severity for rule in rules}
    some = [text.replace("Hi Jo", "Hi {{name}}") for text in texts]
    many = [text.replace("today", f"on day {nth}") for nth in range(LIBRARY // len(some)) for text in some]
    replies = [
        Reply(Source(f"t/{nth}.md", text), text, OffsetMap.identity(len(text)), template=True)
        for nth, text in enumerate(shuffled(many))
    ]
    nlp = Linter(pack).pipeline.nlp
    gc.freeze()

    def compare() -> None:
        comparison = Comparison(pack, rules)
        for reply in replies:
            comparison.take(reply, severities)
        comparison.found()

    ratios, took, sample = [], 0.0, texts[:300]
    for _ in range(3):
        parse = seconds(lambda: [nlp(text) for text in sample]) / len(sample) * len(replies)
        took = seconds(compare)
        ratios.append(took / parse)
    return ratios, took


def shuffled(texts: list[str]) -> list[str]:
    """Texts whose words are in another order in most, so that one in ten is like another."""
    random.seed(SEED)
    made = []
    for nth, text in enumerate(texts):
        head, *pieces, tail = text.split("\n\n")
        if nth % 10:
            words = " ".join(pieces).split()
            random.shuffle(words)
            pieces = [" ".join(words)]
        made.append("\n\n".join([head, *pieces, tail]))
    return made


def milliseconds(texts: list[str]) -> float:
    """What one warm reply of 100 words costs on one thread, parse, patterns and judge: the median of 300."""
    linter = Linter(load_packs(["service"]), judge=Judge())
    long = [" ".join([*first.split(), *second.split()][:100]) for first, second in pairwise(texts[:301])]
    replies = [Reply(Source("r", text), text, OffsetMap.identity(len(text))) for text in long]
    for reply in replies:
        next(linter.check([reply]))
    gc.freeze()
    return 1000 * statistics.median(seconds(lambda one=reply: next(linter.check([one]))) for reply in replies)


def show(name: str, ratios: list[float], promised: float) -> None:
    """One line of the table."""
    middle = statistics.median(ratios)
    mark = "ok" if middle <= promised else "OVER"
    print(
        f"{name:62} {middle:5.2f}  (promised {promised:.2f}; {min(ratios):.2f} to {max(ratios):.2f})  {mark}"
    )


def main() -> None:
    """Measures everything; takes some minutes."""
    pack = load_packs(["service"], examples=True)
    texts = made_replies(pack)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draft = folder / "draft.txt"
        draft.write_text(texts[0], encoding="utf-8")
        show("1,000 patterns: matching and evaluation / parse", matching(made_pack(pack, 1000), texts), 0.10)
        show("the built-in pack (2,600 patterns): the same", matching(pack, texts), 0.10)
        started, judged = cold(draft)
        show("cold check of a draft, patterns / import spacy, load the model", started, 1.4)
        show("cold check of a draft, judge and patterns / patterns", judged, 1.35)
        each, together = data_set(texts, folder)
        show("2,000 replies in one data set / the parse of each for itself", each, 1.2)
        show("2,000 replies in one data set / bare pipeline over all", together, 1.25)
        show("2,000 replies as one text / each for itself", one_file(texts), 1.2)
        ratios, took = comparing(pack, texts)
        print(f"{'one reply of 100 words, warm, one thread':62} {milliseconds(texts):5.1f} ms  (promised 30)")
        show(f"10,000 templates compared ({took:.1f} s) / the parse of each", ratios, 0.15)


if __name__ == "__main__":
    main()
