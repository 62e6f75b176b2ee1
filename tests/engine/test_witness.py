"""Two witnesses: when the judge fires alone, when it vetoes, and when it is not heard."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from replylint.engine.judge.features import Pieces, case_of, plain
from replylint.engine.judge.model import Judge, Ruling
from replylint.engine.linter import Linter
from replylint.engine.pipeline import Pipeline
from replylint.engine.report import Finding, Outcome, ReplyReport
from replylint.packs.pack import Pack
from replylint.text.offsets import OffsetMap
from replylint.text.problem import ProblemsError
from replylint.text.reply import Reply, Turn
from replylint.text.source import Source
from replylint.text.span import Span

TEXT = "Hi Jo, it is late and we do not know when it will come, too bad."


@dataclass
class Stub:
    """A judge that says the same of every reply."""

    chance: float
    asked: int = 0

    def load(self) -> None:
        pass

    def read(self, reply: str, customer: str | None) -> Ruling:
        self.asked += 1
        pieces = Pieces([101, 1, 2, 102], [0, 0, 0, 0], [(0, 0), (7, 9), (10, 12), (0, 0)])
        evidence = np.array([[-9.0], [3.0], [2.5], [-9.0]], np.float32)
        return Ruling({"r0": self.chance}, pieces, evidence, ("r0",))


@pytest.fixture
def report(pack: Callable[[str], Pack], pipeline: Pipeline) -> Callable[..., ReplyReport]:
    def run(body: str, chance: float, turn: str = "whole", text: str = TEXT) -> ReplyReport:
        made = pack(f"rules:\n  - id: r0\n    RULE\n    {body}\n")
        linter = Linter(made, pipeline=pipeline, judge=Stub(chance))
        reply = Reply(Source("draft", text), text, OffsetMap.identity(len(text)), turn=Turn(turn))
        return next(linter.check([reply]))

    return run


def found(report: ReplyReport) -> list[str | None]:
    return [f.span.of(TEXT) if f.span else None for f in report.findings]


USE = "\n    judge: {fires: 0.8, vetoes: 0.1}"


def test_without_leave_in_the_rule_the_judge_is_not_heard(report: Callable[..., ReplyReport]) -> None:
    assert found(report("match: {phrase: late}", 0.0)) == ["late"]
    assert found(report("match: {phrase: early}", 1.0)) == []


def test_of_a_word_or_two_it_says_nothing(report: Callable[..., ReplyReport]) -> None:
    assert report("match: {phrase: early}" + USE, 1.0, text="Your new kettle").findings == ()
    assert report("match: {phrase: kettle}" + USE, 0.0, text="Your new kettle").findings
    assert report("match: {phrase: early}" + USE, 1.0, text="Your new kettle broke").findings


def test_it_fires_where_no_pattern_does_and_says_so(report: Callable[..., ReplyReport]) -> None:
    result = report("match: {phrase: early}" + USE, 0.8)
    assert found(result) == ["it is"]
    finding: Finding = result.findings[0]
    assert finding.evidence[0].pattern == "the trained judge alone, probability 0.80"
    assert found(report("match: {phrase: early}" + USE, 0.79)) == []


def test_it_vetoes_what_it_is_sure_of(report: Callable[..., ReplyReport]) -> None:
    assert found(report("match: {phrase: late}" + USE, 0.09)) == []
    assert found(report("match: {phrase: late}" + USE, 0.1)) == ["late"]
    assert found(report("match: {phrase: late}" + USE, 0.9)) == ["late"]


def test_requirements_come_out_as_both_witnesses_say(
    report: Callable[..., ReplyReport], pack: Callable[[str], Pack]
) -> None:
    missing = report("require: {phrase: sorry}" + USE, 0.05)
    assert (found(missing), missing.requirements[0].outcome) == ([], Outcome.MET)
    fired = report("require: {phrase: late}" + USE, 0.95)
    assert fired.requirements[0].outcome is Outcome.MISSING


def test_a_judge_that_is_not_there_is_said_before_anything_is_checked(
    pack: Callable[[str], Pack], pipeline: Pipeline, tmp_path: object
) -> None:
    made = pack(f"rules:\n  - id: r0\n    RULE\n    match: {{phrase: late}}{USE}\n")
    with pytest.raises(ProblemsError, match="the judge's model cannot be loaded"):
        Linter(made, pipeline=pipeline, judge=Judge(tmp_path))
    assert Linter(made, pipeline=pipeline).judge_model is None


def test_the_text_that_the_judge_reads_has_the_places_of_the_reply() -> None:
    text = "It’s “fine” – isn’t\u00a0it? 🎉\ud800"
    assert len(plain(text)) == len(text)
    assert plain(text).startswith("It's \"fine\" - isn't it? 🎉")
    assert [case_of(word) for word in ("late", "Late", "LATE", "iPhone", "42")] == [0, 1, 2, 3, 0]


def test_evidence_ends_where_it_grows_weak() -> None:
    pieces = Pieces([1, 2, 3], [0, 0, 0], [(0, 2), (3, 5), (6, 9)])
    evidence = np.array([[1.0], [4.0], [2.5]], np.float32)
    assert Ruling({"r": 1.0}, pieces, evidence, ("r",)).span("r") == Span(3, 9)
