"""The linter's process: whatever becomes of it, there is an answer, and only a whole verdict is one."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.mail.child import ask
from replylint.mail.spool import keep
from replylint.mail.verdict import SEVERITIES, Outcome, Verdict, dumps, loads

CLEAN = dumps(Verdict(Outcome.CHECKED))


def answer(code, *, timeout=60.0, data=b"text"):
    """What is made of a linter that is a piece of Python; `clean` is what a clean verdict is."""
    message = keep([data])
    head = f"import os, sys, signal, time\nclean = {CLEAN!r}\nout = sys.stdout.buffer\n"
    try:
        return ask([sys.executable, "-S", "-c", head + code], message.linted, timeout=timeout)
    finally:
        message.close()


def test_a_clean_verdict():
    assert answer("out.write(clean)").outcome is Outcome.CHECKED


def test_it_gets_the_message():
    said = answer("data = sys.stdin.buffer.read()\nassert data == b'\\0\\xff\\r\\n.\\n'\nout.write(clean)",
                  data=b"\0\xff\r\n.\n")  # fmt: skip
    assert said.outcome is Outcome.CHECKED


@pytest.mark.parametrize(("code", "reason"), [
    ("raise ValueError", "crashed (exit code 1)"),
    ("out.write(clean); out.flush(); raise ValueError", "crashed (exit code 1)"),
    ("out.write(clean); sys.exit(1)", "crashed (exit code 1)"),
    ("out.write(clean); sys.exit(2)", "crashed (exit code 2)"),
    ("os.kill(os.getpid(), signal.SIGKILL)", "was killed (SIGKILL)"),
    ("out.write(clean); out.flush(); os.kill(os.getpid(), signal.SIGKILL)", "was killed (SIGKILL)"),
    ("os.abort()", "was killed (SIGABRT)"),
    ("", "is not whole"),
    ("out.write(clean[:-1])", "is not whole"),
    ("out.write(clean[:-9])", "is not whole"),
    ("out.write(clean + clean)", "is not whole"),
    ("out.write(b'{}\\n')", "is not whole"),
    ("out.write(b'clean\\n')", "is not whole"),
    ("out.write(b'[' * 100_000)", "is not whole"),
    ("out.write(b'\\xff\\0')", "is not whole"),
])  # fmt: skip
def test_everything_else_is_none(code, reason):
    said = answer(code)
    assert said.outcome is Outcome.UNCHECKED
    assert reason in said.reason


@pytest.mark.parametrize("code", [
    "time.sleep(60)",
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); out.write(clean); out.flush(); time.sleep(60)",
    "os.fork() or time.sleep(60); out.write(clean)",
])  # fmt: skip
def test_one_that_hangs(code):
    start = time.monotonic()
    said = answer(code, timeout=1.5)
    assert said.reason == "the linter gave no answer within 1.5 seconds"
    assert time.monotonic() - start < 20


def test_one_that_does_not_start():
    message = keep([b"text"])
    assert "could not be started" in ask(["/nowhere"], message.linted, timeout=1).reason
    message.close()


def test_one_that_takes_all_memory():
    code = """
from replylint.mail.limits import limit
limit(memory=64)
held = [bytes(1 << 20) for _ in range(500)]
out.write(clean)
"""
    assert "crashed" in answer(f"sys.path[:] = {sys.path!r}\n{code}").reason


def test_one_without_a_parent_ends_by_itself():
    code = """
from replylint.mail.limits import within
with within(0.2):
    time.sleep(60)
"""
    assert "SIGALRM" in answer(f"sys.path[:] = {sys.path!r}\n{code}").reason


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_signal_that_ends_the_parent_ends_the_child(tmp_path):
    """The sender that is asked to stop leaves no linter behind."""
    pid = tmp_path / "pid"
    child = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = (
        f"import sys\nsys.path[:] = {sys.path!r}\nfrom replylint.mail.child import ask\n"
        f"from replylint.mail.spool import keep\nask([sys.executable, '-S', '-c', {child!r}], "
        "keep([b'x']).linted, timeout=50)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 30
    while not (pid.exists() and pid.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    parent.terminate()
    assert parent.wait(30) == -15
    deadline = time.monotonic() + 30
    while is_alive(pid.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid.read_text())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.builds(
    Verdict, st.sampled_from(Outcome),
    st.fixed_dictionaries({name: st.integers(0, 9) for name in SEVERITIES}),
    st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple), TEXT, TEXT,
))  # fmt: skip
def test_a_verdict_comes_back_as_it_was(verdict):
    data = dumps(verdict)
    assert loads(data) == verdict
    for cut in (1, len(data) // 2, len(data) - 1):
        with pytest.raises(ValueError):
            loads(data[:cut])
