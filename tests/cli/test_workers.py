"""Judging in worker processes gives what judging in one process gives, in the same order."""

import os
import subprocess
import sys
import time

import pytest

from replylint.cli import workers
from replylint.cli.judging import SIZE, SIZES, batches, judged
from replylint.cli.main import run
from replylint.cli.workers import judged_by
from replylint.engine.report import Finding, ReplyReport, Verdict
from replylint.packs.severity import Severity
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span


class Words:
    """Finds the first word; falls over what says crash, and takes its process down where it says die."""

    def __init__(self, *, here=False):
        self.here = here

    def check(self, replies):
        for reply in replies:
            if "crash" in reply.text:
                raise RuntimeError
            if "die" in reply.text and not self.here:
                os._exit(9)
            span = Span(0, len(reply.text.partition(" ")[0]))
            finding = Finding("first", Severity.WARNING, "First.", "", span)
            yield ReplyReport(reply, (finding,), (), Verdict.ADVISE, ())


def never():
    raise AssertionError("no process was worth it")


def reply(text, source="file"):
    return Reply(Source(source, f"Hi {text}"), text, OffsetMap.identity(len(text), 3), ident=text)


def items(count, **texts):
    made = [reply(texts.get(f"at{nth}", f"text {nth}")) for nth in range(count)]
    made.insert(count // 2, Problem("in the middle"))
    return made


def told(results):
    return [
        result.message if isinstance(result, Problem) else (result.reply, result.findings)
        for result in results
    ]


@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_processes_give_the_same_in_the_same_order(count):
    given = items(count, at5="crash")
    here = told(judged(Words(), given, verbose=False))
    assert told(judged_by(2, given, Words, (), Words(), verbose=False)) == here
    assert len(here) == count + 1
    if count > 5:
        assert "internal error (RuntimeError)" in here[6 if count // 2 < 5 else 5]


def test_few_replies_are_judged_here():
    given = items(workers.WORTH_IT - 1)
    assert len(told(judged_by(0, given, never, (), Words(), verbose=False))) == workers.WORTH_IT


def test_many_replies_are_worth_processes(monkeypatch):
    monkeypatch.setattr(workers, "processors", lambda: 2)
    pooled = []
    monkeypatch.setattr(workers, "pooled", lambda count, *rest, **more: pooled.append(count) or iter(()))
    told(judged_by(0, items(workers.WORTH_IT), never, (), Words(), verbose=False))
    assert pooled == [2]


def test_where_a_process_dies_the_rest_is_judged_here():
    given = items(150, at9="die")
    note, *results = judged_by(2, given, Words, (), Words(here=True), verbose=False)
    if isinstance(note, ReplyReport):
        results = [note, *results]
    notes = [item for item in (note, *results) if isinstance(item, Problem) and "worker" in item.message]
    assert [item.level for item in notes[:1]] == [Level.NOTE]
    kept = [item.reply.ident for item in results if isinstance(item, ReplyReport)]
    assert kept == [item.ident for item in given if isinstance(item, Reply)]


def test_reading_is_lazy():
    seen = []

    def read():
        for item in items(1000):
            seen.append(item)
            yield item

    results = judged(Words(), read(), verbose=False)
    next(results)
    assert len(seen) == SIZES[0]


def test_batches_hold_everything_once():
    given = items(500)
    made = list(batches(given))
    assert [item for batch in made for item in batch] == given
    assert [len(batch) for batch in made[:3]] == list(SIZES)
    assert max(map(len, made)) == SIZE + 1


def test_the_report_is_the_same_however_many_judge(tmp_path, capsysbinary):
    path = tmp_path / "replies.csv"
    rows = [f"{nth},You should have read page {nth}!!! Pls wait." for nth in range(100)]
    path.write_text("\n".join(["id,text", *rows, "oops", ""]))
    reports = []
    for count in ("1", "2"):
        code = run(
            ["check", str(path), "--reply-field", "text", "--id-field", "id", "--workers", count,
             "--format", "jsonl", "--no-config", "--engine", "patterns"]
        )  # fmt: skip
        assert code == 2
        reports.append(capsysbinary.readouterr())
    assert reports[0] == reports[1]
    assert reports[0].out.count(b"\n") == 100


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_ends_all_processes(tmp_path):
    path = tmp_path / "replies.csv"
    path.write_text("text\n" + "It ships today and you will like it.\n" * 20_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "replylint", "check", path, "--reply-field", "text", "--workers", "2",
         "--format", "jsonl", "--no-config", "--engine", "patterns"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout.readline()
    os.killpg(process.pid, 2)
    start = time.monotonic()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert time.monotonic() - start < 30  # and no process holds standard error open any more


def test_one_process_starts_without_what_several_need():
    code = "import sys, replylint.cli.checking; sys.exit('multiprocessing' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
