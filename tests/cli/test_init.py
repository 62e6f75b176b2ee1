"""`replylint init`."""

import os
import pty
import subprocess
import sys

import pytest
import yaml

from replylint.cli.main import run
from replylint.cli.starting import PARTS, Wanted, config_text
from replylint.config import Config, load_config


@pytest.fixture
def init(monkeypatch, tmp_path, capsysbinary):
    """Runs `init` in an empty folder; gives the exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*args):
        code = run(["init", *args])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_defaults(init, tmp_path, golden):
    code, out, err = init()
    assert (code, err) == (0, "")
    assert out.startswith("written: replylint.yaml\n")
    golden("init.yaml", (tmp_path / "replylint.yaml").read_text())
    assert load_config(tmp_path / "replylint.yaml").values == Config()


def test_flags(init, tmp_path):
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "pack.yaml").write_text("name: mine\n")
    code, _, err = init(
        "--pack", "no", "--profile", "premium", "--fail-on", "error", "--templates", "--preset", "zendesk"
    )
    assert (code, err) == (0, "")
    values = load_config(tmp_path / "replylint.yaml").values
    assert values.rules == ["service", str(tmp_path / "no")]
    assert (values.profile, values.fail_on, values.templates, values.preset) == (
        "premium", "error", True, "zendesk",
    )  # fmt: skip


def test_every_sample_is_a_setting_that_loads(tmp_path):
    text = config_text(Wanted())
    for part in PARTS:
        text = text.replace("\n".join(f"# {line}" for line in part.text.split("\n")), part.text)
    (tmp_path / "replylint.yaml").write_text(text)
    given = load_config(tmp_path / "replylint.yaml").values
    assert {part.key for part in PARTS} == set(yaml.safe_load(text))
    assert given.overrides[0].ignore == ["missing-greeting"]
    assert given.suppressions[0].reason == "Our lawyers want these words."


def test_nothing_is_written_over(init, tmp_path):
    (tmp_path / "replylint.yaml").write_text("fail-on: never\n")
    code, out, err = init("--starter-pack", "house")
    assert (code, out) == (2, "")
    assert "not written: it is there already" in err
    assert "--force" in err
    assert not (tmp_path / "house").exists()
    assert (tmp_path / "replylint.yaml").read_text() == "fail-on: never\n"
    assert init("--force")[0] == 0
    assert load_config(tmp_path / "replylint.yaml").values.fail_on == "warning"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--pack", "gone"), "there is no such file or folder"),
        (("--profile", "premum"), "there is no profile `premum`"),
        (("--preset", "zendsk"), "zendesk"),
        (("--starter-pack", "replylint.yaml/x"), "not written"),
        (("--fail-on", "eror"), "eror"),
    ],
)
def test_what_cannot_be_written(init, tmp_path, args, said):
    if "x" in args[1]:
        (tmp_path / "replylint.yaml").write_text("")
        args = (*args, "--force")
    code, out, err = init(*args)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "replylint.yaml").exists() or "x" in args[1]


def test_the_starter_pack_passes_its_own_tests(init, tmp_path, capsysbinary):
    assert init("--starter-pack", "Our Rules")[1].startswith(
        "written: Our Rules/pack.yaml\nwritten: Our Rules/words.yaml\nwritten: replylint.yaml\n"
    )
    assert run(["rules", "test", "Our Rules", "--select", "old-product-name"]) == 0
    capsysbinary.readouterr()
    assert run(["rules", "list"]) == 0
    assert b"old-product-name" in capsysbinary.readouterr()[0]


def test_it_asks_in_a_terminal(tmp_path):
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "replylint", "init", "--fail-on", "never"],
        cwd=tmp_path, stdin=inner, stdout=inner, stderr=inner,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
    )  # fmt: skip
    os.close(inner)
    os.write(outer, b"templates\npremum\npremium\nhouse\n")
    said = b""
    try:
        while chunk := os.read(outer, 4096):
            said += chunk
    except OSError:
        pass
    os.close(outer)
    assert process.wait() == 0, said
    assert b"From which severity" not in said
    assert b"'premum' is not one of 'default', 'premium'" in said
    values = load_config(tmp_path / "replylint.yaml").values
    assert (values.templates, values.profile, values.fail_on) == (True, "premium", "never")
    assert values.rules == ["service", str(tmp_path / "house")]
