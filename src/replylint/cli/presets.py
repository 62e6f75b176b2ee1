"""`replylint presets`: the presets for libraries, and how one is written."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.text import Text

from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.packs.files import shown
from replylint.readers.library.choose import own_presets
from replylint.readers.library.preset import Preset, builtin_presets, find_preset, path_of
from replylint.readers.options import ReadOptions
from replylint.reporters.drawing import Drawing
from replylint.reporters.recording import as_json


@click.command("presets")
@click.argument("name", required=False, metavar="[NAME|FILE]")
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@scoped
def command(name: str | None, to: str, **scope: Any) -> None:  # noqa: ANN401
    """List the presets for libraries of canned responses, or show how one is written."""
    files = scope_settings(scope).values.presets
    own = own_presets(ReadOptions(presets=tuple(files)))
    chosen = [find_preset(name, own)] if name else [*own, *builtin_presets()]
    options = stream_options(sys.stdout, scope["color"])
    drawing = Drawing(options)
    if to == "json":
        rows = [preset.model_dump(mode="json") for preset in chosen]
        write(as_json(rows, options, indent=2) + "\n", options)
    elif name:
        path = path_of(name, files)
        write(f"# {shown(path)}\n{path.read_text(encoding='utf-8').rstrip()}\n", options)
    else:
        write(drawing.text(lines(chosen, drawing)), options)


def lines(presets: Sequence[Preset], drawing: Drawing) -> Iterator[Text]:
    """The presets, each with its formats and what it is about."""
    width = max(len(preset.name) for preset in presets)
    for preset in presets:
        head = Text.assemble((f"{drawing.said(preset.name):<{width}}", "bold"), "  ")
        about = f"{preset.about} ({', '.join(preset.formats)})"
        yield from drawing.wrapped(head, Text(drawing.said(about)), width + 2)
    yield Text("")
    yield Text("`replylint presets NAME` shows how one is written.")
