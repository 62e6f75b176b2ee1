"""Problems for standard error: with code frames for people, one line each for programs."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from replylint.reporters.drawing import Drawing
from replylint.reporters.options import Options
from replylint.reporters.visible import visible
from replylint.text.problem import Level, Problem

STYLES = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.NOTE: "bold blue"}


def render(problems: Sequence[Problem], options: Options) -> str:
    """The problems with code frames."""
    drawing = Drawing(options)
    return drawing.text(line for problem in problems for line in problem_lines(problem, drawing))


def render_plain(problems: Sequence[Problem]) -> str:
    """One line a problem: `error: path:line:column: message (hint)`."""
    return "".join(plain(problem) + "\n" for problem in problems)


def plain(problem: Problem) -> str:
    """The line of one problem."""
    place = f"{problem.location}: " if problem.location else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return visible(f"{problem.level.value}: {place}{problem.message}{hint}")


def problem_lines(problem: Problem, drawing: Drawing) -> Iterator[Text]:
    """One problem: what, where, what to do."""
    style = STYLES[problem.level]
    head = Text.assemble((f"{problem.level.value}:", style), " ")
    yield from drawing.wrapped(head, Text(drawing.said(problem.message), style="bold"), 2)
    if problem.location:
        yield Text(f"  --> {drawing.said(problem.location)}")
    if problem.source is not None and problem.span is not None:
        yield from drawing.framed(problem.source, problem.span, style)
    if problem.hint:
        yield from drawing.labelled("help", problem.hint)
    yield Text("")
