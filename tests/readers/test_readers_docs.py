"""The commands that docs/readers.md shows work."""

import re
import shlex
from pathlib import Path

import pytest

from replylint.cli.main import run

TEXT = (Path(__file__).parents[2] / "docs" / "readers.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("replylint")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command, tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/one.txt").write_text("Hi Jo,\n\nit ships today.\n")
    (tmp_path / "message.eml").write_text("Subject: Re: Lamp\n\nHi Jo, it ships today.\n\n> Where is it?\n")
    words = shlex.split(command)[1:]
    code = run(words if words[0] == "text" else [*words, "--engine", "patterns"])
    out, err = capsysbinary.readouterr()
    assert code in (0, 1), err
    assert out
