"""All that the page shows, ready for its template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from replylint import __version__
from replylint.engine.report import ReplyReport, Report
from replylint.reporters.html import bounds, census, plots, prose
from replylint.reporters.html.letters import Letter, named, pieces
from replylint.reporters.html.notes import clipped, noted
from replylint.reporters.html.standing import urgency
from replylint.reporters.html.trend import Trend, severities, trend
from replylint.reporters.options import Options
from replylint.reporters.summary import Tally, tally
from replylint.reporters.visible import visible
from replylint.text.problem import Level, Problem


@dataclass(frozen=True, slots=True)
class Told:
    """A problem."""

    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with its bar."""

    number: int
    count: census.RuleCount
    bars: tuple[plots.Bar, ...]


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A shelf with its marks; without a number it stands for several."""

    number: int | None
    shelf: census.Shelf
    field: plots.Field


@dataclass(frozen=True, slots=True)
class Page:
    """The page. `unnamed` replies with findings are not on it, `unshown` ones only by name.

    `marks` are the shelves that are drawn, the last one standing for all others.
    """

    headline: str
    findings: str
    counts: Tally
    version: str
    day: str
    redacted: bool
    undone: tuple[Told, ...]
    remarks: tuple[Told, ...]
    severities: tuple[plots.Bar, ...]
    trend: Trend | None
    grid: plots.Grid
    kinds: tuple[tuple[str, int], ...]
    shelves: tuple[str, ...]
    marks: tuple[ShelfRow, ...]
    rules: tuple[RuleRow, ...]
    letters: tuple[Letter, ...]
    unshown: int
    unnamed: int


def page(report: Report, options: Options) -> Page:
    """The page of a report."""
    counts = tally(report)
    rules = census.rule_counts(report)
    names = census.shelf_names(report.replies)
    shelves = census.shelves(report.replies, names)
    grid = plots.grid(len(report.replies))
    places = {shelf.name: number for number, shelf in enumerate(shelves)}
    flawed = [
        (judged, places[name])
        for judged, name in zip(report.replies, names, strict=True)
        if judged.findings or judged.hidden
    ]
    flawed.sort(key=lambda pair: urgency(pair[0]))
    numbers = {rule.rule: number for number, rule in enumerate(rules)}
    letters = tuple(written(flawed[: bounds.LINES], numbers, options))
    return Page(
        headline=prose.headline(counts),
        findings=prose.findings(counts),
        counts=counts,
        version=__version__,
        day=options.day,
        redacted=options.redact,
        undone=tuple(told(report.problems, Level.ERROR)),
        remarks=tuple(told(report.problems, Level.WARNING)),
        severities=plots.bars(severities(counts), sum(n for _, n in severities(counts)) or 1),
        trend=trend(report, counts),
        grid=grid,
        kinds=census.together(shelves, "").kinds,
        shelves=tuple(clipped(shelf.name) for shelf in shelves),
        marks=tuple(marks(shelves, grid)),
        rules=tuple(rule_rows(rules)),
        letters=letters,
        unshown=sum(not letter.pieces for letter in letters),
        unnamed=len(flawed) - len(letters),
    )


def written(
    flawed: Sequence[tuple[ReplyReport, int]], numbers: dict[str, int], options: Options
) -> Iterator[Letter]:
    """The replies, with their text as long as there is room for it."""
    room = bounds.CHARACTERS
    known = {(judged.reply.source.name, judged.reply.ident): n for n, (judged, _) in enumerate(flawed, 1)}
    for number, (judged, shelf) in enumerate(flawed, 1):
        letter = named(judged, number, shelf=shelf, rules=numbers)
        if number <= bounds.ENTRIES and room > 0:
            notes, spans, unsaid = noted(judged, options, known)
            text = tuple(pieces(judged.reply, notes, spans, options))
            room -= sum(len(piece.text) for piece in text)
            letter = replace(letter, notes=tuple(notes), unsaid=unsaid, pieces=text)
        yield letter


def told(problems: Sequence[Problem], level: Level) -> Iterator[Told]:
    """The problems of a level."""
    for problem in problems:
        if problem.level is level:
            yield Told(clipped(problem.location), visible(problem.message), visible(problem.hint))


def marks(shelves: Sequence[census.Shelf], grid: plots.Grid) -> Iterator[ShelfRow]:
    """The shelves with their marks; those that there is no room for as one."""
    half = replace(grid, across=grid.across // 2) if len(shelves) > plots.MANY else grid
    for number, shelf in enumerate(shelves[: bounds.SHELVES]):
        clip = replace(shelf, name=clipped(shelf.name))
        yield ShelfRow(number, clip, plots.field(shelf.kinds, half))
    if rest := shelves[bounds.SHELVES :]:
        shelf = census.together(rest, f"{len(rest):,} more")
        yield ShelfRow(None, shelf, plots.field(shelf.kinds, grid))


def rule_rows(rules: Sequence[census.RuleCount]) -> Iterator[RuleRow]:
    """The rules with their bars: what is mended goes to the left, what is there to the right."""
    left = max((rule.mended for rule in rules), default=0)
    scale = left + max((rule.new + rule.old for rule in rules), default=0) or 1
    for number, rule in enumerate(rules):
        parts = (("mended", rule.mended), ("old", rule.old), (rule.severity.value, rule.new))
        count = replace(rule, rule=clipped(rule.rule))
        yield RuleRow(number, count, plots.bars(parts, scale, start=left - rule.mended))
