"""Where reports go: standard output or a file, in its encoding, and never half a traceback."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal, TextIO

from replylint.reporters.options import Options
from replylint.text.problem import Problem, ProblemsError

WIDEST = 100
"""Cells: prose in longer rows is hard to read."""

CHUNK = 1 << 16
"""Bytes written at once, so that a reader that left is noticed."""

ColorChoice = Literal["auto", "always", "never"]


class UnwrittenError(ProblemsError):
    """The work was done, but its report could not be written."""


class ReaderLeft(Exception):  # noqa: N818 - nothing went wrong
    """Whoever read our output has closed it, as `head` does."""


def wants_color(stream: TextIO | None, choice: ColorChoice) -> bool:
    """Whether to colour: by the choice, else by NO_COLOR (no-color.org), FORCE_COLOR, and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def stream_options(stream: TextIO | None, color: ColorChoice) -> Options:
    """The reporter options that suit a stream."""
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
    return Options(width=width, color=wants_color(stream, color), encoding=encoding)


def file_options(color: ColorChoice) -> Options:
    """The reporter options that suit a file: UTF-8, 80 cells, no colour unless it is asked for."""
    return Options(color=color == "always")


def write(text: str, options: Options) -> None:
    """Writes to standard output. Raises ReaderLeft, or ProblemsError where it cannot be written."""
    write_bytes(options.encode(text))


def write_bytes(data: bytes) -> None:
    """Writes bytes as they are to standard output. Raises as `write` does."""
    if sys.stdout is None:
        raise UnwrittenError([unwritten("standard output is closed", "")])
    try:
        for start in range(0, len(data), CHUNK):
            sys.stdout.buffer.write(data[start : start + CHUNK])
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderLeft from None
    except OSError as error:
        raise UnwrittenError([unwritten(error.strerror or str(error), "standard output")]) from None


def write_errors(text: str, options: Options) -> None:
    """Writes to standard error, as far as there is one."""
    if sys.stderr is None or not text:
        return
    sys.stderr.buffer.write(options.encode(text))
    sys.stderr.buffer.flush()


def write_file(text: str, path: Path, options: Options) -> None:
    """Writes a report to a file. Raises ProblemsError where that cannot be done."""
    try:
        path.write_bytes(options.encode(text))
    except OSError as error:
        raise UnwrittenError([unwritten(error.strerror or str(error), str(path))]) from None


def append_file(text: str, path: Path, options: Options) -> None:
    """Adds text to a file. Raises ProblemsError where that cannot be done."""
    try:
        with path.open("ab") as file:
            file.write(options.encode(text))
    except OSError as error:
        raise UnwrittenError([unwritten(error.strerror or str(error), str(path))]) from None


def check_writable(path: Path) -> None:
    """Raises ProblemsError, before any work is done, where a report surely cannot be written."""
    if path.is_dir():
        raise ProblemsError([unwritten("it is a folder", str(path))])
    if not path.parent.is_dir():
        raise ProblemsError([unwritten(f"there is no folder {path.parent}", str(path))])
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ProblemsError([unwritten("permission denied", str(path))])


def unwritten(reason: str, place: str) -> Problem:
    """The problem of a report that was not written."""
    hint = "Choose another --output-file, or leave it out to see the report here."
    return Problem(f"the report was not written: {reason}", place=place, hint=hint)
