"""Reading config files, and those that they build upon."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from replylint.config.find import LARGEST, YAML_NAME
from replylint.config.layer import Layer, Place
from replylint.config.model import Config
from replylint.config.settings import Settings
from replylint.packs.explain import explain
from replylint.packs.files import builtin_names, shown
from replylint.packs.located import parse
from replylint.packs.tables import locate
from replylint.packs.tree import Located, Node
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

TABLE = "tool.replylint"
MOST = 20
"""The most files that one may build upon, all together."""


def load_config(path: Path | None) -> Settings:
    """Reads a config file and what it extends; None gives the defaults.

    Relative paths of packs, presets and the baseline become absolute, from the file's folder. Raises
    ProblemsError with all that is wrong in the files.
    """
    settings = Settings(path=path)
    if path is None:
        return settings
    layers: dict[Path, Layer] = {}
    problems: list[Problem] = []
    _read(path, layers, (), problems)
    if problems:
        raise ProblemsError(problems)
    for layer in layers.values():
        settings = settings.under(layer, layer.said)
    return settings


def _read(path: Path, layers: dict[Path, Layer], above: tuple[Path, ...], problems: list[Problem]) -> None:
    """Adds a file's layer after those of the files that it extends; a file counts once, where it is first."""
    try:
        layer = _layer(path)
    except ProblemsError as error:
        problems += error.problems
        return
    above = (*above, path.resolve())
    for index, (entry, target) in enumerate(_extended(layer, path.parent)):
        place = Place(layer, ("extends", index))
        if not target.is_file():
            problems.append(place.problem(f"config not loaded: there is no file `{entry}`"))
        elif target.resolve() in above:
            problems.append(place.problem(f"`{entry}` extends this file in turn", "leave one of the two out"))
        elif len(layers) + len(above) > MOST:
            problems.append(place.problem(f"config not loaded: more than {MOST} files extend one another"))
        elif target.resolve() not in layers:
            _read(target, layers, above, problems)
    layers[above[-1]] = layer


def _extended(layer: Layer, folder: Path) -> Iterator[tuple[str, Path]]:
    for entry in layer.said.get("extends", ()):
        target = _path(folder, entry)
        yield entry, target / YAML_NAME if target.is_dir() else target


def _layer(path: Path) -> Layer:
    source = _source(path)
    located = _table(source) if path.suffix == ".toml" else parse(source)
    data = {} if located.data is None else located.data
    try:
        values = Config.model_validate(data)
    except ValidationError as error:
        raise ProblemsError(sorted(explain(error, located, Config), key=_start)) from None
    said = values.model_dump(by_alias=True, exclude_unset=True)
    return Layer(_absolute(said, path.parent), located, path)


def _absolute(said: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The values with the paths of packs, presets and the baseline counted from a folder."""
    changed = dict(said)
    if changed.get("rules"):
        changed["rules"] = [_pack(folder, entry) for entry in said["rules"]]
    if changed.get("presets"):
        changed["presets"] = [str(_path(folder, entry)) for entry in said["presets"]]
    if _is_preset_file(changed.get("preset")):
        changed["preset"] = str(_path(folder, said["preset"]))
    if changed.get("baseline"):
        changed["baseline"] = str(_path(folder, said["baseline"]))
    if changed.get("overrides"):
        changed["overrides"] = [_absolute(override, folder) for override in said["overrides"]]
    return changed


def _is_preset_file(preset: str | None) -> bool:
    """Whether a preset is named by its file."""
    return preset is not None and ("/" in preset or preset.endswith((".yaml", ".yml")))


def _pack(folder: Path, entry: str) -> str:
    return entry if entry in builtin_names() else str(_path(folder, entry))


def _path(folder: Path, entry: str) -> Path:
    try:
        return folder / Path(entry).expanduser()
    except RuntimeError:
        return folder / entry


def _start(problem: Problem) -> int:
    return problem.span.start if problem.span else 0


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
