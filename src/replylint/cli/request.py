"""What the command line asked `check` for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FailOn = Literal["error", "warning", "suggestion", "never"]


@dataclass(frozen=True)
class Request:
    """The words and options of one call. None, or an empty tuple, is what was not given."""

    paths: tuple[str, ...]
    format: str | None = None
    output_file: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] | None = None
    fail_on: FailOn | None = None
    exit_zero: bool = False
    config: str | None = None
    no_config: bool = False
    rules: tuple[str, ...] = ()
    profile: str | None = None
    customer: str | None = None
    turn: str = "whole"
    stdin_filename: str | None = None
    reply_field: str | None = None
    customer_field: str | None = None
    turn_field: str | None = None
    id_field: str | None = None
    preset: str | None = None
    reply_path: tuple[str, ...] = ()
    reply_markup: str | None = None
    allow_empty: bool = False
    mail: bool = False
    templates: bool = False
    no_gitignore: bool = False
    baseline: str | None = None
    no_baseline: bool = False
    strict: bool = False
    diff: str | None = None
    watch: bool = False
    statistics: bool = False
    explain: bool = False
    redact: bool = False
    model: str | None = None
    engine: str = "full"
    no_cache: bool = False
    workers: int | None = None
    quiet: bool = False
    verbose: bool = False
    color: Literal["auto", "always", "never"] = "auto"

    @property
    def detail(self) -> int:
        """How much the human format tells: -1 quiet, 0, 1 verbose."""
        return 1 if self.verbose else -1 if self.quiet else 0
