"""Reports that are written reply by reply, as far as a format allows it."""

from collections.abc import Sequence
from typing import Protocol

from replylint.engine.report import ReplyReport
from replylint.reporters.options import Format, Options
from replylint.text.problem import Problem


class Stream(Protocol):
    """A report in the making; all that it gives, put together, is what `render` gives for the whole."""

    def add(self, report: ReplyReport) -> str:
        """What can be written now that one more reply is judged."""

    def end(self, problems: Sequence[Problem]) -> str:
        """The rest, when all are; `problems` are all that were met."""


def stream(options: Options, *, to: Format) -> Stream | None:
    """The stream of a format; None for one that is written as a whole."""
    match to:
        case Format.RICH:
            from replylint.reporters.rich import RichStream  # noqa: PLC0415 - slow to import

            return RichStream(options)
        case Format.CONCISE:
            from replylint.reporters.concise import ConciseStream  # noqa: PLC0415

            return ConciseStream(options)
        case Format.JSONL:
            from replylint.reporters.jsonl import JsonlStream  # noqa: PLC0415

            return JsonlStream(options)
        case _:
            return None
