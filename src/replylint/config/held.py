"""What holds for one file: the overrides that name it, over the rest."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from replylint.config.globs import covers
from replylint.config.settings import Settings, with_command_line


def names(globs: Sequence[str], folder: Path, path: Path) -> bool:
    """Whether one of the globs, which start from a folder, names a file or a folder that it lies in.

    Where the path leads out of the folder, links are followed.
    """
    inner = parts_from(path, folder) or parts_from(os.path.realpath(path), os.path.realpath(folder))
    return inner is not None and any(covers(glob, inner) for glob in globs)


def parts_from(path: str | Path, folder: str | Path) -> tuple[str, ...] | None:
    """The names from a folder to what is in it; None for what is not."""
    try:
        inner = Path(os.path.relpath(path, folder)).parts
    except ValueError:
        return None
    return None if inner[:1] == ("..",) else inner


def overrides_of(settings: Settings, path: Path | None) -> tuple[int, ...]:
    """The overrides that name a file, by their numbers; standard input (None) is in none."""
    if path is None:
        return ()
    return tuple(
        nth
        for nth, override in enumerate(settings.values.overrides)
        if names(override.files, settings.place("overrides", nth).folder, path)
    )


def held(settings: Settings, overrides: Sequence[int]) -> Settings:
    """The settings with some of their overrides, in order: over the config, under the command line."""
    if not overrides:
        return settings
    laid = settings if settings.below is None else settings.below
    for nth in overrides:
        layer, inside = laid.place("overrides", nth)
        laid = laid.under(layer, said(laid, nth), inside)
    return laid if settings.below is None else with_command_line(laid, settings.told, settings.on_top)


def said(settings: Settings, override: int) -> dict[str, Any]:
    """What an override says."""
    whole = settings.values.overrides[override].model_dump(by_alias=True, exclude={"files"})
    return {key: value for key, value in whole.items() if value is not None}
