"""Git's hook `sendemail-validate`: it gets each message in a file; where it fails for one, none is sent."""

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from replylint.text.problem import Problem, ProblemsError

NAME = "sendemail-validate"
MARK = "# Written by `replylint git-hook install`; `replylint git-hook uninstall` takes it away."


def script(program: Sequence[str], options: Sequence[str]) -> str:
    """The hook. Newer git gives a second file, with the header fields that it adds: nothing to check."""
    words = shlex.join([*program, "check", "--mail", *options])
    off = '[ "$REPLYLINT" = off ] && exit 0'
    return f'#!/bin/sh\n{MARK}\n{off}\nexec {words} "$1" >&2\n'


def hook_path(folder: Path) -> Path:
    """Where the hook of the repository around a folder is, as git says. Raises ProblemsError."""
    ask = ["git", "-C", str(folder), "rev-parse", "--path-format=absolute", "--git-path", f"hooks/{NAME}"]
    hint = "`git send-email` runs hooks inside a repository only"
    try:
        done = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise ProblemsError([Problem(f"git could not be run: {error.strerror}", "git")]) from None
    if done.returncode:
        raise ProblemsError(
            [Problem(done.stderr.strip() or "there is no repository", str(folder), hint=hint)]
        )
    return Path(done.stdout.rstrip("\n"))


def install(path: Path, text: str, *, force: bool) -> None:
    """Writes the hook. Raises ProblemsError, also where another one is in its place."""
    if not force and path.exists() and not _is_ours(path):
        hint = "--force writes over it; to keep both, call `replylint check --mail` in it"
        raise ProblemsError([Problem("not written: another hook is there", str(path), hint=hint)])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    except OSError as error:
        raise ProblemsError([Problem(f"not written: {error.strerror or error}", str(path))]) from None


def uninstall(path: Path) -> bool:
    """Takes the hook away; whether there was one. Raises ProblemsError where it is another one."""
    if not path.exists():
        return False
    if not _is_ours(path):
        raise ProblemsError([Problem("not taken away: it is another hook", str(path))])
    try:
        path.unlink()
    except OSError as error:
        raise ProblemsError([Problem(f"not taken away: {error.strerror or error}", str(path))]) from None
    return True


def _is_ours(path: Path) -> bool:
    try:
        return MARK in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
