"""`check --watch`: a process over files that change, and what it does not do twice."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from replylint.cli import bench, memory, output, waking, watching
from replylint.cli.main import run
from replylint.cli.request import Request
from replylint.engine.report import ReplyReport, Verdict

PATIENCE = 240
"""Seconds that a test waits for a process."""

RULE = """\
rules:
  - id: {id}
    kind: forbid
    group: respect
    severity: {severity}
    message: Waves the problem away.
    why: It matters to them.
    source: "004"
    advice: Take it up.
    match: {{phrase: "{phrase}"}}
    examples:
      - bad: "Well, [[{phrase}]]."
      - good: "That is good."
"""
LIBRARY = "- {id: a, body: 'Well, too bad.'}\n- {id: b, body: 'It ships today.'}\n"
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


def put(path, text):
    """Writes a file in one go, as editors do."""
    path.parent.mkdir(exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text)
    draft.replace(path)


@pytest.fixture
def room(tmp_path):
    """A folder with a pack, a config, a library and a draft."""
    put(tmp_path / "pack" / "pack.yaml", "name: mine\n")
    put(tmp_path / "pack" / "rules.yaml", RULE.format(id="too-bad", severity="error", phrase="too bad"))
    put(tmp_path / "replylint.yaml", "rules: [pack]\nreply-path: $[*].body\nid-field: id\n")
    put(tmp_path / "replies" / "macros.yaml", LIBRARY)
    put(tmp_path / "replies" / "one.txt", "Hi Jane, it is done.\n")
    return tmp_path


class Watch:
    """The program, watching; `told` is what it printed."""

    def __init__(self, room, *args, out=subprocess.PIPE):
        env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        env |= {"XDG_CACHE_HOME": str(room / ".cache"), "COLUMNS": "80", "TERM": "xterm"}
        command = [sys.executable, "-m", "replylint.cli", "check", "--watch", *args]
        self.process = subprocess.Popen(command, cwd=room, env=env, stdout=out, stderr=subprocess.STDOUT)
        self.told = ""
        self.rounds = 0
        self.changed = threading.Condition()

    def follow(self, lines):
        """Reads what the program prints, in a thread."""
        threading.Thread(target=self._follow, args=(lines,), daemon=True).start()
        return self

    def _follow(self, lines):
        for line in lines:
            with self.changed:
                self.told += line
                self.rounds += "Ctrl-C ends" in line
                self.changed.notify()

    def round(self, nth):
        """Waits until so many rounds are done."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.rounds >= nth, PATIENCE), self.told
            assert self.rounds == nth, self.told

    def end(self):
        """Interrupts the program; gives its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watch():
    """Starts the program; it is gone in the end."""
    started = []

    def start(room, *args, **given):
        started.append(Watch(room, *args, **given))
        return started[-1]

    yield start
    for it in started:
        it.process.kill()
        it.process.wait(PATIENCE)
        if it.process.stdout:
            it.process.stdout.close()


@needs_signals
def test_a_day_with_a_library(room, watch, golden):
    it = watch(room, "replies", "--color", "never")
    it.follow(map(bytes.decode, it.process.stdout))
    library, config, rules = (
        room / "replies" / "macros.yaml", room / "replylint.yaml", room / "pack" / "rules.yaml"
    )  # fmt: skip
    steps = [
        lambda: put(library, LIBRARY.replace("ships today", "ships, too bad, on Monday")),
        lambda: put(library, LIBRARY + "- {id: c, body: 'Good"),
        lambda: put(library, LIBRARY + "- {id: c, body: 'Good day.'}\n"),
        lambda: put(room / "replies" / "new.txt", "That is too bad.\n"),
        lambda: (room / "replies" / "new.txt").replace(room / "replies" / "other.txt"),
        (room / "replies" / "other.txt").unlink,
        lambda: put(config, config.read_text() + "severity: {too-bad: warnin}\n"),
        lambda: put(config, config.read_text().replace("warnin}", "warning}")),
        lambda: put(rules, rules.read_text().replace("too bad", "ship")),
        lambda: put(rules, RULE.format(id="too-bad", severity="error", phrase="~(")),
        lambda: put(rules, RULE.format(id="too-bad", severity="error", phrase="done")),
    ]
    it.round(1)
    for nth, step in enumerate(steps, 2):
        step()
        it.round(nth)
    assert it.end() == 0
    told = re.sub(r"\d\d:\d\d:\d\d", "12:00:00", re.sub(r"in \d+\.\d s", "in 0.1 s", it.told))
    golden("watch.txt", told.replace(str(room), "ROOM"))


@needs_signals
def test_on_a_terminal_the_screen_is_cleared(room, watch):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    it = watch(room, "replies", "--format", "concise", out=theirs)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8", newline="\n") as lines:
        it.follow(quietly(lines))
        it.round(1)
        put(room / "replies" / "one.txt", "Too bad.\n")
        it.round(2)
        assert it.end() == 0
    first, second = it.told.split(watching.CLEAR)[1:]
    assert "macros.yaml:1:24: too-bad" in first
    assert "1 error in 1 of 3 replies; 3 replies checked in" in first
    assert "changed: replies/one.txt" in second
    assert second.index("macros.yaml:1:24") < second.index("one.txt:1:1: too-bad")
    assert "2 errors in 2 of 3 replies; 3 replies checked, 1 of them anew, in" in second


def quietly(lines):
    """The lines of a terminal, until there is nobody at its other end."""
    try:
        yield from lines
    except OSError:
        return


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-"], "--watch does not go with standard input"),
        (["replies", "-o", "out.txt"], "--watch does not go with --output-file"),
        (["replies", "--format", "sarif"], "--watch does not go with the format sarif"),
        (["replies", "--select", "nothing"], "there is no rule `nothing`"),
        (["replies", "--baseline", "nowhere.json"], "nowhere.json"),
    ],
)
def test_what_makes_no_sense_is_told_at_once(room, monkeypatch, capsysbinary, args, message):
    monkeypatch.chdir(room)
    monkeypatch.setenv("XDG_CACHE_HOME", str(room / ".cache"))
    assert run(["check", "--watch", *args]) == 2
    err = capsysbinary.readouterr()[1].decode()
    assert err.startswith("error: nothing was checked") or "checking\n\nerror: nothing was checked" in err
    assert message in err


class Counts:
    """Stands for a linter; `judged` are the texts that came."""

    judged: list[str]

    def __init__(self, pack, **given):
        self.severities = [rule.severity for rule in pack.rules]
        self.pipeline = None

    def check(self, replies):
        for reply in replies:
            self.judged.append(reply.text)
            yield ReplyReport(reply, (), (), Verdict.PASS, ())


@pytest.fixture
def rounds(room, monkeypatch, capsysbinary):
    """Runs rounds between which something is done; gives what each one judged, and what was told."""
    monkeypatch.chdir(room)
    monkeypatch.setenv("XDG_CACHE_HOME", str(room / ".cache"))
    monkeypatch.setattr(bench, "Linter", Counts)
    monkeypatch.setattr(bench, "serves", lambda *_: True)

    def call(*steps, paths=("replies",), **asked):
        Counts.judged = []
        judged = []
        todo = iter(steps)

        def wait(places):
            assert all(place.exists() for place in places)
            judged.append(list(Counts.judged))
            Counts.judged.clear()
            step = next(todo, None)
            if step is None:
                raise KeyboardInterrupt
            step()
            yield

        assert watching.run(Request(paths, engine="patterns", **asked), wait) == 0
        return judged, capsysbinary.readouterr()[1].decode()

    return call


def test_only_what_changed_is_judged_again(room, rounds):
    library = room / "replies" / "macros.yaml"
    judged, told = rounds(
        lambda: put(library, "# first\n" + LIBRARY.replace("It ships", "They ship")),
        lambda: put(library, "["),
        lambda: put(library, LIBRARY),
        lambda: (room / "replies" / "one.txt").rename(room / "replies" / "two.txt"),
        lambda: put(room / "replylint.yaml", (room / "replylint.yaml").read_text() + "fail-on: error\n"),
    )
    everything = ["Well, too bad.", "It ships today.", "Hi Jane, it is done.\n"]
    assert judged == [everything, ["They ship today."], [], [], [], []]
    assert "new: replies/two.txt; gone: replies/one.txt" in told
    assert "not valid YAML" in told
    assert "other settings" in told
    assert "3 replies checked, 0 of them anew, in" in told


def test_no_more_is_remembered_than_there_is_room_for(room, rounds, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 1)
    library = room / "replies" / "macros.yaml"
    judged, _ = rounds(lambda: put(library, "["), lambda: put(library, LIBRARY))
    assert judged[1:] == [[], ["Well, too bad.", "It ships today."]]


def test_other_rules_judge_everything_again(room, rounds):
    rules = room / "pack" / "rules.yaml"
    config = room / "replylint.yaml"
    judged, told = rounds(
        lambda: put(rules, RULE.format(id="too-bad", severity="warning", phrase="so bad")),
        lambda: put(config, config.read_text() + "severity: {too-bad: suggestion}\n"),
    )
    assert [len(texts) for texts in judged] == [3, 3, 3]
    assert "other rules" in told


def test_a_file_may_be_named_that_is_not_there_yet(room, rounds):
    judged, told = rounds(lambda: put(room / "draft.txt", "Hi.\n"), paths=("draft.txt",))
    assert judged == [[], ["Hi.\n"]]
    assert "no such file" in told
    assert "new: draft.txt" in told


def test_a_config_may_come_and_go(room, rounds):
    config = room / "replylint.yaml"
    text = config.read_text()
    _, told = rounds(config.unlink, lambda: put(config, text), paths=("replies/one.txt",))
    assert told.count("other settings") == 2


def test_what_is_printed_into_a_watched_folder_is_no_change(room, monkeypatch):
    monkeypatch.chdir(room)
    with (room / "replies" / "report.txt").open("w") as report:
        monkeypatch.setattr(sys, "stdout", report)
        before = watching.look(Request(("replies",)))
        report.write("x" * 10_000)
        report.flush()
        assert watching.look(Request(("replies",))) == before
        put(room / "replies" / "one.txt", "Hi.\n")
        assert watching.look(Request(("replies",))) != before


def test_where_nothing_can_be_watched_it_looks_now_and_then(monkeypatch):
    watchfiles = pytest.importorskip("watchfiles")

    def fail(*places, **given):
        raise OSError("too many")

    slept = []
    monkeypatch.setattr(watchfiles, "watch", fail)
    monkeypatch.setattr(time, "sleep", slept.append)
    woken = waking.wakings([Path()])
    for _ in range(4):
        next(woken)
    assert len(slept) == 3


def test_only_watching_imports_what_watches():
    code = "import sys, replylint.cli.checking; sys.exit('watchfiles' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_reader_that_left_ends_it(room, rounds, monkeypatch):
    def leave(text, options):
        raise output.ReaderLeft

    monkeypatch.setattr(output, "write", leave)
    with pytest.raises(output.ReaderLeft):
        rounds(lambda: None)
