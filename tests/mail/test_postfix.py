"""The milter at a real Postfix, by the recipe in docs/mail.md."""

import os
import shutil
import signal
import smtplib
import subprocess
import time
from pathlib import Path

import pytest
from mail_server import free_port
from milter_client import connected
from recipes import lay_out

GOOD = "From: sam@example.com\r\nSubject: Re: hi\r\n\r\nHi Jo,\r\n\r\nit ships today.\r\n"
BAD = GOOD.replace("it ships today", "too bad")
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.com
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{sink}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@pytest.fixture
def postfix(desk, inbox):
    """A Postfix of its own, which takes mail on a port and hands it on to the inbox; the port."""
    if (shutil.which("postfix") is None or os.geteuid()) and "MAIL_PROGRAMS" not in os.environ:
        pytest.skip("Postfix is not installed, or this is not root")
    lay_out(desk, "Postfix")
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/postfix.XXXXXX"], text=True).strip())
    folder.chmod(0o755)
    for name in ("etc", "spool", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    port = free_port()
    recipe = (desk.home / "postfix/main.cf").read_text()
    (folder / "etc/main.cf").write_text(MAIN.format(folder=folder, sink=inbox.port) + recipe)
    (folder / "etc/master.cf").write_text(MASTER.format(port=port))
    for name in ("postfix-files", "dynamicmaps.cf"):
        if Path("/etc/postfix", name).exists():
            shutil.copy(Path("/etc/postfix", name), folder / "etc")
    call = lambda verb: subprocess.run(  # noqa: E731
        ["postfix", "-c", folder / "etc", verb], check=False, capture_output=True, text=True
    )
    done = call("start")
    assert done.returncode == 0, done.stderr
    yield port
    call("stop")
    shutil.rmtree(folder, ignore_errors=True)


def deliver(port, text):
    with smtplib.SMTP("127.0.0.1", port, timeout=200) as server:
        server.sendmail("sam@example.com", ["jo@example.net"], text)


def wait_for(inbox, count):
    deadline = time.monotonic() + 60
    while len(inbox.letters) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return len(inbox.letters)


def test_postfix(desk, inbox, postfix):
    (line,) = lay_out(desk, "Postfix")
    with pytest.raises(smtplib.SMTPException, match="451"):
        deliver(postfix, GOOD)
    for words in ([], ["--tag"]):
        process = subprocess.Popen(["sh", "-c", f"exec {line.strip()} {' '.join(words)}"], env=desk.env)
        connected(("127.0.0.1", 8895)).close()
        try:
            inbox.letters.clear()
            deliver(postfix, GOOD)
            assert wait_for(inbox, 1) == 1
            assert inbox.letters[-1].endswith(GOOD.partition("\r\n\r\n")[2].encode())
            if words:
                deliver(postfix, BAD)
                assert wait_for(inbox, 2) == 2
                assert b"X-Replylint-Findings: 1 error (too-bad)\r\n" in inbox.letters[-1]
            else:
                with pytest.raises(smtplib.SMTPDataError) as refused:
                    deliver(postfix, BAD)
                assert refused.value.args == (550, b"5.7.1 replylint: 1 error (too-bad)")
                deliver(postfix, f"X-Replylint: skip it is quoted\r\n{BAD}")
                assert wait_for(inbox, 2) == 2
                assert b"X-Replylint" not in inbox.letters[-1]
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
    with pytest.raises(smtplib.SMTPException, match="451"):
        deliver(postfix, GOOD)
