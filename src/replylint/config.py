"""Settings: from `replylint.yaml` or `[tool.replylint]` of pyproject.toml, and where each comes from."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationError, model_validator

from replylint.packs.explain import explain
from replylint.packs.files import builtin_names, nearest, shown
from replylint.packs.located import parse
from replylint.packs.pack import Pack
from replylint.packs.patterns import Model, listed
from replylint.packs.severity import Severity
from replylint.packs.tables import locate
from replylint.packs.tree import Located, Node
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

YAML_NAME = "replylint.yaml"
TOML_NAME = "pyproject.toml"
TABLE = "tool.replylint"
LARGEST = 4_000_000
COMMAND_LINE = "command line"
DEFAULT = "default"
LISTS = ("rules", "select", "ignore", "exclude")


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Config(Model):
    """What can be set; keys in files are written with hyphens."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=False)

    rules: list[str] = Field(["service"], description="Packs: built-in names, or paths from the config file.")
    profile: str = Field("default", description="Which profile of the packs holds.")
    select: list[str] = Field(default_factory=list, description="Only these rules.")
    ignore: list[str] = Field(default_factory=list, description="All rules but these.")
    severity: dict[str, Severity] = Field(default_factory=dict, description="Severities by rule.")
    fail_on: Literal["error", "warning", "suggestion", "never"] = Field(
        "warning", description="From which severity on the exit code is 1."
    )
    format: str = Field("rich", description="The report's format.")
    model: str | None = Field(None, description="The spaCy pipeline. Default: the one that is installed.")
    reply_field: str | None = Field(None, description="The field of a data set that holds the reply.")
    customer_field: str | None = Field(None, description="The field that holds the customer's message.")
    turn_field: str | None = Field(None, description="The field that says which turn the reply is.")
    id_field: str | None = Field(None, description="The field that holds the reply's id.")
    templates: bool = Field(False, description="Replies are templates: placeholders are legitimate.")
    exclude: list[str] = Field(default_factory=list, description="Files that are left out, as globs.")
    gitignore: bool = Field(True, description="What .gitignore files name is left out of folders.")

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, dict):
            return data
        return {key: listed(value) if key in LISTS else value for key, value in data.items()}


@dataclass(frozen=True)
class Settings:
    """The settings that hold. `origins` says for each key where it was set: `file:line`, `command line` or
    `default`. `path` is the config file.
    """

    values: Config
    origins: Mapping[str, str]
    path: Path | None = None
    located: Located | None = field(default=None, compare=False, repr=False)

    def rows(self) -> Iterator[tuple[str, Any, str]]:
        """Each key with its value, as it would stand in a file, and its origin."""
        for key, value in self.values.model_dump(mode="json", by_alias=True).items():
            yield key, value, self.origins[key]


def keys() -> tuple[str, ...]:
    """Every key that can be set, as it is written in a file."""
    return tuple(_kebab(name) for name in Config.model_fields)


def find_config(start: Path) -> Path | None:
    """The nearest config file from a folder upwards; in one folder `replylint.yaml` comes first.

    A pyproject.toml without `[tool.replylint]` is passed over.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / YAML_NAME).is_file():
            return folder / YAML_NAME
        if (folder / TOML_NAME).is_file() and _has_table(folder / TOML_NAME):
            return folder / TOML_NAME
    return None


def _has_table(path: Path) -> bool:
    try:
        text = path.read_bytes().decode("utf-8", "replace") if path.stat().st_size <= LARGEST else ""
    except OSError:
        return False
    if "replylint" not in text:
        return False
    try:
        return "replylint" in tomllib.loads(text).get("tool", {})
    except (tomllib.TOMLDecodeError, RecursionError, AttributeError, TypeError):
        return re.search(r"^[ \t]*\[[ \t]*tool\.replylint\b", text, re.MULTILINE) is not None


def load_config(path: Path | None) -> Settings:
    """Reads a config file; None gives the defaults. Raises ProblemsError with all that is wrong in it.

    Relative paths of packs become absolute, from the file's folder.
    """
    if path is None:
        return Settings(Config(), dict.fromkeys(keys(), DEFAULT))
    source = _source(path)
    located = _table(source) if path.suffix == ".toml" else parse(source)
    data = {} if located.data is None else located.data
    try:
        values = Config.model_validate(data)
    except ValidationError as error:
        raise ProblemsError(sorted(explain(error, located, Config), key=_start)) from None
    values = values.model_copy(update={"rules": [_from(path, entry) for entry in values.rules]})
    given = data if isinstance(data, dict) else {}
    origins = {key: _origin(located, key) if key in given else DEFAULT for key in keys()}
    return Settings(values, origins, path, located)


def _start(problem: Problem) -> int:
    return problem.span.start if problem.span else 0


def _origin(located: Located, key: str) -> str:
    return f"{located.source.name}:{located.source.point(located.key_span((key,)).start).line}"


def _from(path: Path, entry: str) -> str:
    return entry if entry in builtin_names() else str(path.parent / Path(entry).expanduser())


def _source(path: Path) -> Source:
    place = shown(path)
    try:
        if path.stat().st_size > LARGEST:
            raise ProblemsError([Problem("config not loaded: larger than 4 MB", place)])
        return Source(place, path.read_bytes().decode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProblemsError([Problem(f"config not loaded: {reason}", place)]) from None
    except UnicodeDecodeError:
        hint = "save the file as UTF-8"
        raise ProblemsError([Problem("config not loaded: not UTF-8", place, hint=hint)]) from None


def _table(source: Source) -> Located:
    try:
        data: Any = tomllib.loads(source.text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProblemsError([_toml_problem(source, error)]) from None
    for part in TABLE.split("."):
        data = data.get(part, {}) if isinstance(data, dict) else {}
    return locate(source, TABLE, data) if isinstance(data, dict) else Located(source, Node(data, Span(0, 0)))


def _toml_problem(source: Source, error: Exception) -> Problem:
    at = re.search(r" \(at line (\d+), column (\d+)\)| \(at end of document\)", str(error))
    what = str(error)[: at.start()] if at else str(error)
    offset = len(source.text)
    if at and at[1]:
        line = source.line_span(min(int(at[1]), len(source.line_starts)))
        offset = min(line.start + int(at[2]) - 1, line.end)
    span = Span(offset, min(offset + 1, len(source.text)))
    return Problem(f"not valid TOML: {what[:1].lower()}{what[1:]}", source=source, span=span)


def with_command_line(settings: Settings, given: Mapping[str, Any]) -> Settings:
    """The settings with what the command line says over them; None says nothing.

    Keys with hyphens or underscores. A value replaces the file's, lists too: give `rules` together with
    those that hold where it is to come on top. Raises ProblemsError.
    """
    told = {_kebab(key): value for key, value in given.items() if value is not None}
    lists = {key: list(value) if isinstance(value, tuple) else value for key, value in told.items()}
    located = Located(Source(COMMAND_LINE, ""), Node(lists, Span(0, 0)))
    try:
        values = Config.model_validate({**settings.values.model_dump(by_alias=True), **lists})
    except ValidationError as error:
        found = explain(error, located, Config)
        raise ProblemsError([replace(p, source=None, span=None, place=COMMAND_LINE) for p in found]) from None
    return replace(
        settings, values=values, origins={**settings.origins, **dict.fromkeys(lists, COMMAND_LINE)}
    )


def check_ids(settings: Settings, pack: Pack) -> tuple[Problem, ...]:
    """A problem for each name in `select`, `ignore` and `severity` that the pack does not have.

    The first two take the names of groups as well.
    """
    problems = []
    for key in ("select", "ignore", "severity"):
        known = [rule.id for rule in pack.rules] + ([] if key == "severity" else list(pack.groups))
        for index, ident in enumerate(getattr(settings.values, key)):
            if ident not in known:
                message, hint = f"`{key}`: there is no rule `{ident}`", nearest(ident, known)
                problems.append(_at(settings, key, ident if key == "severity" else index, message, hint))
    return tuple(problems)


def _at(settings: Settings, key: str, step: str | int, message: str, hint: str) -> Problem:
    if settings.origins[key] == COMMAND_LINE or settings.located is None:
        return Problem(message, place=settings.origins[key], hint=hint)
    node = settings.located.node((key, step))
    span = node.key if node.key and key == "severity" else node.span
    return Problem(message, source=settings.located.source, span=span, hint=hint)
