"""The recipes of docs/mail.md."""

import os
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECTION = re.compile(r"^### (.+)\n((?:(?!^##).*\n)+)", re.MULTILINE)
BLOCK = re.compile(r"(?:<!-- file: ~/(\S+) -->\n)?```(\w*)\n(.*?)```", re.DOTALL)
SECTIONS = dict(SECTION.findall((ROOT / "docs/mail.md").read_text(encoding="utf-8")))


def need(name):
    """Skips where a program is not installed, but not where all are said to be (MAIL_PROGRAMS)."""
    absent = shutil.which(name) is None and "MAIL_PROGRAMS" not in os.environ
    return pytest.mark.skipif(absent, reason=f"{name} is not installed")


def lay_out(desk, section):
    """Writes the files of a recipe, and gives its lines for a shell."""
    lines = []
    for path, language, text in BLOCK.findall(SECTIONS[section]):
        if path:
            desk.write(path, text, 0o700 if path.startswith(".local/bin/") else 0o600)
        elif language == "sh":
            lines.append(text)
    return lines
