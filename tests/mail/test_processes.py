"""The commands as processes: the program gets what was sent, or nothing, and the sender is told."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from replylint.mail.child import ask
from replylint.mail.spool import keep
from replylint.mail.verdict import Outcome

SHARED = Path(__file__).parents[3] / "shared/data/mail"
MAIL = b"From: sam@example.com\nTo: jo@example.net\nSubject: Re: hi\n\nHi Jo,\n\nit ships today.\n\nSam\n"
SINK = """\
#!/bin/sh
echo $$ >> "$SINK.calls"
printf "%s\\n" "$@" > "$SINK.words"
cat > "$SINK"
exit ${SINK_CODE:-0}
"""

DRIVER = """
import os, sys
from replylint.cli import passage
from replylint.mail.child import ask
from replylint.mail.verdict import Outcome, Verdict, dumps
clean = Verdict(Outcome.CHECKED)
def linter(code, timeout=60):
    head = f"import os, sys, signal, time\\nclean = {dumps(clean)!r}\\nout = sys.stdout.buffer\\n"
    return lambda wishes, message: ask([sys.executable, "-S", "-c", head + code], message, timeout=timeout)
passage.Wishes.ask = LINTER
from replylint.cli.main import main
"""
"""The real program, with another linter."""

CLEAN = "lambda wishes, message: clean"


@pytest.fixture
def sink(desk):
    """A program that sends: it writes down its words and its message, and counts its calls."""
    desk.env["SINK"] = str(desk.home / "sunk")
    return desk.write("sink", SINK, 0o755)


def calls(desk):
    path = desk.home / "sunk.calls"
    return path.read_text().split() if path.exists() else []


def driven(desk, linter, *words, data=MAIL, code="main()", **options):
    driver = desk.write("driver.py", DRIVER.replace("LINTER", linter) + code)
    return subprocess.run(
        [sys.executable, driver, *map(str, words)], input=data, env=desk.env, capture_output=True,
        check=False, timeout=300, **options,
    )  # fmt: skip


def limited(what, most):
    """The program under a limit of the system."""
    return f"import resource\nresource.setrlimit(resource.RLIMIT_{what}, ({most}, {most}))\nmain()"


def odd_messages():
    rng = random.Random(7)
    head = b"From: sam@example.com\nSubject: hi\n"
    yield from [
        b"\n", b".\n", MAIL.rstrip(b"\n"), head + b"\n.\n..\n.\r\n",
        head + b"\r\nmixed\nline\r\nends\r\rhere\n\r", head + b"\n\0\0 NUL \0\n", b"no header at all",
        head.replace(b"hi", b"\xe4\xff") + b"\n8-bit \x80\xff\n",
        b"\xff\xfe\0",
        b"From sam Sat Nov 28\n" + MAIL, b"\xef\xbb\xbf" + MAIL, head + b"\n" + b"x" * 100_000,
    ]  # fmt: skip
    for size in (1, 65_535, 65_536, 65_537, 200_000):
        yield head + b"\n" + rng.randbytes(size)


LOOP = """
import replylint.cli.filter, replylint.cli.sendmail, replylint.mail.handover
folder = sys.argv.pop(1)
for name in sorted(os.listdir(folder)):
    if os.fork() == 0:
        os.dup2(os.open(f"{folder}/{name}", os.O_RDONLY), 0)
        os.environ["SINK"] = f"{folder}/{name}.out"
        main()
    os.wait()
"""


def sunk(desk, sink, messages, words):
    """What comes out of messages that are sent, or filtered, one by one."""
    folder = desk.home / "messages"
    folder.mkdir()
    for nth, data in enumerate(messages):
        (folder / f"{nth:04}").write_bytes(data)
    to_file = "        os.dup2(os.open(os.environ['SINK'], os.O_WRONLY | os.O_CREAT), 1)\n        main()"
    code = LOOP.replace("        main()", to_file) if words[0] == "filter" else LOOP
    done = driven(desk, CLEAN, folder, *words, code=code)
    assert done.returncode == 0
    return [path.read_bytes() for path in sorted(folder.glob("*.out"))]


@pytest.mark.parametrize(
    "words",
    [("sendmail", "--no-config", "sink", "-t"), ("filter", "--no-config")],
    ids=["sendmail", "filter"],
)
def test_odd_messages_come_out_as_they_went_in(desk, sink, words):
    messages = list(odd_messages())
    words = [sink if word == "sink" else word for word in words]
    assert sunk(desk, sink, messages, words) == messages


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public mails are not there")
def test_public_mails_come_out_as_they_went_in(desk, sink):
    messages = [
        data for path in sorted(SHARED.rglob("*.*")) if path.is_file() and (data := path.read_bytes())
    ]
    assert len(messages) > 100
    assert sunk(desk, sink, messages, ["sendmail", "--no-config", sink, "-t"]) == messages


def test_forty_megabytes(desk, sink):
    data = b"Subject: hi\n\n" + random.Random(1).randbytes(40_000_000)
    done = driven(desk, CLEAN, "sendmail", "--no-config", sink, data=data, code=limited("DATA", 40_000_000))
    assert done.returncode == 0
    assert (desk.home / "sunk").read_bytes() == data


def test_the_program_is_called_as_it_would_be(desk, sink):
    words = ["-oi", "-f", "sam@example.com", "--", "jo@example.net", "", "a b", "--block-on"]
    driver = desk.write("driver.py", DRIVER.replace("LINTER", CLEAN) + "main()")
    child = subprocess.Popen(
        [sys.executable, driver, "sendmail", sink, *words], stdin=subprocess.PIPE, env=desk.env
    )
    child.communicate(MAIL)
    assert (desk.home / "sunk.words").read_text() == "\n".join(words) + "\n"
    assert calls(desk) == [str(child.pid)]


@pytest.mark.parametrize("code", [0, 1, 2, 65, 75, 255])
def test_its_exit_code_is_the_exit_code(desk, sink, code):
    desk.env["SINK_CODE"] = str(code)
    assert driven(desk, CLEAN, "sendmail", sink).returncode == code
    assert len(calls(desk)) == 1


def test_its_death_is_the_death_and_its_signals_are_its_own(desk):
    program = desk.write("sink", "#!/bin/sh\nhead -c 5 >&2\nkill -s SEGV $$\n", 0o755)
    done = driven(desk, CLEAN, "sendmail", program)
    assert done.returncode == -signal.SIGSEGV
    assert done.stderr.endswith(MAIL[:5])
    program = desk.write("sink", "#!/bin/sh\ngrep SigIgn /proc/self/status\n", 0o755)
    if Path("/proc/self/status").exists():
        assert int(driven(desk, CLEAN, "sendmail", program).stdout.split()[1], 16) & 0x1FFF == 0


FAULTS = {
    "killed": ("linter('os.kill(os.getpid(), signal.SIGKILL)')", "was killed (SIGKILL)"),
    "killed after its answer": (
        "linter('out.write(clean); out.flush(); os.kill(os.getpid(), signal.SIGKILL)')", "was killed",
    ),
    "crashed": ("linter('raise ValueError')", "crashed (exit code 1)"),
    "hung": ("linter('time.sleep(99)', 1)", "no answer within 1 seconds"),
    "torn": ("linter('out.write(clean[:40])')", "is not whole"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_checked_is_not_sent(desk, sink, fault):
    linter, said = FAULTS[fault]
    done = driven(desk, linter, "sendmail", sink)
    assert (done.returncode, calls(desk)) == (75, [])
    assert done.stderr.startswith(b"replylint: not sent")
    assert said in done.stderr.decode()
    assert said in desk.report
    filtered = driven(desk, linter, "filter")
    assert (filtered.returncode, filtered.stdout) == (75, b"")


@pytest.mark.parametrize("fault", FAULTS)
def test_or_it_is_where_that_is_wanted(desk, sink, fault):
    linter, said = FAULTS[fault]
    done = driven(desk, linter, "sendmail", "--fail-open", sink)
    assert (done.returncode, len(calls(desk))) == (0, 1)
    assert (desk.home / "sunk").read_bytes() == MAIL
    assert done.stderr.decode().startswith("replylint: sent unchecked: ")
    assert said in (desk.home / ".local/state/replylint/mail.log").read_text()


def test_a_full_disk(desk, sink):
    for words in (["sendmail", "--fail-open", sink], ["filter"]):
        done = driven(desk, CLEAN, *words, data=MAIL + b"x" * 100_000, code=limited("FSIZE", 30_000))
        assert (done.returncode, calls(desk), done.stdout) == (75, [], b"")
        assert b"could not be kept" in done.stderr


def test_a_filter_that_cannot_write_says_so(desk):
    with Path("/dev/full").open("wb") as full:
        driver = desk.write("driver.py", DRIVER.replace("LINTER", CLEAN) + "main()")
        done = subprocess.run(
            [sys.executable, driver, "filter"], input=MAIL, env=desk.env, stdout=full, stderr=subprocess.PIPE,
            check=False,
        )  # fmt: skip
    assert done.returncode == 75
    assert b"not let through whole" in done.stderr


def test_no_message(desk, sink):
    done = driven(desk, CLEAN, "sendmail", sink, data=b"")
    assert (done.returncode, calls(desk)) == (65, [])
    for broken in ("os.close(0)", "os.dup2(os.open('/dev/null', os.O_WRONLY), 0)"):
        done = driven(desk, CLEAN, "sendmail", sink, code=f"{broken}\nmain()")
        assert (done.returncode, calls(desk)) == (75, [])
        assert b"standard input could not be read" in done.stderr


def test_a_sender_that_is_stopped_sends_nothing(desk, sink):
    started = desk.home / "started"
    linter = f"linter('open({str(started)!r}, chr(119)).close(); time.sleep(99)')".replace(
        "'open('", "\"open('"
    )
    linter = f'linter("open({str(started)!r}, chr(119)).close(); time.sleep(99)")'
    driver = desk.write("driver.py", DRIVER.replace("LINTER", linter) + "main()")
    child = subprocess.Popen([sys.executable, driver, "sendmail", sink], stdin=subprocess.PIPE, env=desk.env)
    child.stdin.write(MAIL)
    child.stdin.close()
    deadline = time.monotonic() + 60
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    child.terminate()
    assert (child.wait(60), calls(desk)) == (-signal.SIGTERM, [])


def test_no_check_at_all(desk, sink):
    never = "lambda wishes, message: 1 / 0"
    assert driven(desk, never, "sendmail", "--off", sink).returncode == 0
    desk.env["REPLYLINT"] = "OFF"
    assert driven(desk, never, "sendmail", sink).returncode == 0
    assert driven(desk, never, "filter").stdout == MAIL
    del desk.env["REPLYLINT"]
    for mode in ("-bs", "-bp", "-q"):
        done = driven(desk, never, "sendmail", sink, mode)
        assert done.returncode == 0
        assert (desk.home / "sunk").read_bytes() == MAIL
        assert (desk.home / "sunk.words").read_text() == mode + "\n"
    assert driven(desk, never, "sendmail", sink).returncode == 75


def test_a_link_stands_for_the_program_of_the_config(desk, sink):
    named = desk.write("named", '#!/bin/sh\necho "$0 $*"\n', 0o755)
    settings = f"mail: {{program: [{named}, --first]}}\n"
    desk.write(".config/replylint/replylint.yaml", settings)
    for name in ("mailq", "newaliases"):
        (desk.home / name).symlink_to(desk.home / ".local/bin/replylint")
        done = desk.run(desk.home / name, "-x")
        assert (done.returncode, done.stdout.decode().split()[-2:]) == (0, ["--first", "-x"])
    (desk.home / "sendmail").symlink_to(desk.home / ".local/bin/replylint")
    desk.write(
        ".config/replylint/replylint.yaml", "mail: {program: ~/sendmail}\n".replace("~", str(desk.home))
    )
    done = desk.run(desk.home / "sendmail", "-bp")
    assert (done.returncode, b"replylint itself" in done.stderr) == (78, True)
    desk.write(".config/replylint/replylint.yaml", "rules: [service]\n")
    assert desk.run(desk.home / "sendmail", "-bp").returncode == 78


@pytest.mark.parametrize(("words", "code", "said"), [
    ([], 64, "Name the PROGRAM"), (["--", "sink"], 64, "without `--`"),
    (["-f", "x", "--", "sink"], 64, "No such option"), (["--block-on", "eror", "sink"], 64, "eror"),
    (["nope"], 69, "no program `nope`"), (["/etc/passwd"], 69, "passwd"),
    (["--config", "nope.yaml", "sink"], 78, "nope.yaml"),
    (["--config", "a", "--no-config", "sink"], 64, "exclude each other"),
])  # fmt: skip
def test_wrong_calls_send_nothing(desk, sink, words, code, said):
    done = driven(desk, CLEAN, "sendmail", *(sink if word == "sink" else word for word in words))
    assert (done.returncode, calls(desk)) == (code, [])
    assert said in done.stderr.decode()


def test_a_broken_config_sends_nothing(desk, sink):
    desk.write(".config/replylint/replylint.yaml", "mail: {block-on: eror}\n")
    done = driven(desk, CLEAN, "sendmail", "--fail-open", sink)
    assert (done.returncode, calls(desk)) == (78, [])
    assert "did you mean `error`?" in done.stderr.decode()


def test_the_config_is_the_senders_own(desk, sink):
    desk.write("elsewhere/replylint.yaml", "mail: {program: /bin/false}\n: broken")
    assert driven(desk, CLEAN, "sendmail", sink, cwd=desk.home / "elsewhere").returncode == 0


def test_what_is_not_needed_is_not_imported(desk, sink):
    """A call without a message is as quick as can be."""
    code = """
import replylint.mail.handover
replylint.mail.handover.hand_over = lambda *_: (print(*sys.modules, flush=True), os._exit(0))
main()
"""
    for words in ([sink, "-bp"], ["--no-config", sink]):
        loaded = set(driven(desk, CLEAN, "sendmail", *words, code=code).stdout.decode().split())
        assert "replylint.mail.handover" in loaded
        assert not loaded & {"pydantic", "rich", "yaml", "spacy", "numpy", "asyncio"}


def test_memory_runs_out():
    options = json.dumps({"no_config": True, "memory": 40, "seconds": 250})
    message = keep([MAIL])
    said = ask([sys.executable, "-m", "replylint.cli.verdict", options], message.linted, timeout=200)
    assert said.outcome is Outcome.UNCHECKED


def test_the_real_linter(desk, sink):
    """From end to end: in order, held back, rules and model that are not there."""
    run = lambda *words, data=MAIL: desk.run("replylint", "sendmail", *words, data=data)  # noqa: E731
    done = run(sink)
    assert (done.returncode, done.stderr, (desk.home / "sunk").read_bytes()) == (0, b"", MAIL)
    bad = MAIL.replace(b"it ships today", b"too bad")
    done = run(sink, data=bad)
    assert (done.returncode, len(calls(desk))) == (65, 1)
    assert '  error: Waves the problem away [too-bad]: "too bad"\n' in done.stderr.decode()
    assert "   7 │ too bad." in desk.report
    assert "\x1b" not in desk.report
    desk.write("pack/rules.yaml", "rules: [{id: x}]\n")
    done = run(sink)
    assert (done.returncode, len(calls(desk))) == (78, 1)
    assert "rules.yaml:1:" in desk.report
    done = run("--no-config", "--model", "nope", sink)
    assert (done.returncode, len(calls(desk))) == (78, 1)
    assert "no spaCy pipeline 'nope'" in done.stderr.decode()
