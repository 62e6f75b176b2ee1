"""`replylint config`: what holds, for a file too, and what is wrong."""

import json

import pytest

from replylint.cli.main import run

BASE = "profile: premium\nseverity: {abrupt-ending: warning}\n"
CONFIG = """\
extends: base.yaml
fail-on: error
severity: {hard-to-read: off}
overrides:
  - files: chat/**
    ignore: [missing-greeting, abrupt-ending]
    profile: default
suppressions:
  - files: legal/**
    rules: [policy-shield]
    reason: Our lawyers want these words.
"""


@pytest.fixture
def config(monkeypatch, tmp_path, capsysbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "replylint.yaml").write_text(CONFIG)

    def call(*args):
        code = run(["config", *args])
        out, err = capsysbinary.readouterr()
        return code, out.decode().replace(f"{tmp_path}/", ""), err.decode().replace(f"{tmp_path}/", "")

    return call


def set_rows(out):
    return "".join(line for line in out.splitlines(keepends=True) if not line.endswith("(default)\n"))


def test_what_holds(config, golden):
    code, out, err = config()
    assert (code, err) == (0, "")
    golden("config.txt", set_rows(out))


def test_what_holds_for_a_file(config, golden):
    code, out, err = config("chat/one.txt")
    assert (code, err) == (0, "")
    golden("config.path.txt", set_rows(out))
    assert "For draft.txt: no override holds." in config("draft.txt")[1]
    shown = json.loads(config("chat/one.txt", "--format", "json")[1])
    assert shown["overrides"] == [0]
    assert shown["settings"]["profile"] == {"value": "default", "origin": "replylint.yaml:7"}
    assert shown["settings"]["severity"]["origin"] == "base.yaml:2, replylint.yaml:3"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("missing-greeting", "missing-greting", ["replylint.yaml:6:14", "did you mean `missing-greeting`?"]),
        ("policy-shield", "policy-sheld", ["replylint.yaml:10:13", "`suppressions`: there is no rule"]),
        ("profile: default", "profile: defalt", ["there is no profile `defalt`"]),
        ("ignore: [missing-greeting, abrupt-ending]", "select: care\n    ignore: care",
         ["replylint.yaml:5:5", "no rule is left to check with"]),
        ("fail-on: error", "baseline: old.json", ["old.json", "baseline not read: no such file"]),
        ("extends: base.yaml", "extends: bas.yaml", ["replylint.yaml:1:10", "there is no file `bas.yaml`"]),
    ],
)  # fmt: skip
def test_what_is_wrong(config, tmp_path, old, new, said):
    (tmp_path / "replylint.yaml").write_text(CONFIG.replace(old, new))
    code, _, err = config()
    assert code == 2
    for part in said:
        assert part in err
