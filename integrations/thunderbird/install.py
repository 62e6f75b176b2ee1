#!/usr/bin/env python3
"""Tells Thunderbird where the native messaging host is, and packs the add-on."""

import json
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = ("manifest.json", "background.js", "report.html", "report.js")


def main() -> None:
    """Writes the host's manifest, and `replylint.xpi` into the folder in which it is run."""
    identifier = json.loads((HERE / "manifest.json").read_text())["applications"]["gecko"]["id"]
    host = {
        "name": "replylint",
        "description": "Checks replies.",
        "path": str(HERE / "host.py"),
        "type": "stdio",
        "allowed_extensions": [identifier],
    }
    folder = Path.home() / (
        "Library/Application Support/Mozilla/NativeMessagingHosts"
        if sys.platform == "darwin"
        else ".mozilla/native-messaging-hosts"
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "replylint.json").write_text(json.dumps(host, indent=2) + "\n")
    with zipfile.ZipFile("replylint.xpi", "w") as xpi:
        for name in FILES:
            xpi.write(HERE / name, name)
    sys.stdout.write(f"written: {folder / 'replylint.json'}, {Path('replylint.xpi').resolve()}\n")


if __name__ == "__main__":
    main()
