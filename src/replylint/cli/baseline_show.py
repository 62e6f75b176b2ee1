"""`replylint baseline show`: what a baseline holds."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from replylint.cli.holding import baseline_path
from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.packs.files import shown
from replylint.reporters.drawing import Drawing
from replylint.reporters.recording import as_json
from replylint.reporters.summary import counted
from replylint.settling.baseline import Baseline
from replylint.settling.baselinefile import VERSION, load_baseline


@click.command("show")
@click.argument("file", required=False)
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@scoped
def command(file: str | None, to: str, **scope: Any) -> None:  # noqa: ANN401
    """Show how many findings of which rules a baseline accepts.

    Without a FILE it is the one that the config names, or `replylint-baseline.json` beside it.
    """
    baseline = load_baseline(Path(file) if file else baseline_path(scope_settings(scope)))
    counts = Counter[str]()
    for entry in baseline.entries:
        counts[entry.rule] += entry.count
    options = stream_options(sys.stdout, scope["color"])
    if to == "json":
        record = {
            "path": shown(baseline.path), "version": VERSION, "findings": baseline.total,
            "files": files(baseline), "rules": dict(sorted(counts.items())),
        }  # fmt: skip
        write(as_json(record, options, indent=2) + "\n", options)
    else:
        drawing = Drawing(options)
        write(drawing.text(lines(baseline, counts, drawing)), options)


def files(baseline: Baseline) -> int:
    """In how many files the accepted findings are."""
    return len({entry.file for entry in baseline.entries})


def lines(baseline: Baseline, counts: Counter[str], drawing: Drawing) -> Iterator[Text]:
    """The rules with their counts, the most frequent first."""
    yield Text(drawing.said(shown(baseline.path)), style="bold underline")
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield Text(f"  {count:>{width},}  {drawing.said(rule)}")
    total = counted(baseline.total, "finding")
    yield Text(f"{total} accepted in {counted(files(baseline), 'file')}", style="bold")
