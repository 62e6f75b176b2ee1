"""What was read as the replies: region by region, for people and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from replylint.engine.outline import Region
from replylint.reporters.drawing import Drawing
from replylint.reporters.options import Options
from replylint.reporters.recording import location, problem_record
from replylint.reporters.records import LocationRecord, ProblemRecord
from replylint.reporters.rich import heading
from replylint.reporters.visible import visible
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import LINE_END
from replylint.text.span import Span

STYLES = {"reply": "bold green", "quote": "bold blue", "signature": "bold magenta"}


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A region. `span` counts code points of the reply's text, or of the customer's message.

    `location` is null for a text that does not stand in the file; `exact` says whether it stands there
    letter by letter.
    """

    kind: str
    part: str
    span: tuple[int, int]
    text: str
    location: LocationRecord | None
    exact: bool


@dataclass(frozen=True, slots=True)
class OutlineRecord:
    """One reply and its regions, in order; the customer's message comes last."""

    id: str | None
    path: str
    turn: str
    template: bool
    regions: list[RegionRecord]


@dataclass(frozen=True, slots=True)
class OutlinesRecord:
    """A run of `replylint text`."""

    version: int
    replies: list[OutlineRecord]
    problems: list[ProblemRecord]


def record(outlines: Sequence[tuple[Reply, Sequence[Region]]], problems: Sequence[Problem]) -> OutlinesRecord:
    """The outlines of replies as a record."""
    replies = [
        OutlineRecord(
            reply.ident or None,
            reply.source.name,
            reply.turn.value,
            reply.template,
            [region_record(region, reply) for region in regions],
        )
        for reply, regions in outlines
    ]
    return OutlinesRecord(1, replies, [problem_record(problem) for problem in problems])


def region_record(region: Region, reply: Reply) -> RegionRecord:
    """The record of a region."""
    place = location(reply.source, region.offsets.to_source(region.span)) if region.offsets else None
    exact = region.offsets is not None and region.offsets.is_exact(region.span)
    span = (region.span.start, region.span.end)
    return RegionRecord(region.kind, region.part.value, span, region.words, place, exact)


def render(reply: Reply, regions: Sequence[Region], options: Options) -> str:
    """The outline of a reply, each line with its number in the file."""
    drawing = Drawing(options)
    return drawing.text(lines(reply, regions, drawing))


def lines(reply: Reply, regions: Sequence[Region], drawing: Drawing) -> Iterator[Text]:
    """The heading, then the regions, each with its name."""
    head = heading(reply, drawing)
    told = [reply.turn.value] * (reply.turn.value != "whole") + ["template"] * reply.template
    yield head + Text(f" ({', '.join(told)})" if told else "", style="dim")
    for region in regions:
        yield Text(f"{region.kind}:", style=STYLES[region.part.value])
        yield from region_lines(region, reply, drawing)
    yield Text("")


def region_lines(region: Region, reply: Reply, drawing: Drawing) -> Iterator[Text]:
    """The lines of a region."""
    bar = drawing.sign("│", "|")
    for span in line_spans(region):
        number = "-"
        if region.offsets is not None:
            number = str(reply.source.point(region.offsets.to_source(span).start).line)
        text = drawing.options.carried(visible(span.of(region.text).expandtabs(4)))
        prefix = Text(f"{number:>6} {bar} ", style="blue")
        yield from drawing.wrapped(prefix, Text(text), len(prefix.plain))


def line_spans(region: Region) -> Iterator[Span]:
    """The stretches between the line ends of a region."""
    start = region.span.start
    for end in LINE_END.finditer(region.text, *region.span):
        yield Span(start, end.start())
        start = end.end()
    if start < region.span.end:
        yield Span(start, region.span.end)
