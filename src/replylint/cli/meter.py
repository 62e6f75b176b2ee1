"""The progress bar of a long run, on standard error, and only where that is a terminal."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from replylint.cli.output import ColorChoice, wants_color
from replylint.engine.report import ReplyReport
from replylint.text.span import Span

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 2.0
"""Seconds before a run counts as long."""


def is_wanted(*, quiet: bool) -> bool:
    """Whether somebody could see a progress bar."""
    terminal = sys.stderr is not None and sys.stderr.isatty()
    return terminal and not quiet and os.environ.get("TERM") != "dumb"


class Meter:
    """How far a run is: which of its inputs it has come to, and how far in that one.

    Without `names`, those of the inputs in order, it never shows anything.
    """

    def __init__(self, names: Sequence[str], color: ColorChoice) -> None:
        self.order = {name: nth for nth, name in enumerate(names)}
        self.color = color
        self.begun = time.monotonic()
        self.shown: tuple[Progress, TaskID] | None = None
        self.replies = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            self.shown[0].stop()

    def reached(self, report: ReplyReport) -> None:
        """One more reply is judged."""
        self.replies += 1
        if not self.order or time.monotonic() - self.begun < PATIENCE:
            return
        bar, task = self.shown = self.shown or self.start()
        bar.update(task, completed=self.place(report), replies=self.replies)

    def place(self, report: ReplyReport) -> float:
        """How many inputs are done, with the part of the one that a reply stands in."""
        reply = report.reply
        end = reply.source_span(Span(0, len(reply.text))).end
        part = min(end / max(len(reply.source.text), 1), 1.0)
        return self.order.get(reply.source.name, 0) + part

    def start(self) -> "tuple[Progress, TaskID]":
        """A bar that is gone when it stops."""
        from rich.console import Console  # noqa: PLC0415 - only long runs have a bar
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (TextColumn("checking"), BarColumn(), TextColumn("{task.fields[replies]:,} judged"))
        console = Console(stderr=True, no_color=not wants_color(sys.stderr, self.color))
        bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
        bar.start()
        return bar, bar.add_task("", total=len(self.order), replies=self.replies)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the bar away while something else is written."""
        if self.shown:
            self.shown[0].stop()
        yield
        if self.shown:
            self.shown[0].start()
