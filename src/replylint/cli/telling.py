"""Problems on standard error."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from replylint.cli.output import ColorChoice, UnwrittenError, stream_options, write_errors
from replylint.reporters import problems as reporter
from replylint.reporters.options import Format
from replylint.text.problem import Level, Problem, ProblemsError


def tell(error: Exception, undone: str) -> None:
    """Tells why nothing was done at all; begins with what was not done."""
    problems = error.problems if isinstance(error, ProblemsError) else (Problem(str(error)),)
    options = stream_options(sys.stderr, "auto")
    head = "" if isinstance(error, UnwrittenError) else f"error: {undone}\n\n"
    write_errors(head + reporter.render(problems, options), options)


def show(problems: Sequence[Problem], to: Format, color: ColorChoice, *, redact: bool, quiet: bool) -> None:
    """Shows the problems met on the way: with code frames for people, one line each for programs."""
    told = [problem for problem in problems if problem.level is not Level.NOTE or not quiet]
    options = replace(stream_options(sys.stderr, color), redact=redact)
    text = reporter.render(told, options) if to is Format.RICH else reporter.render_plain(told)
    if to in (Format.GITHUB, Format.AZURE):
        text = text.replace("##", "# #")  # anywhere in a line, this begins a command
    write_errors(text, options)
