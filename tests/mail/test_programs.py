"""docs/mail.md in use: each recipe as it is printed there, with the real program."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from recipes import BLOCK, ROOT, SECTIONS, lay_out, need

HEAD = "From: Sam <sam@example.com>\nTo: jo@example.net\nSubject: Re: hi\n"
GOOD = "Hi Jo,\n\nit ships today.\n\nSam\n"
BAD = "Hi Jo,\n\ntoo bad.\n\nSam\n"
TOLD = "error: Waves the problem away [too-bad]"


@pytest.mark.parametrize("name", [pytest.param(name, marks=need(name)) for name in ("mutt", "neomutt")])
def test_mutt(desk, postbox, name):
    lay_out(desk, "mutt and neomutt")
    done = desk.run(name, "-s", "Re: hi", "--", "jo@example.net", data=GOOD.encode())
    assert (done.returncode, len(postbox.letters)) == (0, 1), done.stderr
    assert postbox.letters[0].endswith(GOOD.replace("\n", "\r\n").encode())
    done = desk.run(name, "-s", "Re: hi", "--", "jo@example.net", data=BAD.encode())
    assert (done.returncode, len(postbox.letters)) == (1, 1)
    assert TOLD in done.stderr.decode()
    assert "child exited 65 (Data format error.)" in done.stderr.decode()


WAIT = 60
"""Seconds."""


OWNING = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal its own, and becomes a program."""


class Screen:
    """A program on a terminal of its own."""

    def __init__(self, desk, *words):
        self.shown = ""
        self.terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWNING, *words], cwd=desk.home, env=desk.env | {"TERM": "vt100"},
            stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
        )  # fmt: skip
        os.close(inner)

    def wait_for(self, text):
        """Waits until something is shown."""
        deadline = time.monotonic() + WAIT
        while text not in self.shown and time.monotonic() < deadline:
            if select.select([self.terminal], [], [], 1)[0]:
                self.shown += os.read(self.terminal, 10_000).decode("utf-8", "replace")
        assert text in self.shown
        self.shown = ""

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


@pytest.mark.parametrize("name", [pytest.param(name, marks=need(name)) for name in ("mutt", "neomutt")])
def test_mutt_keeps_the_draft(desk, postbox, name):
    """Held back, the message is in the compose menu again; made better, it goes."""
    lay_out(desk, "mutt and neomutt")
    draft = desk.write("draft", BAD)
    editor = desk.write("editor", f'#!/bin/sh\ncat {desk.home}/better > "$1"\n', 0o755)
    desk.write("better", BAD)
    desk.env["EDITOR"] = str(editor)
    (desk.home / "Mail").mkdir()
    screen = Screen(
        desk, name, "-n", "-e", f"set editor={editor}", "-s", "Re: hi", "-i", draft, "jo@example.net"
    )
    try:
        for prompt in ("To:", "Subject:"):
            screen.wait_for(prompt)
            screen.press("\r")
        screen.wait_for("Security:")
        screen.press("y")
        screen.wait_for("too-bad")
        assert postbox.letters == []
        screen.press("q")
        screen.wait_for("Security:")
        desk.write("better", GOOD)
        screen.press("e")
        screen.wait_for("Security:")
        screen.press("y")
        deadline = time.monotonic() + WAIT
        while not postbox.letters and time.monotonic() < deadline:
            time.sleep(0.05)
        assert postbox.letters[0].endswith(GOOD.replace("\n", "\r\n").encode())
    finally:
        screen.close()


@need("msmtp")
def test_msmtp(desk, postbox):
    (line,) = lay_out(desk, "msmtp")
    desk.write("message.eml", f"{HEAD}\n{GOOD}")
    assert (desk.shell(line).returncode, len(postbox.letters)) == (0, 1)
    desk.write("message.eml", f"{HEAD}\n{BAD}")
    done = desk.shell(line)
    assert (done.returncode, len(postbox.letters)) == (65, 1)
    desk.write(".msmtprc", "account default\nhost 127.0.0.1\nport 1\nfrom sam@example.com\n")
    desk.write("message.eml", f"{HEAD}\n{GOOD}")
    done = desk.shell(line)
    assert (done.returncode, done.stderr[:6]) == (75, b"msmtp:")


@need("/usr/lib/git-core/git-send-email")
def test_git(desk, postbox):
    hook, sending = lay_out(desk, "git send-email")
    desk.write(".gitconfig", "[user]\nname = Sam\nemail = sam@example.com\n[sendemail]\nconfirm = never\n")
    assert desk.run("git", "init", "-q", "work").returncode == 0
    work = desk.home / "work"
    desk.write("work/reply.eml", f"{HEAD}\n{BAD}")
    done = desk.run("sh", "-ec", hook, cwd=work)
    assert (done.returncode, postbox.letters) == (29, [])
    assert TOLD in (done.stdout + done.stderr).decode()
    desk.write("work/reply.eml", f"{HEAD}\n{GOOD}")
    assert desk.run("sh", "-ec", hook, cwd=work).returncode == 0
    assert len(postbox.letters) == 1
    assert desk.run("replylint", "git-hook", "uninstall", cwd=work).returncode == 0
    assert desk.run("sh", "-ec", sending, cwd=work).returncode == 0
    send = ["git", "send-email", "--to=jo@example.net", "reply.eml"]
    assert (desk.run(*send, cwd=work).returncode, len(postbox.letters)) == (0, 2)
    desk.write("work/reply.eml", f"{HEAD}\n{BAD}")
    done = desk.run(*send, cwd=work)
    assert (done.returncode, len(postbox.letters)) == (65, 2)
    assert TOLD in done.stderr.decode()


@pytest.fixture
def system_wide(desk):
    """`/usr/local/bin/replylint`, for programs that want a full path."""
    link = Path("/usr/local/bin/replylint")
    if not link.exists():
        try:
            link.symlink_to((desk.home / ".local/bin/replylint").resolve())
        except OSError:
            pytest.skip(f"{link} cannot be written")
        yield
        link.unlink()
    else:
        yield


@need("s-nail")
def test_s_nail(desk, postbox, system_wide):
    lay_out(desk, "s-nail and mailx")
    words = ["s-nail", "-S", f"DEAD={desk.home}/dead.letter", "-s", "Re: hi", "jo@example.net"]
    rc = {  # it takes root's home for root's
        "MAILRC": str(desk.home / ".mailrc"),
        "XDG_CONFIG_HOME": str(desk.home / ".config"),
        "XDG_STATE_HOME": str(desk.home / ".local/state"),
    }
    desk.write(".config/msmtp/config", (desk.home / ".msmtprc").read_text())
    done = desk.run(*words, data=GOOD.encode(), **rc)
    assert (done.returncode, len(postbox.letters)) == (0, 1), done.stderr
    done = desk.run(*words, data=BAD.encode(), **rc)
    assert (done.returncode, len(postbox.letters)) == (4, 1)
    assert TOLD in done.stderr.decode()
    assert BAD in (desk.home / "dead.letter").read_text()


@need("/usr/bin/mh/send")
def test_nmh(desk, inbox):
    lay_out(desk, "nmh")
    (desk.home / "Mail").mkdir()
    send = ["/usr/bin/mh/send", "-mts", "smtp", "-server", "127.0.0.1", "-port", str(inbox.port)]
    desk.write("good", f"{HEAD}--------\n{GOOD}")
    done = desk.run(*send, desk.home / "good")
    assert (done.returncode, len(inbox.letters)) == (0, 1), done.stderr
    draft = desk.write("bad", f"{HEAD}--------\n{BAD}")
    done = desk.run(*send, draft)
    assert (done.returncode, len(inbox.letters)) == (1, 1)
    assert TOLD in done.stderr.decode()
    assert draft.read_text().endswith(BAD)


SCRIPT = """
(require 'message)
(setq user-mail-address "sam@example.com")
(dolist (body '({bodies}))
  (message-mail "jo@example.net" "Re: hi")
  (message-goto-body)
  (insert body)
  (let ((draft (current-buffer)))
    (condition-case problem
        (progn (message-send) (princ "sent\\n"))
      (error (with-current-buffer draft
               (princ (format "%s, %s\\n" (error-message-string problem)
                              (if (string-match-p body (buffer-string)) "draft kept" "draft lost"))))))))
"""


@need("emacs")
def test_emacs(desk, postbox):
    (link,) = lay_out(desk, "Emacs")
    settings = desk.home / ".config/replylint/replylint.yaml"
    settings.write_text(settings.read_text().replace("mail: {", "mail: {program: msmtp, "))
    assert desk.shell(link).returncode == 0
    bodies = " ".join(f'"{body}"' for body in (GOOD, BAD))
    script = desk.write("script.el", SCRIPT.format(bodies=bodies))
    emacs = ["emacs", "-Q", "--batch", "-l", ".emacs"]
    done = desk.run(*emacs, "-l", script)
    assert done.stdout.decode().splitlines() == [
        "sent", "Sending...failed with exit value 65, draft kept"
    ], done.stderr  # fmt: skip
    assert len(postbox.letters) == 1
    assert TOLD in desk.report.replace("\n", " ")
    done = desk.run(*emacs, "-l", ".emacs.d/replylint.el", "-l", script)
    assert done.stdout.decode().splitlines() == ["sent", "Not sent: see *replylint*, draft kept"]
    assert len(postbox.letters) == 2


def maildir(desk):
    """A maildir; what is in it, and in its folder `held`."""
    folder = desk.home / "Maildir"
    for inner in ("new", "cur", "tmp", ".held/new", ".held/cur", ".held/tmp"):
        (folder / inner).mkdir(parents=True, exist_ok=True)
    return [[path.read_bytes() for path in (folder / box).glob("new/*")] for box in ("", ".held")]


@need("procmail")
def test_procmail(desk):
    lay_out(desk, "procmail")
    maildir(desk)
    for body in (GOOD, BAD):
        done = desk.run(
            "procmail", f"HOME={desk.home}", desk.home / ".procmailrc", data=f"{HEAD}\n{body}".encode()
        )
        assert done.returncode == 0, done.stderr
    boxes = [[data.rstrip(b"\n") + b"\n" for data in box] for box in maildir(desk)]  # it adds lines
    assert boxes == [[f"{HEAD}\n{GOOD}".encode()], [f"{HEAD}\n{BAD}".encode()]]


@need("maildrop")
def test_maildrop(desk):
    lay_out(desk, "maildrop")
    maildir(desk)
    rules = desk.write("rules", f'HOME="{desk.home}"\ninclude "{desk.home}/.mailfilter"\n')
    for body in (GOOD, BAD):
        done = desk.run("maildrop", rules, data=f"{HEAD}\n{body}".encode())
        assert done.returncode == 0, done.stderr
    assert maildir(desk) == [[f"{HEAD}\n{GOOD}".encode()], [f"{HEAD}\n{BAD}".encode()]]


def test_the_printed_config_loads(desk):
    ((path, _, text),) = BLOCK.findall((ROOT / "docs/mail.md").read_text().split("###")[0])
    desk.write(path, text)
    assert desk.run("replylint", "config", "--config", desk.home / path).returncode == 0


def test_every_recipe_is_run():
    own = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    recipes = [name for name, text in SECTIONS.items() if BLOCK.search(text)]
    assert len(recipes) >= 9
    assert [name for name in recipes if f'lay_out(desk, "{name}")' not in own] == []
