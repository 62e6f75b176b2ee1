"""The work of `replylint text`."""

import sys
from collections.abc import Iterable

from replylint.cli import output, telling
from replylint.cli.checking import settings_for
from replylint.cli.local import Local
from replylint.cli.reading import replies
from replylint.cli.request import Request
from replylint.engine.outline import Region, outline
from replylint.reporters import outlines
from replylint.reporters.options import Format
from replylint.reporters.recording import dumps
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply


def run(request: Request, only: str | None, to: str) -> int:
    """Prints the outlines, and returns the exit code. Raises ProblemsError."""
    options = output.stream_options(sys.stdout, request.color)
    found: list[tuple[Reply, list[Region]]] = []
    problems: list[Problem] = []
    for item in replies(request, Local(settings_for(request))):
        if not isinstance(item, Reply):
            problems.append(item)
            telling.show([item], Format(to), request.color, redact=False, quiet=request.quiet)
            continue
        regions = chosen(outline(item), only)
        if to == "json":
            found.append((item, regions))
        elif regions:
            output.write(outlines.render(item, regions, options), options)
    if to == "json":
        record = outlines.record(found, problems)
        output.write(dumps(record, options, indent=2) + "\n", options)
    return 2 if any(problem.level is Level.ERROR for problem in problems) else 0


def chosen(regions: Iterable[Region], only: str | None) -> list[Region]:
    """The regions that are asked for."""
    return [region for region in regions if only is None or region.part.value == only]
