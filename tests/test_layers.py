"""The layers hold, and what is said to start light does."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "impl"}


def test_no_module_is_named_for_nothing() -> None:
    names = {path.stem for path in (ROOT / "src").rglob("*.py")}
    assert not names & FORBIDDEN_NAMES


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        path.name: n
        for path in (ROOT / "src").rglob("*.py")
        if (n := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


@pytest.mark.parametrize(
    "module",
    ["replylint.text.reply", "replylint.packs.load", "replylint.readers.read", "replylint.config",
     "replylint.reporters.render", "replylint.engine.report", "replylint.cli.main"],
)  # fmt: skip
def test_light_modules_do_not_import_spacy(module: str) -> None:
    code = f"import sys, {module}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_the_page_fills_in_templates() -> None:
    code = "import sys, replylint.reporters.render, replylint.cli.printing; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
