"""The checkout that a CI job works in: where its paths count from, and where its summary goes."""

import os
from pathlib import Path

from replylint.reporters.options import Format

ROOTS = {
    Format.SARIF: "",
    Format.GITHUB: "GITHUB_WORKSPACE",
    Format.GITLAB: "CI_PROJECT_DIR",
    Format.AZURE: "BUILD_SOURCESDIRECTORY",
}
"""The formats whose paths count from the checkout, and the variable that names it in a job."""


def root_of(to: Format) -> Path | None:
    """The folder that paths count from: the job's, else the repository's; None where they stay as given."""
    if to not in ROOTS:
        return None
    here = Path.cwd()
    said = os.environ.get(ROOTS[to]) if ROOTS[to] else None
    if said and here.is_relative_to(Path(said).resolve()):
        return Path(said)
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def summary_file() -> Path | None:
    """The file that GitHub takes a step's summary from."""
    said = os.environ.get("GITHUB_STEP_SUMMARY")
    return Path(said) if said else None
