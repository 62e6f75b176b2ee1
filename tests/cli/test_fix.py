"""`replylint fix` in one process, with a judge that knows a few words."""

import io
import sys
from pathlib import Path

import pytest

import fixtrial
from replylint.cli import mending
from replylint.cli.main import run

DRAFT = "Hi Jo,\n\nThe lamp ships today!!! pls wait lol, and wait wait.\n\nSam\n"
DONE = "Hi Jo,\n\nThe lamp ships today! Please wait lol, and wait.\n\nSam\n"


class Judge:
    def check(self, replies):
        return iter(fixtrial.judge(replies))


@pytest.fixture
def fix(monkeypatch, tmp_path, capsysbinary):
    """Runs `fix` on texts; gives the exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "REPLYLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(mending, "make_linter", lambda settings, request: Judge())

    def call(*args, stdin=None, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run(["fix", *args])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def text(name="a.txt"):
    return Path(name).read_bytes().decode()


def test_files_are_fixed_in_place(fix, golden):
    code, out, err = fix("a.txt", "b.txt", a=DRAFT, b="Fine.\n")
    assert code == 0
    assert (text(), text("b.txt")) == (DONE, "Fine.\n")
    golden("fix.txt", out + err)
    assert fix("a.txt")[1:] == ("", "Nothing to fix. 1 more fix with --unsafe, to be looked at afterwards.\n")


def test_a_diff_changes_nothing(fix, golden):
    code, out, _ = fix("--diff", "a.txt", "b.txt", a=DRAFT.replace("\n", "\r\n"), b="the the\x1b[31m box")
    assert code == 1
    assert text() == DRAFT.replace("\n", "\r\n")
    assert "\r\n" in out
    assert "\x1b" in out  # for programs it is exact
    golden("fix.diff", out.replace("\x1b", "␛"))
    assert fix("--diff", "b.txt", b="Fine.")[:2] == (0, "")


def test_a_diff_on_a_terminal_cannot_steer_it(fix, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = fix("--diff", "--color", "never", "b.txt", b="the the\x1b[31m box\r\n")
    assert "+the\u241b[31m box\n" in out
    assert "\x1b" not in out


def test_unsafe_fixes_are_asked_for(fix):
    fix("--unsafe", "a.txt", a=DRAFT)
    assert text() == DONE.replace(" lol", "")


@pytest.mark.parametrize(
    ("stdin", "out"),
    [
        (b"pls wait\r\n\xc3\xa9", "Please wait\r\né"),
        (b"Fine\r\n", "Fine\r\n"),
        (b"Hi Jo, pls wait.\n", "Hi Jo, please wait.\n"),
    ],
)
def test_standard_input_goes_to_standard_output(fix, stdin, out):
    assert fix("-", stdin=stdin)[:2] == (0, out)


def test_standard_input_has_a_format(fix):
    row = b'{"text": "p\\u006cs, im here"}\n'
    done = fix("-", "--reply-field", "text", stdin=row)
    assert done[:2] == (0, '{"text": "p\\u006cs, I\'m here"}\n')
    assert "1 not made" in done[2]
    code, out, _ = fix("--diff", "-", "--stdin-filename", "x.md", stdin=b"*pls* wait `pls`\n")
    assert (code, out.splitlines()[-1]) == (1, "+*Please* wait `pls`")


def test_what_is_suppressed_stays(fix):
    Path("replylint.yaml").write_text(
        "suppressions:\n  - {rules: trial, files: a.txt, reason: it is a joke}\n"
    )
    code, _, err = fix("a.txt", a=DRAFT)
    assert text() == DRAFT
    assert "Nothing to fix" in err or code == 2


def test_a_file_that_is_not_there_leaves_the_others_fixed(fix):
    code, _, err = fix("nope.txt", "a.txt", a=DRAFT)
    assert code == 2
    assert text() == DONE
    assert "no such file" in err
    assert "Fixed 3 findings in 1 file" in err
    assert fix("nope.txt")[2].endswith("Nothing was fixed.\n")


def test_a_file_that_changes_meanwhile_is_left(fix, monkeypatch):
    class Slow(Judge):
        def check(self, replies):
            Path("a.txt").write_text("pls, something else")
            return super().check(replies)

    monkeypatch.setattr(mending, "make_linter", lambda settings, request: Slow())
    code, out, err = fix("a.txt", a=DRAFT)
    assert (code, out) == (2, "")
    assert "changed meanwhile" in err
    assert text() == "pls, something else"


def test_a_signed_mail_is_left(fix, tmp_path):
    mail = 'From: a@example.com\nContent-Type: multipart/signed; boundary="x"\n\n--x\n\npls wait\n--x--\n'
    (tmp_path / "m.eml").write_text(mail)
    code, _, err = fix("m.eml")
    assert code == 2
    assert "not fixed: the mail is signed" in err
    assert text("m.eml") == mail


def test_quiet_says_nothing(fix):
    assert fix("-q", "a.txt", a=DRAFT) == (0, "", "")
    assert text() == DONE


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Name a file or a folder"),
        (("-", "a.txt"), "fixed alone"),
        (("a.txt", "--fix"), "No such option"),
    ],
)
def test_what_cannot_be_done_is_said(fix, args, said):
    code, out, err = fix(*args, a=DRAFT)
    assert (code, out) == (2, "")
    assert err.startswith("error: nothing was fixed")
    assert said in err
    assert text() == DRAFT
