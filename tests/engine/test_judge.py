"""The judge that is shipped: the files are those described, and the same text gives the same ruling."""

import hashlib

import pytest

from replylint.engine.judge.model import FOLDER, Judge
from replylint.packs.load import load_packs

TEXTS = [
    ("Hi Jo,\n\nit is late, and nobody here can say when it comes.\n\nRegards,\nSam", "Where is my lamp?"),
    ("whatever", None),
    ("", None),
    ("It’s “fine” 🎉\ud800", "\u0000"),
    ("word " * 4000, "why " * 500),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


def test_files_are_those_that_judge_json_describes(judge: Judge) -> None:
    for name, digest in judge.settings["sha256"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_every_guideline_has_its_output(judge: Judge) -> None:
    rules = load_packs(["service"]).rules
    of_a_reply = {rule.id for rule in rules if not rule.templates_only and not rule.compare}
    assert set(judge.settings["guidelines"]) == of_a_reply


@pytest.mark.parametrize(("reply", "customer"), TEXTS, ids=["mail", "word", "empty", "odd", "long"])
def test_rulings_are_the_same_every_time_and_point_into_the_reply(
    judge: Judge, reply: str, customer: str | None
) -> None:
    first, second = judge.read(reply, customer), Judge().read(reply, customer)
    assert first.probability == second.probability
    for guideline, chance in first.probability.items():
        assert 0 <= chance <= 1
        assert round(chance, 3) == chance
        span = first.span(guideline)
        assert span == second.span(guideline)
        assert span is None or 0 <= span.start < span.end <= len(reply)


def test_it_tells_blame_from_its_opposite(judge: Judge) -> None:
    blame = judge.read(
        "Hi Jo, you should have read the manual before you plugged it in, so this is on you.", None
    )
    clear = judge.read("Hi Jo, you did nothing wrong; we should have told you, and I'm sorry.", None)
    assert blame.probability["blame-customer"] > 0.8 > 0.2 > clear.probability["blame-customer"]
