"""One function for every format."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from replylint.engine.report import Report
from replylint.reporters.options import Format, Options


def render(report: Report, options: Options, *, to: Format) -> str:
    """The report in a format, its line ends included."""
    return renderer(to)(report, options)


def renderer(to: Format) -> Callable[[Report, Options], str]:
    """The reporter of a format: `render` of the module of its name. Only that one is imported."""
    module = import_module(f"replylint.reporters.{to.value}")
    return cast("Callable[[Report, Options], str]", module.render)
