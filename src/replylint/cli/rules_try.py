"""`replylint rules try`: a pattern tried on a text."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.cells import cell_len
from rich.text import Text

from replylint.cli.holding import pack_of
from replylint.cli.output import stream_options, write
from replylint.cli.scope import scope_settings, scoped
from replylint.engine.trial import Trial, TriedHit, trial
from replylint.readers.options import ReadOptions
from replylint.readers.read import read, read_customer
from replylint.reporters.drawing import Drawing
from replylint.reporters.recording import as_json
from replylint.reporters.summary import counted
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply
from replylint.text.source import Source

HIT = "bold green"


@click.command("try")
@click.argument("pattern")
@click.argument("text", metavar="TEXT | @FILE | -")
@click.option("--customer", metavar="FILE", help="The customer's message.")
@click.option("--format", "to", type=click.Choice(["rich", "json"]), default="rich", show_default=True)
@click.option("--model", metavar="NAME", help="The spaCy model.")
@scoped
def command(pattern: str, text: str, customer: str | None, to: str, model: str | None, **scope: Any) -> None:  # noqa: ANN401
    """Try a pattern on a text: what matches, and how the text is read.

    PATTERN is a phrase, the name of a pattern, or YAML such as "{clause: {subject: company}}".
    """
    settings = scope_settings(scope)
    pack = pack_of(settings, cache=not scope["no_cache"])
    message = None if customer is None else read_customer(customer)
    tried = trial(pattern, given(text), pack, customer=message, model=model or settings.values.model)
    options = stream_options(sys.stdout, scope["color"])
    if to == "json":
        write(as_json(asdict(tried), options, indent=2) + "\n", options)
    else:
        drawing = Drawing(options)
        write(drawing.text(lines(tried, drawing)), options)


def given(text: str) -> str:
    """The text itself, that of `@FILE`, or standard input for `-`. Raises ProblemsError."""
    if text != "-" and not text.startswith("@"):
        return text
    items = list(read([text.removeprefix("@")], ReadOptions()))
    failed = [item for item in items if isinstance(item, Problem) and item.level is Level.ERROR]
    texts = [item.text for item in items if isinstance(item, Reply)]
    if failed or not texts:
        raise ProblemsError(failed or [Problem("there is no text to try the pattern on", place=text)])
    return "\n\n".join(texts)


def lines(tried: Trial, drawing: Drawing) -> Iterator[Text]:
    """Hits first, then the patterns of the pack that hit, then how the text was read."""
    yield from hit_lines(tried, drawing)
    if tried.named:
        yield from title("Named patterns that match it, too")
        for name, hits in tried.named.items():
            words = ", ".join(dict.fromkeys(quoted(hit, tried) for hit in hits))
            yield from drawing.wrapped(Text.assemble((f"  {name}  ", "bold")), Text(drawing.said(words)), 4)
    yield from title("Clauses")
    for clause in tried.clauses:
        yield from drawing.wrapped(Text("  "), Text.assemble((drawing.said(clause.text), "bold")), 2)
        keys = ", ".join(f"{key}: {value}" for key, value in clause.keys.items() if value != "-")
        yield from drawing.wrapped(Text("    "), Text(drawing.said(keys)), 4)
    yield from title("Words")
    rows = [(word.text, word.form, word.lemma, word.tag, word.role) for word in tried.words]
    yield from table([("as written", "form", "base form", "tag", "role"), *rows], drawing)
    yield from title("Regions")
    yield from table([(name, shortened(span.of(tried.text))) for name, span in tried.regions], drawing)


def hit_lines(tried: Trial, drawing: Drawing) -> Iterator[Text]:
    """The hits, each in a code frame."""
    if not tried.hits:
        yield Text("No match.", style="bold red")
        return
    yield Text(f"{counted(len(tried.hits), 'match', 'matches')}.", style=HIT)
    source = Source("<text>", tried.text)
    for hit in tried.hits:
        if hit.span is None:
            yield from drawing.labelled("where", "the text as a whole")
        else:
            yield from drawing.framed(source, hit.span, HIT)
        yield from drawing.labelled("by", hit.pattern)


def quoted(hit: TriedHit, tried: Trial) -> str:
    """The words of a hit in quotes."""
    return "the whole" if hit.span is None else f'"{shortened(hit.span.of(tried.text))}"'


def shortened(text: str) -> str:
    """The text, cut after 60 characters."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def title(text: str) -> Iterator[Text]:
    """A heading with a blank line before it."""
    yield Text("")
    yield Text(text, style="bold underline")


def table(rows: Sequence[tuple[str, ...]], drawing: Drawing) -> Iterator[Text]:
    """Rows with their columns aligned."""
    said = [tuple(drawing.said(cell) for cell in row) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*said, strict=True)]
    for row in said:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        yield Text("  " + "  ".join(cells).rstrip())
