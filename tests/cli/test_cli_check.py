"""`replylint check` in one process, with a linter that finds fixed words."""

import errno
import io
import json
import os
import sys

import pytest

from replylint.cli import checking, output
from replylint.cli.main import run
from replylint.engine.report import Evidence, Finding, GroupScore, ReplyReport, Verdict
from replylint.packs.severity import Severity
from replylint.text.span import Span

WORDS = {"awful": Severity.ERROR, "poor": Severity.WARNING, "meh": Severity.SUGGESTION}


class FakeLinter:
    """Finds the words, and falls over what says crash."""

    def check(self, replies):
        for reply in replies:
            if "crash" in reply.text:
                raise RuntimeError("boom \x1b[31m")
            if "interrupt" in reply.text:
                raise KeyboardInterrupt
            yield ReplyReport(reply, tuple(found(reply.text)), (), Verdict.PASS, (GroupScore("care", 50),))


def found(text):
    for word, severity in WORDS.items():
        if word in text:
            span = Span(text.index(word), text.index(word) + len(word))
            yield Finding(
                f"says-{word}", severity, f"Says {word}", "Do not.", span, (Evidence("the-word", span),)
            )


@pytest.fixture
def check(monkeypatch, tmp_path, capsysbinary):
    """Runs `check` on texts; gives the exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "REPLYLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(checking, "make_linter", lambda settings, request: FakeLinter())

    def call(*args, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        code = run(list(args))
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.mark.parametrize(
    ("text", "args", "code"),
    [
        ("fine", (), 0),
        ("meh", (), 0),
        ("poor", (), 1),
        ("awful", (), 1),
        ("meh", ("--fail-on", "suggestion"), 1),
        ("poor", ("--fail-on", "error"), 0),
        ("awful", ("--fail-on", "never"), 0),
        ("awful", ("--exit-zero",), 0),
    ],
)
def test_exit_codes(check, text, args, code):
    assert check("check", "a.txt", *args, a=text)[0] == code


def test_the_command_may_be_left_out(check):
    assert check("a.txt", a="awful") == check("check", "a.txt", a="awful")
    assert check("--exit-zero", "a.txt", a="awful")[0] == 0


def test_a_command_wins_over_a_file_of_its_name(check, tmp_path):
    (tmp_path / "config").write_text("awful")
    assert "fail-on" in check("config")[1]
    assert check("check", "config")[0] == 1


def test_a_missing_file_is_2_and_the_rest_is_checked(check):
    code, out, err = check("nope.txt", "a.txt", "--exit-zero", a="awful")
    assert code == 2
    assert "says-awful" in out
    assert "1 input not checked" in out
    assert err.startswith("error: not checked: no such file")


def test_having_nothing_to_check_is_2(check, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, err = check("empty")
    assert code == 2
    assert "not" in err.splitlines()[0]


def test_data_set(check, tmp_path):
    rows = [
        {"id": "a", "text": "awful", "customer": None, "turn": "whole"},
        {"id": "b", "text": "fine", "customer": "Where is it?", "turn": "middle"},
    ]
    (tmp_path / "i.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    code, out, err = check(
        "check", "i.jsonl", "--reply-field", "text", "--customer-field", "customer", "--turn-field", "turn",
        "--id-field", "id", "--format", "jsonl", "--no-config", "--exit-zero",
    )  # fmt: skip
    assert (code, err) == (0, "")
    first, second = map(json.loads, out.splitlines())
    assert (first["id"], second["id"]) == ("a", "b")
    assert first["findings"][0]["rule"] == "says-awful"
    assert first["findings"][0]["span"] == [0, 5]
    assert first["findings"][0]["location"]["column"] == 22
    assert second["findings"] == []


def test_one_crash_leaves_the_others_checked(check):
    code, out, err = check("a.txt", "b.txt", "c.txt", "--format", "concise", a="awful", b="crash", c="poor")
    assert code == 2
    assert out == "a.txt:1:1: says-awful Says awful\nc.txt:1:1: says-poor Says poor\n"
    assert err.startswith(
        "error: b.txt:1: replylint could not check this reply: internal error (RuntimeError)"
    )
    assert "Traceback" not in err
    assert "Traceback" in check("b.txt", "-v")[2]


def test_a_crash_of_the_program_is_2(check, monkeypatch):
    def boom(settings, request):
        raise RuntimeError("one\x1b[31m\ntwo")

    monkeypatch.setattr(checking, "make_linter", boom)
    code, out, err = check("a.txt", a="x")
    assert (code, out) == (2, "")
    assert err.startswith("error: nothing was checked: internal error (RuntimeError: one")
    assert "\x1b" not in err
    assert "Traceback" not in err
    assert "Traceback" in check("a.txt", "-v")[2]


def test_an_interrupt_is_quiet(check):
    code, out, err = check("a.txt", a="interrupt")
    assert (code, out, err.strip()) == (130, "", "")


def test_reports_are_written_as_they_come(check):
    texts = dict.fromkeys("abcdefgh", "awful") | {"i": "interrupt"}
    code, out, _ = check(*(f"{name}.txt" for name in texts), "--format", "concise", **texts)
    assert code == 130
    assert [line.partition(".")[0] for line in out.splitlines()] == list("abcdefgh")
    assert check("a.txt", "i.txt", "-o", "report.txt", **texts)[:2] == (130, "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check",), "Name a file or a folder"),
        (("a.txt", "--frmat", "json"), "No such option"),
        (("a.txt", "--format", "xml"), "xml"),
        (("a.txt", "--fail-on", "fatal"), "fatal"),
        (("a.txt", "--turn", "second"), "second"),
        (("a.txt", "-q", "-v"), "exclude each other"),
        (("a.txt", "--no-config", "--config", "x.yaml"), "exclude each other"),
        (("a.txt", "--config", "x.yaml"), "x.yaml"),
        (("a.txt", "--customer", "x.txt"), "x.txt"),
        (("a.txt", "--output-file", "."), "it is a folder"),
        (("a.txt", "--output-file", "no/where.txt"), "there is no folder no"),
    ],
)
def test_what_cannot_be_done_is_said_first(check, args, said):
    code, out, err = check(*args, a="awful")
    assert (code, out) == (2, "")
    assert err.startswith("error: nothing was checked")
    assert said in err


def test_a_misspelt_command_is_recognised(check):
    code, _, err = check("rule", "list")
    assert code == 2
    assert "did you mean the command `rules`?" in err


def test_output_file(check, tmp_path):
    code, out, err = check("a.txt", "--output-file", "r.txt", a="awful 日本")
    assert (code, out, err) == (1, "", "")
    report = (tmp_path / "r.txt").read_bytes().decode("utf-8")
    assert "awful 日本" in report
    assert "\x1b" not in report


def test_the_config_holds_and_the_command_line_wins(check, tmp_path):
    (tmp_path / "replylint.yaml").write_text("fail-on: error\nformat: concise\n")
    assert check("a.txt", a="poor")[:2] == (0, "a.txt:1:1: says-poor Says poor\n")
    assert check("a.txt", "--fail-on", "warning")[0] == 1
    assert check("a.txt", "--no-config")[0] == 1
    (tmp_path / "replylint.yaml").write_text("format: xml\n")
    code, _, err = check("a.txt")
    assert code == 2
    assert "xml" in err


@pytest.mark.parametrize(
    ("environment", "args", "colored"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_color(check, monkeypatch, environment, args, colored):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _, out, err = check("a.txt", "nope.txt", *args, a="awful")
    assert ("\x1b[" in out) == colored
    assert ("\x1b[" in err) == colored


def test_explain_and_redact(check):
    assert "matched: the-word" in check("a.txt", "--explain", a="so awful")[1]
    shown = check("a.txt", "--explain", "--redact")[1]
    assert "so" not in shown.replace("Says", "")
    assert "[5 characters]" in shown


def test_quiet_and_verbose(check):
    assert "verdict" not in check("a.txt", "-q", a="awful")[1]
    many = ("a.txt", "b.txt")
    assert "b.txt" not in check(*many, b="fine")[1]
    assert "b.txt" in check(*many, "-v")[1]


class Stream(io.BytesIO):
    def __init__(self, error):
        super().__init__()
        self.error = error

    def write(self, data):
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"), [(BrokenPipeError(), 141), (OSError(errno.ENOSPC, "No space left"), 2)]
)
def test_output_that_cannot_be_written(check, monkeypatch, error, code):
    monkeypatch.setattr("replylint.cli.main.silence", lambda: None)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Stream(error), encoding="utf-8"))
    assert check("a.txt", a="awful")[0] == code


def test_closed_output(check, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    code, _, err = check("a.txt", a="awful")
    assert code == 2
    assert "standard output is closed" in err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("to", ["rich", "concise", "json", "jsonl"])
def test_any_encoding(check, monkeypatch, encoding, to):
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding=encoding))
    assert check("a.txt", "--format", to, a="awful “日本” é 🙂")[0] == 1
    assert "awful" in buffer.getvalue().decode(encoding)


def test_width_follows_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert output.stream_options(None, "auto").width == 60
    monkeypatch.setenv("COLUMNS", "300")
    assert output.stream_options(None, "auto").width == output.WIDEST


def test_a_file_that_may_not_be_written(check, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    code, _, err = check("a.txt", "--output-file", "r.txt", a="awful")
    assert code == 2
    assert "permission denied" in err
