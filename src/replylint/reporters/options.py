"""What a reporter can be asked for."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from replylint.packs.severity import Severity
from replylint.text.reply import Reply


class Format(StrEnum):
    """The formats of a report."""

    RICH = "rich"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    CHECKSTYLE = "checkstyle"
    RDJSON = "rdjson"
    RDJSONL = "rdjsonl"
    TAP = "tap"
    AZURE = "azure"
    HTML = "html"


def usual_bar(reply: Reply) -> str:  # noqa: ARG001 - the same for all
    """The severity from which on a finding fails the run, where nothing else is asked for."""
    return "warning"


@dataclass(frozen=True)
class Options:
    """How a report is drawn.

    `width` is in terminal cells. `encoding` is that of the output: what it cannot carry is escaped.
    `redact` leaves out all text of replies and customers. `detail` is -1 (findings only), 0, or 1 (clean
    replies and requirements too). `root` is the folder that paths count from in the formats of programs that
    show files; None leaves them as they were given. `bar_of` gives the severity from which on a finding in a
    reply fails the run, or "never". `day` is the day that the report names, if it names one.
    """

    width: int = 80
    color: bool = False
    encoding: str = "utf-8"
    explain: bool = False
    redact: bool = False
    detail: int = 0
    root: Path | None = None
    bar_of: Callable[[Reply], str] = usual_bar
    day: str = ""

    @cached_property
    def unicode(self) -> bool:
        """Whether the output can carry every character."""
        return codecs.lookup(self.encoding).name.startswith("utf")

    def fails(self, severity: Severity, reply: Reply) -> bool:
        """Whether a finding of this severity in a reply fails the run."""
        bar = self.bar_of(reply)
        return bar != "never" and severity.rank >= Severity(bar).rank

    def encode(self, text: str) -> bytes:
        """Text as bytes of the output; never fails."""
        return text.encode(self.encoding, "backslashreplace")

    def carried(self, text: str) -> str:
        """Text as the output will show it."""
        return text if self.unicode else self.encode(text).decode(self.encoding)
