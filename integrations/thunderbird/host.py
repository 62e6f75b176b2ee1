#!/usr/bin/env python3
"""The native messaging host: one message in, one answer out, through `replylint filter`.

Thunderbird starts it for each message. A message and an answer are JSON behind their length in bytes, four
bytes in the machine's order.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

PLACES = f"{Path.home() / '.local/bin'}:/usr/local/bin:/usr/bin"
"""Where replylint is looked for after PATH, which a desktop's programs have short."""


def main() -> None:
    """Answers what Thunderbird asks."""
    (length,) = struct.unpack("=I", sys.stdin.buffer.read(4))
    data = json.dumps(answer(json.loads(sys.stdin.buffer.read(length)))).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(data)) + data)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Whether a message passes, and if not, why."""
    program = shutil.which("replylint", path=f"{os.environ.get('PATH', '')}:{PLACES}")
    if program is None:
        return {"passes": False, "report": f"Nothing was sent: there is no replylint in {PLACES}."}
    done = subprocess.run([program, "filter"], input=message(asked), capture_output=True, check=False)  # noqa: S603
    return {"passes": done.returncode == 0, "report": done.stderr.decode("utf-8", "replace")}


def message(asked: dict[str, Any]) -> bytes:
    """The message as it would be sent, as far as replylint reads it."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = " ".join(str(asked.get("subject") or "").split())
    letter.set_content(str(asked["body"]), subtype="plain" if asked["plain"] else "html")
    return letter.as_bytes()


if __name__ == "__main__":
    main()
