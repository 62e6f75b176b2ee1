"""Warm linters: one that fails is replaced, and its message is not checked."""

import sys
import threading
import time

import pytest

from replylint.mail.pool import USED_UP, Pool, Unready
from replylint.mail.spool import keep
from replylint.mail.verdict import Outcome, Verdict, dumps

CHILD = f"""
import os, signal, socket, sys, time
sys.path[:] = {sys.path!r}
channel = socket.socket(fileno=os.dup(0))
clean = {dumps(Verdict(Outcome.CHECKED))!r}
def say(data): channel.sendall(data)
READY
while True:
    data, fds, *_ = socket.recv_fds(channel, 1, 1)
    if not fds:
        break
    text = os.read(fds[0], 1000)
    os.close(fds[0])
    if text == b"crash": sys.exit(1)
    if text == b"kill": os.kill(os.getpid(), signal.SIGKILL)
    if text == b"hang": time.sleep(100)
    if text == b"torn": say(clean[:-5]); sys.exit(0)
    if text == b"junk": say(b"junk\\n"); continue
    if text == b"slow": time.sleep(0.2)
    say(clean.replace(b'"reason": ""', b'"reason": "%s"' % str(os.getpid()).encode()))
"""


@pytest.fixture
def pool():
    made = []

    def make(size=1, timeout=60, ready="say(clean)"):
        made.append(Pool([sys.executable, "-c", CHILD.replace("READY", ready)], size, timeout=timeout))
        return made[-1]

    yield make
    for one in made:
        one.close()


def asked(pool, text):
    message = keep([text])
    try:
        return pool.ask(message.linted)
    finally:
        message.close()


def test_one_process_answers_them_all(pool):
    linters = pool()
    answers = [asked(linters, b"text") for _ in range(20)]
    assert {said.outcome for said in answers} == {Outcome.CHECKED}
    assert len({said.reason for said in answers}) == 1


@pytest.mark.parametrize("text", [b"crash", b"kill", b"torn", b"junk", b"hang"])
def test_one_that_fails_is_replaced(pool, text):
    linters = pool(timeout=60 if text != b"hang" else 5)
    before = asked(linters, b"text")
    assert asked(linters, text).outcome is Outcome.UNCHECKED
    after = asked(linters, b"text")
    assert after.outcome is Outcome.CHECKED
    assert after.reason != before.reason


def test_one_that_is_used_up_is_replaced(pool):
    linters = pool()
    before = asked(linters, b"text").reason
    linters.idle.queue[0].answered = USED_UP - 1
    assert asked(linters, b"text").reason == before
    assert asked(linters, b"text").reason != before


def test_many_threads(pool):
    linters = pool(size=3)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(asked(linters, b"slow"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [said.outcome for said in answers] == [Outcome.CHECKED] * 20
    assert len({said.reason for said in answers}) <= 3


def test_nobody_is_free(pool):
    linters = pool(timeout=2)
    thread = threading.Thread(target=asked, args=(linters, b"hang"))
    thread.start()
    time.sleep(0.5)
    linters.timeout = 0.2
    assert "no linter was free" in asked(linters, b"text").reason
    thread.join()


def test_what_does_not_start(pool):
    unready = dumps(Verdict(Outcome.UNREADY, reason="no rules"))
    with pytest.raises(Unready, match="no rules"):
        pool(ready=f"say({unready!r})")
    with pytest.raises(Unready, match="crashed"):
        pool(ready="sys.exit(3)")


def test_reload(pool, tmp_path):
    broken = tmp_path / "broken"
    linters = pool(ready=f"sys.exit(1) if os.path.exists({str(broken)!r}) else say(clean)")
    first = asked(linters, b"text").reason
    linters.reload()
    second = asked(linters, b"text").reason
    assert second != first
    broken.touch()
    with pytest.raises(Unready):
        linters.reload()
    assert asked(linters, b"text").reason == second
