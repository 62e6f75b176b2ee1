"""What a config file may say."""

from typing import Any, ClassVar, Literal, TypeVar

from pydantic import ConfigDict, Field, field_validator, model_validator

from replylint.packs.patterns import Model, listed
from replylint.packs.severity import Severity

NO_FILE = "`files` names no file"
T = TypeVar("T", str, list[str])
FailOn = Literal["error", "warning", "suggestion", "never"]


def kebab(name: str) -> str:
    """A key as it is written in a file."""
    return name.replace("_", "-")


class Keys(Model):
    """Keys are written with hyphens; where a list may stand, a single value may."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=kebab, populate_by_name=False)
    lists: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, dict):
            return data
        return {key: listed(value) if key in cls.lists else value for key, value in data.items()}


class Override(Keys):
    """What else holds for some files. What it leaves out stays as it is."""

    lists = ("files", "rules", "select", "ignore", "reply-path")

    files: list[str] = Field(description="Which files: globs from the config file's folder.")
    rules: list[str] | None = Field(None, description="Packs.")
    profile: str | None = Field(None, description="Which profile of the packs holds.")
    select: list[str] | None = Field(None, description="Only these rules.")
    ignore: list[str] | None = Field(None, description="Not these rules, on top of those ignored anyway.")
    severity: dict[str, Severity] | None = Field(None, description="Severities by rule.")
    fail_on: FailOn | None = Field(None, description="From which severity on the exit code is 1.")
    reply_field: str | None = Field(None, description="The field of a data set that holds the reply.")
    customer_field: str | None = Field(None, description="The field that holds the customer's message.")
    turn_field: str | None = Field(None, description="The field that says which turn the reply is.")
    id_field: str | None = Field(None, description="The field that holds the reply's id.")
    preset: str | None = Field(None, description="The preset that says where replies are: a name or a file.")
    reply_path: list[str] | None = Field(None, description="JSONPaths to the replies of a library.")
    reply_markup: Literal["plain", "markdown", "html"] | None = Field(
        None, description="How the replies at `reply-path` are written."
    )
    templates: bool | None = Field(None, description="Replies are templates: placeholders are legitimate.")

    @field_validator("files")
    @classmethod
    def _some(cls, files: list[str]) -> list[str]:
        return named(some(files, NO_FILE))


class SuppressionEntry(Keys):
    """Findings that are in order, and why. What it leaves out (`files`, `ids`) does not matter."""

    lists = ("files", "ids", "rules")

    files: list[str] = Field(
        default_factory=list, description="Which files: globs from the config file's folder."
    )
    ids: list[str] = Field(default_factory=list, description="Which replies, by their ids.")
    rules: list[str] = Field(description="Which rules.")
    reason: str = Field(description="Why these findings are in order.")

    @field_validator("files")
    @classmethod
    def _named(cls, files: list[str]) -> list[str]:
        return named(files)

    @field_validator("rules")
    @classmethod
    def _some(cls, rules: list[str]) -> list[str]:
        return some(rules, "`rules` names no rule")

    @field_validator("reason")
    @classmethod
    def _said(cls, reason: str) -> str:
        return some(reason.strip(), "`reason` is empty: say why these findings are in order")


def named(files: list[str]) -> list[str]:
    """Globs, none of them empty. Raises ValueError."""
    for glob in files:
        some(glob.strip(), NO_FILE)
    return files


def some(value: T, otherwise: str) -> T:
    """The value, if there is something in it. Raises ValueError."""
    if not value:
        raise ValueError(otherwise)
    return value


class Mailing(Keys):
    """How the mail commands treat a message. Their options go over it."""

    lists = ("program",)

    program: list[str] = Field(
        default_factory=list, description="The program that sends (a path), and words for it."
    )
    block_on: Literal["error", "warning"] = Field(
        "error", description="From which severity on a message is held back."
    )
    confirm: Literal["resend", "off"] = Field(
        "off", description="With `resend`, a message held back goes when it is sent again unchanged."
    )
    minutes: int = Field(10, ge=1, le=1440, description="How long sending again counts.")
    fail_open: bool = Field(False, description="What cannot be checked is sent.")
    encrypted: Literal["pass", "block"] = Field("pass", description="Encrypted messages.")
    without_text: Literal["pass", "block"] = Field("pass", description="Messages without text.")
    timeout: int = Field(30, ge=1, le=3600, description="Seconds that a check may take.")
    memory: int = Field(2048, ge=256, description="MB of memory that a check may take.")


class Config(Keys):
    """What can be set."""

    lists = ("extends", "rules", "select", "ignore", "exclude", "reply-path", "presets")

    extends: list[str] = Field(default_factory=list, description="Config files that this one builds upon.")
    rules: list[str] = Field(["service"], description="Packs: built-in names, or paths from the config file.")
    profile: str = Field("default", description="Which profile of the packs holds.")
    select: list[str] = Field(default_factory=list, description="Only these rules.")
    ignore: list[str] = Field(default_factory=list, description="All rules but these.")
    severity: dict[str, Severity] = Field(default_factory=dict, description="Severities by rule.")
    fail_on: FailOn = Field("warning", description="From which severity on the exit code is 1.")
    strict: bool = Field(
        False, description="Suppressions and baseline entries that are of no use make the exit code 1."
    )
    baseline: str | None = Field(
        None, description="The file of accepted findings, as a path from the config file."
    )
    format: str = Field("rich", description="The report's format.")
    model: str | None = Field(None, description="The spaCy pipeline. Default: the one that is installed.")
    reply_field: str | None = Field(None, description="The field of a data set that holds the reply.")
    customer_field: str | None = Field(None, description="The field that holds the customer's message.")
    turn_field: str | None = Field(None, description="The field that says which turn the reply is.")
    id_field: str | None = Field(None, description="The field that holds the reply's id.")
    preset: str | None = Field(None, description="The preset that says where replies are: a name or a file.")
    reply_path: list[str] = Field(default_factory=list, description="JSONPaths to the replies of a library.")
    reply_markup: Literal["plain", "markdown", "html"] = Field(
        "plain", description="How the replies at `reply-path` are written."
    )
    presets: list[str] = Field(
        default_factory=list, description="Files of presets that are tried first, from the config file."
    )
    allow_empty: bool = Field(False, description="A library without a reply is no error.")
    templates: bool = Field(False, description="Replies are templates: placeholders are legitimate.")
    exclude: list[str] = Field(default_factory=list, description="Files that are left out, as globs.")
    gitignore: bool = Field(True, description="What .gitignore files name is left out of folders.")
    workers: int = Field(0, ge=0, le=64, description="Processes that judge; 0: as many as are worth it.")
    overrides: list[Override] = Field(default_factory=list, description="What else holds for some files.")
    suppressions: list[SuppressionEntry] = Field(
        default_factory=list, description="Findings that are in order, and why."
    )
    mail: Mailing = Field(Mailing.model_validate({}), description="How the mail commands treat a message.")


SINGLE = {model.__name__: model.lists for model in (Config, Override, SuppressionEntry, Mailing)}
"""Where a single value may stand for a list of one."""
