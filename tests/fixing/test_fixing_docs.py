"""What docs/fixing.md shows works: its commands run, its rule does what its example says."""

import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from replylint.cli.main import run

TEXT = (Path(__file__).parents[2] / "docs" / "fixing.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
COMMANDS = [
    line.split("  #")[0].strip()
    for language, block in BLOCK.findall(TEXT)
    if language == "sh"
    for line in block.splitlines()
]
DRAFT = "Hi Jo,\n\npls check the the lamp. We will NOT forget u, Jo.\n"
DONE = "Hi Jo,\n\nPlease check the lamp. We will not forget you, Jo.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    for name in ("draft.txt", "drafts/one.txt"):
        (tmp_path / name).write_text(DRAFT)
    (tmp_path / "replies.jsonl").write_text('{"text": "It ships tmrw."}\n')
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command, folder, monkeypatch, capsysbinary):
    words, _, given = command.partition("<")
    if given:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    code = run([*shlex.split(words)[1:], "--engine", "patterns"])
    out, err = capsysbinary.readouterr()
    assert code == ("--diff" in words), err
    if given:
        assert out.decode() == DONE
    elif "--diff" not in words and "--select" not in words:
        changed = [
            path
            for path in folder.rglob("*.*")
            if path.read_text() in (DONE, '{"text": "It ships tomorrow."}\n')
        ]
        assert len(changed) == 1


def test_the_rule_does_what_its_example_says(folder, capsysbinary):
    (rule,) = (block for language, block in BLOCK.findall(TEXT) if language == "yaml")
    (folder / "my-rules").mkdir()
    (folder / "my-rules/pack.yaml").write_text("name: my-rules\n")
    (folder / "my-rules/words.yaml").write_text(rule)
    assert run(["rules", "test", "my-rules"]) == 0, capsysbinary.readouterr()
