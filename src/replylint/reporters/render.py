"""One function for every format."""

from collections.abc import Callable
from typing import assert_never

from replylint.engine.report import Report
from replylint.reporters.options import Format, Options


def render(report: Report, options: Options, *, to: Format) -> str:
    """The report in a format, its line ends included."""
    return renderer(to)(report, options)


def renderer(to: Format) -> Callable[[Report, Options], str]:
    """The reporter of a format; only that one is imported."""
    match to:
        case Format.RICH:
            from replylint.reporters import rich  # noqa: PLC0415 - slow to import

            return rich.render
        case Format.CONCISE:
            from replylint.reporters import concise  # noqa: PLC0415

            return concise.render
        case Format.JSON:
            from replylint.reporters import json  # noqa: PLC0415

            return json.render
        case Format.JSONL:
            from replylint.reporters import jsonl  # noqa: PLC0415

            return jsonl.render
        case _:
            assert_never(to)
