"""The progress bar: only on a terminal, only on long runs, and out of the way of what is written."""

import io
import sys

import pytest

from replylint.cli import meter
from replylint.cli.meter import Meter, is_wanted
from replylint.engine.report import ReplyReport, Verdict
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply
from replylint.text.source import Source


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Makes standard error a terminal; a test calls it, as pytest puts its own one in place before."""

    def make():
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(meter, "PATIENCE", 0)
        return stream

    return make


def report(name, text, start=0, total=None):
    source = Source(name, " " * (len(text) if total is None else total))
    return ReplyReport(Reply(source, text, OffsetMap.identity(len(text), start)), (), (), Verdict.PASS, ())


def test_it_shows_how_far_the_inputs_are_done(terminal):
    stream = terminal()
    with Meter(["a", "b"], "never") as bar:
        assert bar.place(report("a", "Hi", 3, 10)) == 0.5
        assert bar.place(report("b", "Hi")) == 2
        assert bar.place(report("b", "")) == 1
        bar.reached(report("a", "Hi"))
        bar.reached(report("b", "Hi"))
    assert "checking" in stream.getvalue()
    assert "2 judged" in stream.getvalue()
    assert "\x1b[3" not in stream.getvalue()


def test_it_steps_aside(terminal):
    terminal()
    with Meter(["a"], "auto") as bar:
        bar.reached(report("a", "Hi"))
        with bar.aside():
            assert not bar.shown[0].live.is_started
        assert bar.shown[0].live.is_started
    assert not bar.shown[0].live.is_started


def test_short_runs_have_none(terminal, monkeypatch):
    stream = terminal()
    monkeypatch.setattr(meter, "PATIENCE", 60)
    with Meter(["a"], "auto") as bar:
        bar.reached(report("a", "Hi"))
    assert stream.getvalue() == ""


def test_who_could_see_it(terminal, monkeypatch):
    terminal()
    assert is_wanted(quiet=False)
    assert not is_wanted(quiet=True)
    monkeypatch.setenv("TERM", "dumb")
    assert not is_wanted(quiet=False)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setenv("TERM", "xterm")
    assert not is_wanted(quiet=False)
    monkeypatch.setattr(sys, "stderr", None)
    assert not is_wanted(quiet=False)
