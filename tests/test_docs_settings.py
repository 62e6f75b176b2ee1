"""Pages that are gone through from top to bottom: their files, commands and outputs, in their order."""

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from replylint.cli import watching
from replylint.cli.main import run
from replylint.config import keys
from replylint.engine import linter
from replylint.engine.pipeline import load_pipeline

DOCS = Path(__file__).parent.parent / "docs"
STEP = re.compile(
    r"<!-- file: (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```\n"
    r"|```sh\n(?P<shell>.*?)```\n"
    r"|(?:<!-- output of: (?P<words>.+?) -->\n```text\n|```console\n\$ (?P<typed>.+?)\n)(?:.*?)```\n",
    re.DOTALL,
)
pipeline = cache(load_pipeline)
MACROS = (
    '{"macros": [{"title": "Late", "actions": [{"field": "comment_value", "value": "It ships today."}]}]}'
)
LIBRARIES = {
    "macros.json": MACROS,
    "macros/a.json": MACROS,
    "other.yaml": "answers: [{body: It ships today.}]",
    "other.csv": "id,body\n1,Hi {{name}}\n",
}


PAGES = (
    "configuration.md", "suppressing.md", "libraries.md",
    "start-drafts.md", "start-mail.md", "start-library.md",
)  # fmt: skip
OTHERS = {"sendmail", "filter", "milter", "git-hook"}
"""Commands that get a shell. The rest is run in this process, which has the model already."""

PROGRAMS = {
    "replylint": f'#!/bin/sh\nexec "{sys.executable}" -m replylint "$@"\n',
    "python3": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
    "msmtp": "#!/bin/sh\ncat > sent.eml\n",
}
"""What stands for the programs that a page calls."""

PATIENT = "mail: {timeout: 600}\n"
"""The settings of the mail commands: a busy machine may take its time."""

NOT_RUN = {
    ("start-drafts.md", "pip install ."): "needs a package index; the README's first command is run in CI"
}


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows(page, request, monkeypatch, tmp_path, capsysbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(linter, "load_pipeline", pipeline)
    watch = watching.run
    monkeypatch.setattr(watching, "run", lambda request: watch(request, interrupted))
    text = (DOCS / page).read_text(encoding="utf-8")
    if page == "configuration.md":
        write(tmp_path / "replylint-baseline.json", '{"version": 1, "findings": []}')
    if page == "libraries.md":
        for name, data in LIBRARIES.items():
            write(tmp_path / name, data)
    write(tmp_path / "legal" / "terms.md", "Our policy is that we cannot refund opened lamps.\n")

    def call(line):
        args = shlex.split(line, comments=True)
        if args[0] != "replylint" or {"<", ">", "|"} & set(args) or args[1] in OTHERS:
            return shell(line, tmp_path)
        args = args[1:]
        judging = args[0] == "check" or args[:2] in (["baseline", "create"], ["baseline", "update"])
        code = run([*args, "--engine", "patterns"] if judging and page == "suppressing.md" else args)
        out, err = capsysbinary.readouterr()
        assert code in (0, 1), f"{line}\n{err.decode()}"
        assert not re.search("^(error|warning)", err.decode(), re.MULTILINE), f"{line}\n{err.decode()}"
        return out.decode().replace(f"{tmp_path}/", "")

    def shown(step):
        if step["file"]:
            write(tmp_path / step["file"], step["text"])
        for line in (step["shell"] or "").splitlines():
            if (page, line) not in NOT_RUN:
                call(line)
        words = step["words"] or step["typed"]
        if words is None:
            return step[0]
        out = "".join(line for line in call(words).splitlines(keepends=True) if "(default)" not in line)
        head = (
            step[0].partition("```text\n")[0] + "```text\n" if step["words"] else f"```console\n$ {words}\n"
        )
        return f"{head}{out.strip(chr(10))}\n```\n"

    fresh = STEP.sub(shown, text)
    if request.config.getoption("--update-golden"):
        (DOCS / page).write_text(fresh, encoding="utf-8")
    assert text == fresh, f"{page}'s outputs are not current: --update-golden, then read it"


def shell(line, folder):
    """What a line prints in a shell."""
    programs = folder / ".programs"
    programs.mkdir(exist_ok=True)
    for name, text in PROGRAMS.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    write(folder / ".config" / "replylint" / "replylint.yaml", PATIENT)
    env = os.environ | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "XDG_STATE_HOME": str(folder / ".local" / "state"),
    }
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=env, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode in (0, 1, 65), done.stdout
    return done.stdout.replace(f"{folder}/.local", "~/.local").replace(f"{folder}/", "")


def interrupted(places):
    """Nothing to wait for when something is watched: somebody presses Ctrl-C."""
    raise KeyboardInterrupt


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_key_is_in_the_table():
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    told = {key for row in rows for key in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    assert set(keys()) <= told
