"""The program as a process: how light it starts, its exit codes, pipes."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from replylint import __version__
from replylint.cli.main import run

PACK = """\
rules:
  - id: too-bad
    kind: forbid
    group: respect
    severity: error
    message: Waves the problem away
    why: It matters to them.
    source: "004"
    advice: Take it up.
    match: {phrase: "too bad"}
    examples:
      - bad: "Well, [[too bad]]."
      - good: "That is good."
"""


HEAVY = {"spacy", "pydantic", "rich", "yaml", "replylint.packs.model", "replylint.engine.linter"}


@pytest.fixture
def room(tmp_path):
    """A folder with a pack, a config that names it, and drafts."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.yaml").write_text("name: mine\n")
    (tmp_path / "pack" / "rules.yaml").write_text(PACK)
    (tmp_path / "replylint.yaml").write_text("rules: [pack]\n")
    (tmp_path / "bad.txt").write_text("Well, too bad.\n")
    (tmp_path / "good.txt").write_text("Hi Jane, it is done.\n")
    return tmp_path


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def process(*args, cwd, data=b"", **environment):
    """Runs the program as a process."""
    env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    env |= {"XDG_CACHE_HOME": str(cwd / "cache"), **environment}
    command = [sys.executable, "-m", "replylint.cli", *args]
    done = subprocess.run(command, cwd=cwd, env=env, input=data, capture_output=True, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def program(room, monkeypatch, capsysbinary):
    """Runs the program in this process, in the room."""
    monkeypatch.chdir(room)
    monkeypatch.setenv("XDG_CACHE_HOME", str(room / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*args):
        code = run(args)
        out, err = capsysbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return call


def modules(room, *args):
    """The modules that a call has imported."""
    code = (
        "import sys\nfrom replylint.cli.main import run\n"
        f"code = run({list(args)!r})\nprint(*sys.modules, sep='\\n', file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=room, capture_output=True, text=True, check=False)
    return set(done.stderr.split())


@pytest.mark.parametrize("args", [("--help",), ("--version",), (), ("check", "--help"), ("rules", "--help"),
                                  ("baseline", "create", "--help"), ("init", "--help")])  # fmt: skip
def test_help_starts_light(room, args):
    loaded = modules(room, *args)
    assert "click" in loaded
    assert not loaded & {
        "spacy",
        "pydantic",
        "rich",
        "yaml",
        "replylint.packs.model",
        "replylint.engine.linter",
    }


@pytest.mark.parametrize("args", [("rules",), ("rules", "list"), ("rules", "show", "too-bad"), ("config",),
                                  ("config", "bad.txt"), ("init", "--force")])  # fmt: skip
def test_rules_and_config_do_without_spacy(room, args):
    loaded = modules(room, *args)
    assert "pydantic" in loaded
    assert not loaded & {"spacy", "thinc", "numpy"}


def test_version(program):
    for flag in ("-V", "--version"):
        assert program(flag).stdout == f"replylint {__version__}\n"


def test_the_default_command_takes_options_first(program):
    assert program("--exit-zero", "bad.txt").returncode == 0
    assert program("--no-confg", "bad.txt").stderr.startswith("error: nothing was checked: No such option")


def test_no_words_show_the_help_and_exit_2(program):
    done = program()
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: replylint" in done.stderr
    assert program("--help").stdout == done.stderr


def test_exit_codes(room, program):
    assert process("good.txt", cwd=room).returncode == 0
    bad = process("bad.txt", cwd=room)
    assert bad.returncode == 1
    assert "too-bad" in bad.stdout
    assert "\x1b" not in bad.stdout
    missing = program("nope.txt", "bad.txt")
    assert missing.returncode == 2
    assert "too-bad" in missing.stdout


def test_broken_rules_stop_the_run(room, program):
    (room / "pack" / "rules.yaml").write_text("rules:\n  - idd: x\n")
    done = program("good.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: nothing was checked\n")
    assert "rules.yaml:2:" in done.stderr


def test_a_pack_without_rules_is_not_clean(room, program):
    (room / "pack" / "rules.yaml").write_text("rules: []\n")
    done = program("good.txt")
    assert done.returncode == 2
    assert "no rule is left" in done.stderr


def test_unknown_ids_are_refused(program):
    done = program("good.txt", "--select", "to-bad")
    assert done.returncode == 2
    assert "too-bad" in done.stderr


def test_select_and_ignore(program):
    assert program("bad.txt", "--ignore", "too-bad,too-bad").returncode == 2
    assert program("bad.txt", "--select", "respect").returncode == 1


def test_standard_input_and_colour(room):
    done = process("-", "--stdin-filename", "mail.txt", cwd=room, data=b"Oh, too bad.", FORCE_COLOR="1")
    assert done.returncode == 1
    assert "mail.txt" in done.stdout
    assert "\x1b[" in done.stdout


def test_a_reader_that_leaves(room):
    rows = "".join(json.dumps({"text": "Well, too bad."}) + "\n" for _ in range(2000))
    (room / "i.jsonl").write_text(rows)
    line = f"{sys.executable} -m replylint.cli i.jsonl --reply-field text --format jsonl | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=room, capture_output=True, text=True, check=False
    )
    assert done.returncode == 141
    assert done.stderr == ""
    assert json.loads(done.stdout)["findings"][0]["rule"] == "too-bad"


def test_rules_list(room, program):
    assert "too-bad  error" in program("rules").stdout
    (row,) = json.loads(program("rules", "list", "--format", "json").stdout)
    assert (row["id"], row["severity"], row["active"]) == ("too-bad", "error", True)
    (room / "replylint.yaml").write_text("rules: [pack]\nseverity: {too-bad: off}\n")
    (row,) = json.loads(program("rules", "list", "--format", "json").stdout)
    assert row["active"] is False


def test_rules_show(program):
    page = program("rules", "show", "too-bad")
    assert page.returncode == 0
    assert "It matters to them." in page.stdout
    assert program("rules", "show", "too-bad", "--format", "markdown").stdout.startswith("# too-bad")
    unknown = program("rules", "show", "to-bad")
    assert unknown.returncode == 2
    assert "Did you mean `too-bad`?" in unknown.stderr


def test_rules_test(room, program):
    done = program("rules", "test")
    assert (done.returncode, done.stdout) == (0, "2 examples: 2 hold, 0 do not\n")
    (room / "pack" / "rules.yaml").write_text(PACK + '      - good: "That is too bad."\n')
    done = program("rules", "test", "pack", "--no-config")
    assert done.returncode == 1
    assert "FAILED too-bad[good-2]" in done.stdout
    assert "rules.yaml:14:" in done.stdout
    assert "2 hold, 1 do not" in done.stdout
    assert program("rules", "test", "--select", "nope").stderr.startswith("error: no rule was tested")


def test_config(room, program):
    (room / "replylint.yaml").write_text("rules: [pack]\nfail-on: error\n")
    shown = json.loads(program("config", "--format", "json", "--profile", "default").stdout)
    settings = shown["settings"]
    assert shown["path"].endswith("replylint.yaml")
    assert settings["fail-on"]["value"] == "error"
    assert settings["fail-on"]["origin"].endswith("replylint.yaml:2")
    assert settings["profile"]["origin"] == "command line"
    assert settings["templates"]["origin"] == "default"
    assert "fail-on" in program("config").stdout


def test_rules_try(room, program):
    done = program("rules", "try", "too bad", "Oh, too bad, 日本 \x1b[31m.")
    assert done.returncode == 0
    assert "1 match." in done.stdout
    assert "    ^^^^^^^" in done.stdout
    assert "\x1b" not in done.stdout
    assert "No match." in program("rules", "try", "{phrase: never}", "Oh, too bad.").stdout
    (room / "text.txt").write_text("You failed us.")
    shown = json.loads(program("rules", "try", "failed", "@text.txt", "--format", "json").stdout)
    assert shown["hits"][0]["span"] == [4, 10]
    assert shown["clauses"]


@pytest.mark.parametrize(
    ("pattern", "text", "said"),
    [
        ("{phrse: x}", "x", "unknown key `phrse`"),
        ("x", "@nope.txt", "no such file"),
    ],
)
def test_what_cannot_be_tried(program, pattern, text, said):
    done = program("rules", "try", pattern, text)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
