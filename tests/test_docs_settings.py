"""The pages on settings and suppressions say what is so: files, commands and outputs, in their order."""

import re
import shlex
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
    r"|<!-- output of: replylint (?P<words>.+?) -->\n```text\n(?P<output>.*?)```\n",
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


@pytest.mark.parametrize("page", ["configuration.md", "suppressing.md", "libraries.md"])
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

    def call(words):
        args = shlex.split(words, comments=True)[1:]
        judging = args[0] == "check" or args[:2] in (["baseline", "create"], ["baseline", "update"])
        code = run([*args, "--engine", "patterns"] if judging and page == "suppressing.md" else args)
        out, err = capsysbinary.readouterr()
        assert code in (0, 1), f"{words}\n{err.decode()}"
        assert not re.search("^(error|warning)", err.decode(), re.MULTILINE), f"{words}\n{err.decode()}"
        return out.decode().replace(f"{tmp_path}/", "")

    def shown(step):
        if step["file"]:
            write(tmp_path / step["file"], step["text"])
        for line in (step["shell"] or "").splitlines():
            call(line)
        if step["words"] is None:
            return step[0]
        head, _, _ = step[0].partition("```text\n")
        out = "".join(
            line
            for line in call(f"replylint {step['words']}").splitlines(keepends=True)
            if "(default)" not in line
        )
        return f"{head}```text\n{out.strip(chr(10))}\n```\n"

    fresh = STEP.sub(shown, text)
    if request.config.getoption("--update-golden"):
        (DOCS / page).write_text(fresh, encoding="utf-8")
    assert text == fresh, f"{page}'s outputs are not current: --update-golden, then read it"


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
