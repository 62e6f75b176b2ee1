"""`replylint milter` as it runs: many messages at once, none lost, an end that drops nothing."""

import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from milter_client import OPEN, Client, connected

GOOD = b"Hi Jo,\r\n\r\nit ships today, number %d.\r\n"
BAD = b"Hi Jo,\r\n\r\ntoo bad, number %d.\r\n"
ACCEPTED = [(b"a", b"")]


@contextmanager
def milter(desk, *words, address=None):
    """A milter at the desk: its process, its address, and what it says."""
    where = address or str(desk.home / "milter.sock")
    log = (desk.home / "milter.log").open("wb")
    program = [desk.home / ".local/bin/replylint", "milter", *words, f"unix:{where}"]
    process = subprocess.Popen(program, env=desk.env, stdout=log, stderr=log)
    try:
        connected(where).close()
        yield process, where
    finally:
        for client in list(OPEN):
            client.close()
        process.kill()
        process.wait()
        log.close()


def said(desk):
    return (desk.home / "milter.log").read_text()


def rejected(answers):
    return [command + data[:4] for command, data in answers] == [b"y550 "]


def test_verdicts(desk):
    with milter(desk) as (process, where):
        client = connected(where)
        assert client.message(GOOD % 1) == ACCEPTED
        assert client.message(BAD % 1) == [(b"y", b"550 5.7.1 replylint: 1 error (too-bad)\0")]
        assert client.message(b"") == ACCEPTED
        skip = ((b"From", b"a@example.com"), (b"X-Replylint", b"skip why"))
        assert client.message(BAD % 2, skip) == [(b"m", b"\0\0\0\1X-Replylint\0\0"), *ACCEPTED]
        odd = client.message(b"text with a NUL \0\r\n")
        assert [command + data[:4] for command, data in odd] == [b"y451 "]
        for version, steps in ((2, 0x7F), (3, 0x7F), (4, 0x3FF), (6, 0)):
            old = connected(where, version=version, steps=steps, actions=0x3F)
            assert rejected(old.message(BAD % 3))
            assert old.message(GOOD % 3) == ACCEPTED
            old.close()
        client.close()
        junk = connected(where)
        junk.socket.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert junk.receive() is None
        assert connected(where).message(GOOD % 4) == ACCEPTED
        assert process.poll() is None
    assert "too bad" not in said(desk)


def memory(process):
    """Resident kB of a process and its children."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except (OSError, ValueError):
            continue
        if process.pid in (int(lines["Pid"]), int(lines["PPid"])) and "VmRSS" in lines:
            total += int(lines["VmRSS"].split()[0])
    return total


def test_a_thousand_messages_on_twenty_connections(desk):
    """None lost, none doubled, each with its own verdict; the memory stays."""
    answers = {}

    def work(where, numbers):
        client = connected(where)
        for nth in numbers:
            body = (BAD if nth % 5 == 0 else GOOD) % nth
            answers[nth] = client.message(body + b"x" * 70_000 if nth % 50 == 1 else body)
        client.close()

    def load(where, first, last):
        threads = [
            threading.Thread(target=work, args=(where, range(first + nth, last, 20))) for nth in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with milter(desk, "--engine", "patterns") as (process, where):
        load(where, 0, 200)
        before = memory(process)
        start = time.monotonic()
        load(where, 200, 1000)
        seconds = time.monotonic() - start
        after = memory(process)
    assert sorted(answers) == list(range(1000))
    assert [nth for nth in answers if rejected(answers[nth])] == [nth for nth in answers if nth % 5 == 0]
    assert [nth for nth in answers if answers[nth] == ACCEPTED] == [nth for nth in answers if nth % 5]
    assert after < before * 1.1, f"{before} kB became {after} kB"
    print(f"{800 / seconds:.0f} messages a second, {before // 1024} MB, later {after // 1024} MB")


def test_the_end_drops_nothing(desk):
    with milter(desk) as (process, where):
        begun, idle = connected(where), connected(where)
        assert idle.message(GOOD % 1) == ACCEPTED
        begun.begin([(b"Subject", b"Re: hi")])
        begun.step(b"B", BAD % 1, silent=0x80000)
        process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 60
        while "ending" not in said(desk) and time.monotonic() < deadline:
            time.sleep(0.05)
        with pytest.raises((ConnectionRefusedError, FileNotFoundError)):
            Client(where)
        assert rejected(begun.end(b"the end\r\n"))
        assert process.wait(60) == 0
        assert idle.receive() is None
        assert not Path(where).exists()


def test_new_rules_on_sighup(desk):
    """Broken ones change nothing."""
    pack = desk.home / "pack/rules.yaml"
    text = pack.read_text()

    def reload(expected):
        before = said(desk).count("reloaded")
        process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 200
        while said(desk).count("reloaded") == before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert expected in said(desk)

    with milter(desk) as (process, where):
        client = connected(where)
        assert rejected(client.message(BAD % 1))
        pack.write_text("rules: [{id: x}]\n")
        reload("not reloaded, what held before holds")
        assert rejected(client.message(BAD % 2))
        assert client.message(b"Hi Jo,\r\n\r\nkindly wait.\r\n") == ACCEPTED
        config = desk.home / ".config/replylint/replylint.yaml"
        config.write_text(config.read_text().replace("mail: {", "mail: {block-on: warning, "))
        pack.write_text(text.replace('"too bad"', '"never said"').replace("too bad", "never said"))
        reload("replylint: reloaded")
        assert client.message(BAD % 3) == ACCEPTED
        assert rejected(client.message(b"never said\r\n"))
        assert rejected(client.message(b"Hi Jo,\r\n\r\nkindly wait.\r\n"))


def test_tags_and_a_linter_that_is_killed(desk):
    with milter(desk, "--tag", "--workers", "1") as (process, where):
        client = connected(where)
        forged = ((b"X-Replylint-Findings", b"none"),)
        assert client.message(BAD % 1, forged) == [
            (b"m", b"\0\0\0\1X-Replylint-Findings\0\0"),
            (b"h", b"X-Replylint-Findings\x00 1 error (too-bad)\0"),
            *ACCEPTED,
        ]
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(children) == 1
        os.kill(int(children[0]), signal.SIGKILL)
        assert client.message(GOOD % 1)[0][1].startswith(b"451 ")
        assert client.message(GOOD % 2)[-1:] == ACCEPTED


def test_what_does_not_start(desk):
    run = lambda *words: desk.run("replylint", "milter", *words)  # noqa: E731
    assert run("nowhere").returncode == 64
    assert run("--rules", "nope", "inet:1").returncode == 78
    done = run("unix:/nowhere/x.sock")
    assert (done.returncode, b"cannot listen" in done.stderr) == (69, True)
