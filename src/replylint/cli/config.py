"""`replylint config`: which settings hold, and where each was set."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from replylint.cli.output import stream_options, write
from replylint.cli.rulesets import RuleSets
from replylint.cli.scope import scope_settings, scoped
from replylint.config import DEFAULT, Settings, held, overrides_of
from replylint.packs.files import shown
from replylint.reporters.drawing import Drawing
from replylint.reporters.recording import as_json
from replylint.settling.baselinefile import load_baseline

PATHS = ("rules", "baseline", "preset", "presets")


@click.command("config")
@click.argument("path", required=False, type=click.Path(readable=False))
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@scoped
def command(path: str | None, to: str, **scope: Any) -> None:  # noqa: ANN401
    """Show which settings hold here, where each was set, and what is wrong with them.

    With a PATH, those that hold for that file.
    """
    whole = scope_settings(scope)
    overrides = overrides_of(whole, Path(path) if path else None)
    settings = held(whole, overrides)
    options = stream_options(sys.stdout, scope["color"])
    if to == "json":
        write(as_json(document(settings, overrides), options, indent=2) + "\n", options)
    else:
        drawing = Drawing(options)
        write(drawing.text(lines(settings, path, overrides, drawing)), options)
    RuleSets(whole, cache=not scope["no_cache"])
    if whole.values.baseline is not None:
        load_baseline(Path(whole.values.baseline))


def document(settings: Settings, overrides: tuple[int, ...]) -> dict[str, Any]:
    """The settings as JSON; `overrides` are the numbers, from 0, of those that hold for the path."""
    rows = {key: {"value": value, "origin": origin} for key, value, origin in settings.rows()}
    path = None if settings.path is None else str(settings.path)
    return {"path": path, "overrides": list(overrides), "settings": rows}


def lines(
    settings: Settings, path: str | None, overrides: tuple[int, ...], drawing: Drawing
) -> Iterator[Text]:
    """The settings for a terminal."""
    where = "There is no config here; the defaults hold." if settings.path is None else str(settings.path)
    yield Text(drawing.said(where), style="bold underline" if settings.path else "bold")
    if path is not None:
        yield from drawing.wrapped(
            Text("For "), Text(drawing.said(f"{path}: {told(settings, overrides)}")), 2
        )
    yield Text("")
    rows = list(spread(settings))
    width = max(len(key) for key, _, _ in rows)
    for key, value, origin in rows:
        style = "" if origin == DEFAULT else "bold"
        said = Text.assemble((drawing.said(spelt(value)), style), (f"  ({drawing.said(origin)})", "dim"))
        yield from drawing.wrapped(Text(f"{drawing.said(key):<{width}}  "), said, width + 2)


def told(settings: Settings, overrides: tuple[int, ...]) -> str:
    """Which overrides hold."""
    if not overrides:
        return "no override holds."
    places = (settings.place("overrides", nth) for nth in overrides)
    return f"the overrides of {', '.join(place.layer.origin(place.inside) for place in places)} hold."


def spread(settings: Settings) -> Iterator[tuple[str, Any, str]]:
    """Keys, values and origins; of what is a mapping, or a list of mappings, each part with its own."""
    for key, value, origin in settings.rows():
        if isinstance(value, dict) and value:
            for name, part in value.items():
                yield f"{key}.{name}", part, origin_of(settings, key, name)
        elif key in ("overrides", "suppressions") and value:
            for nth, part in enumerate(value):
                yield key, part, origin_of(settings, key, nth)
        else:
            yield key, near(value) if key in PATHS else value, origin


def origin_of(settings: Settings, key: str, step: str | int) -> str:
    """Where a part of a value was set."""
    try:
        place = settings.place(key, step)
    except LookupError:
        return DEFAULT
    return place.layer.origin(place.inside)


def near(value: Any) -> Any:  # noqa: ANN401
    """Paths as they are from here."""
    if isinstance(value, list):
        return [near(part) for part in value]
    return shown(Path(value)) if isinstance(value, str) and Path(value).is_absolute() else value


def spelt(value: Any) -> str:  # noqa: ANN401
    """A value as a config file would have it."""
    match value:
        case None:
            return "none"
        case str():
            return value
        case dict():
            return ", ".join(f"{key}: {spelt(part)}" for key, part in value.items()) or "{}"
        case _:
            return json.dumps(value, ensure_ascii=False)
