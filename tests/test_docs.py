"""The README says what is so: its outputs are current, its commands and settings work, its pack loads."""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
OUTPUT = re.compile(r"(<!-- output of: replylint (.+?) -->\n```text\n)(.*?)(```\n)", re.DOTALL)
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def replylint(*arguments: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
    cache = tempfile.gettempdir()
    environment = {"COLUMNS": "80", "PATH": "", "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": cache}
    return subprocess.run(
        [sys.executable, "-m", "replylint", *arguments],
        cwd=cwd, env=environment, input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip


def current(found: re.Match[str]) -> str:
    done = replylint(*shlex.split(found[2]))
    assert not done.stderr
    return found[1] + done.stdout.strip("\n") + "\n" + found[4]


def test_outputs_are_current(request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    fresh = OUTPUT.sub(current, text)
    if request.config.getoption("--update-golden"):
        README.write_text(fresh, encoding="utf-8")
    assert text == fresh, "the README's outputs are not current: --update-golden, then read it"


def blocks(language: str) -> list[str]:
    return [body for found, body in BLOCK.findall(README.read_text(encoding="utf-8")) if found == language]


def test_the_pack_and_the_settings_work(tmp_path: Path) -> None:
    pack, rules, settings = blocks("yaml")
    folder = tmp_path / "my-rules"
    folder.mkdir()
    (folder / "pack.yaml").write_text(pack)
    (folder / "words.yaml").write_text(rules)
    (tmp_path / "replylint.yaml").write_text(settings)
    (tmp_path / "draft.txt").write_text("Hi Jo,\n\nYour Lumio ships today.\n")
    tested = replylint("rules", "test", "my-rules", "--select", "old-product-name", cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout + tested.stderr
    checked = replylint("draft.txt", "--format", "concise", cwd=tmp_path)
    assert "draft.txt:3:6: old-product-name" in checked.stdout


COMMANDS = [
    line.split("  #", maxsplit=1)[0].strip()
    for block in blocks("sh")
    for line in block.splitlines()
    if line.strip().startswith(("replylint", "pbpaste"))
]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command: str, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(
        "Hi Jo,\n\nwe sent you the new lamp today.\n\nEnjoy the light,\nSam\n"
    )
    (tmp_path / "turn.txt").write_text("It is on its way.\n")
    (tmp_path / "message.txt").write_text("When will the lamp come?\n")
    (tmp_path / "message.eml").write_text(
        "From: Sam <sam@example.com>\nSubject: Lamp\n\nHi Jo, it ships today.\n"
    )
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one.txt").write_text("Hi Jo, it ships today.\n")
    (tmp_path / "replies.jsonl").write_text('{"text": "It ships today.", "customer": "When?", "id": 1}\n')
    (tmp_path / "macros.csv").write_text("name,body\nship,Hi {{name}}; it ships today.\n")
    words = shlex.split(command.rsplit("|", maxsplit=1)[-1])
    done = replylint(*words[1:], cwd=tmp_path, stdin="It ships today.")
    assert done.returncode in (0, 1), done.stderr


def test_the_two_commands_are_those_of_ci() -> None:
    first, second = blocks("sh")[:2]
    assert "pip install" in first
    assert first.strip().endswith("replylint examples/email-bad.txt")
    assert "'.[test]'" in second
    assert second.strip().endswith("pytest")
