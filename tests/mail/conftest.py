"""A desk to send mail from, and a server that takes what comes."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from mail_server import Inbox, free_port
from sample_pack import PACK

MANY_SECONDS = 300
"""A busy machine is no fault."""


@pytest.fixture
def inbox():
    box = Inbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=60)
    controller.start()
    yield box
    controller.stop()


@dataclass
class Desk:
    """A home folder, and the environment of who sits there."""

    home: Path
    env: dict[str, str]

    def write(self, path, text, mode=0o600):
        """Writes a file under the home folder."""
        where = self.home / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(text)
        where.chmod(mode)
        return where

    def run(self, *words, data=b"", cwd=None, **env):
        """Runs a program there."""
        return subprocess.run(
            [str(word) for word in words], input=data, cwd=cwd or self.home, env=self.env | env,
            capture_output=True, check=False, timeout=MANY_SECONDS,
        )  # fmt: skip

    def shell(self, text, **env):
        """Runs lines as they are printed in a document."""
        return self.run("sh", "-ec", text, **env)

    @property
    def report(self):
        """The last report."""
        return (self.home / ".local/state/replylint/last-report.txt").read_text()


@pytest.fixture
def desk(tmp_path):
    """A home with a pack of two rules, `replylint` in its PATH, and no mail server."""
    home = tmp_path / "home"
    (home / ".local/bin").mkdir(parents=True)
    script = shutil.which("replylint", path=str(Path(sys.executable).parent))
    (home / ".local/bin/replylint").symlink_to(script)
    path = f"{home}/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "REPLYLINT"))}
    env |= {"HOME": str(home), "PATH": path, "LC_ALL": "C.UTF-8", "TMPDIR": str(tmp_path)}
    made = Desk(home, env | {"XDG_CACHE_HOME": str(home / "cache")})
    made.write("pack/pack.yaml", "name: mine\n")
    made.write("pack/rules.yaml", PACK)
    settings = f"rules: [{home}/pack]\nmail: {{timeout: {MANY_SECONDS}}}\n"
    made.write(".config/replylint/replylint.yaml", settings)
    made.write("replylint.yaml", settings)
    return made


@pytest.fixture
def postbox(desk, inbox):
    """msmtp at the desk, with the server as its way out; the server's inbox."""
    lines = f"account default\nhost 127.0.0.1\nport {inbox.port}\nfrom sam@example.com\n"
    desk.write(".msmtprc", lines)
    return inbox
