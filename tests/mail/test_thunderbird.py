"""The native messaging host of the Thunderbird add-on, which must let nothing go on any failure."""

import json
import struct
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "integrations/thunderbird"


def asked(desk, **message):
    data = json.dumps({"subject": "Re: hi", "plain": True, "body": "Hi Jo,\n"} | message).encode()
    done = desk.run(sys.executable, FOLDER / "host.py", data=struct.pack("=I", len(data)) + data)
    (length,) = struct.unpack("=I", done.stdout[:4])
    assert len(done.stdout) == 4 + length
    return json.loads(done.stdout[4:])


def fake(desk, script):
    path = desk.home / ".local/bin/replylint"
    path.unlink()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(("script", "passes"), [
    ("cat", True), ("cat >&2; exit 65", False), ("exit 75", False), ("exit 1", False), ("kill -9 $$", False),
])  # fmt: skip
def test_only_exit_code_0_passes(desk, script, passes):
    fake(desk, script)
    assert asked(desk)["passes"] is passes


def test_without_replylint_nothing_passes(desk):
    (desk.home / ".local/bin/replylint").unlink()
    desk.env["PATH"] = "/nowhere"
    said = asked(desk)
    assert said["passes"] is False or Path("/usr/local/bin/replylint").exists()


@pytest.mark.parametrize(("plain", "body"), [(True, "Zoë,\n.\n日本\n"), (False, "<p>Zoë, <b>日本</b></p>\n")])
def test_the_message_is_all_there(desk, plain, body):
    fake(desk, "cat >&2; exit 65")
    report = asked(desk, plain=plain, body=body, subject="a\nBcc: b\n日本")["report"]
    assert "Content-Type: text/" + ("plain" if plain else "html") in report
    assert "\nBcc:" not in report


def test_a_real_one(desk):
    assert (
        "[too-bad]" in asked(desk, plain=False, body="<p>Hi Jo,</p><p>that is <i>too</i> bad.</p>")["report"]
    )


def test_the_add_on_is_packed(desk):
    assert desk.run(sys.executable, FOLDER / "install.py").returncode == 0
    host = json.loads((desk.home / ".mozilla/native-messaging-hosts/replylint.json").read_text())
    assert Path(host["path"]).stat().st_mode & 0o111
    assert (desk.home / "replylint.xpi").exists()
