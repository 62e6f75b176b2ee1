"""The pipeline, loaded once, and packs written in a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from replylint.engine.analysis import Analysis
from replylint.engine.linter import Linter
from replylint.engine.pipeline import Pipeline, load_pipeline
from replylint.engine.reader import Reader
from replylint.engine.report import ReplyReport
from replylint.packs.load import load_packs
from replylint.packs.pack import Pack
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply, Turn
from replylint.text.source import Source

RULE = """
    kind: forbid
    group: respect
    severity: warning
    message: Something is wrong.
    why: It matters.
    source: "000"
    advice: Write it better.
"""


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Callable[[str], Analysis]:
    reader = Reader(pipeline)
    return lambda text: next(reader.read([text]))


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], Pack]:
    """A pack from the YAML of one file; `RULE` in it stands for what every rule must say."""

    def make(text: str) -> Pack:
        folder = tmp_path / "pack"
        folder.mkdir(exist_ok=True)
        (folder / "pack.yaml").write_text("format: 1\nname: trial\n")
        error = RULE.replace("warning", "error")
        text = text.replace("    RULE error\n", error.lstrip("\n")).replace("    RULE\n", RULE.lstrip("\n"))
        (folder / "rules.yaml").write_text(text)
        return load_packs([folder], examples=True, cache=False)

    return make


@pytest.fixture
def check(pipeline: Pipeline) -> Callable[..., ReplyReport]:
    """The report of one text under a pack."""

    def run(pack: Pack, text: str, **options: object) -> ReplyReport:
        turn = Turn(options.pop("turn", "whole"))
        explain = bool(options.pop("explain", False))
        reply = Reply(Source("draft", text), text, OffsetMap.identity(len(text)), turn=turn, **options)
        return next(Linter(pack, pipeline=pipeline, explain=explain).check([reply]))

    return run
