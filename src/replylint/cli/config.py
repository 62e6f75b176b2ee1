"""`replylint config`: which settings hold, and where each was set."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click
from rich.text import Text

from replylint.cli.holding import pack_of
from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.config import DEFAULT, Settings
from replylint.reporters.drawing import Drawing
from replylint.reporters.recording import as_json


@click.command("config")
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@scoped
def command(to: str, **scope: Any) -> None:  # noqa: ANN401
    """Show which settings hold here, where each was set, and what is wrong with them."""
    settings = scope_settings(scope)
    options = stream_options(sys.stdout, scope["color"])
    if to == "json":
        write(as_json(document(settings), options, indent=2) + "\n", options)
    else:
        drawing = Drawing(options)
        write(drawing.text(lines(settings, drawing)), options)
    pack_of(settings, cache=not scope["no_cache"])


def document(settings: Settings) -> dict[str, Any]:
    """The settings as JSON."""
    rows = {key: {"value": value, "origin": origin} for key, value, origin in settings.rows()}
    return {"path": None if settings.path is None else str(settings.path), "settings": rows}


def lines(settings: Settings, drawing: Drawing) -> Iterator[Text]:
    """The settings for a terminal."""
    where = "There is no config here; the defaults hold." if settings.path is None else str(settings.path)
    yield Text(drawing.said(where), style="bold underline" if settings.path else "bold")
    yield Text("")
    width = max(len(key) for key, _, _ in settings.rows())
    for key, value, origin in settings.rows():
        style = "" if origin == DEFAULT else "bold"
        told = Text.assemble((drawing.said(spelt(value)), style), (f"  ({drawing.said(origin)})", "dim"))
        yield from drawing.wrapped(Text(f"{key:<{width}}  "), told, width + 2)


def spelt(value: Any) -> str:  # noqa: ANN401
    """A value as a config file would have it."""
    match value:
        case None:
            return "none"
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
