"""Where the config is: the nearest file upwards."""

import os
import re
import tomllib
from pathlib import Path

YAML_NAME = "replylint.yaml"
YAML_NAMES = (YAML_NAME, "replylint.yml")
TOML_NAME = "pyproject.toml"
LARGEST = 4_000_000
"""The most bytes of a config file."""


def find_config(start: Path) -> Path | None:
    """The nearest config file from a folder upwards; in one folder `replylint.yaml` comes first.

    A pyproject.toml without `[tool.replylint]` is passed over, and so is a folder that cannot be entered.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        for name in YAML_NAMES:
            if os.path.isfile(folder / name):  # noqa: PTH113 - it raises nothing
                return folder / name
        if os.path.isfile(folder / TOML_NAME) and _has_table(folder / TOML_NAME):  # noqa: PTH113 - as above
            return folder / TOML_NAME
    return None


def _has_table(path: Path) -> bool:
    try:
        text = path.read_bytes().decode("utf-8", "replace") if path.stat().st_size <= LARGEST else ""
    except OSError:
        return False
    if "replylint" not in text:
        return False
    try:
        return "replylint" in tomllib.loads(text).get("tool", {})
    except (tomllib.TOMLDecodeError, RecursionError, AttributeError, TypeError):
        return re.search(r"^[ \t]*\[[ \t]*tool\.replylint\b", text, re.MULTILINE) is not None
