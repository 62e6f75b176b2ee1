"""The replies as the page shows them: the text in pieces, and the notes on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from replylint.engine.report import ReplyReport
from replylint.reporters.html.marking import Run, runs
from replylint.reporters.html.notes import KINDS, Note, clipped
from replylint.reporters.html.plots import Strokes, strokes
from replylint.reporters.html.standing import found
from replylint.reporters.options import Options
from replylint.reporters.recording import source_span
from replylint.reporters.visible import masked, visible
from replylint.text.reply import Reply
from replylint.text.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: how it is drawn, the labels of its notes and of those that begin here.

    `left_out` is how many code points are not shown in its place.
    """

    text: str
    kind: str = ""
    labels: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    placeholder: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply on the page. `has` tells the filter what is in it: number of the rule, severity, standing.

    Without `pieces`, it is only named.
    """

    number: int
    name: str
    place: str
    shelf: int
    has: str
    tally: tuple[tuple[str, int], ...]
    marks: Strokes
    rules: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    unsaid: int = 0
    pieces: tuple[Piece, ...] = ()


def named(report: ReplyReport, number: int, *, shelf: int, rules: dict[str, int]) -> Letter:
    """A reply by its name and what is in it; `rules` are the numbers of the rules."""
    there = list(found(report))
    kinds = [item.kind for item in there]
    counts = tuple((kind, kinds.count(kind)) for kind in KINDS if kind in kinds)
    return Letter(
        number,
        name_of(report.reply),
        place_of(report.reply),
        shelf,
        " ".join(sorted({f"{rules[item.finding.rule]}{item.key}" for item in there})),
        counts,
        strokes(counts),
        tuple(dict.fromkeys(visible(item.finding.rule) for item in there)),
    )


def name_of(reply: Reply) -> str:
    """What a reply is called: by its id, else by its file."""
    return clipped(reply.ident) or clipped(reply.source.name.replace("\\", "/").rsplit("/", 1)[-1])


def place_of(reply: Reply) -> str:
    """The file and line where a reply begins."""
    start = reply.source.point(source_span(reply, None).start)
    return f"{clipped(reply.source.name)}:{start.line}"


def pieces(reply: Reply, notes: Sequence[Note], spans: Sequence[Span], options: Options) -> Iterator[Piece]:
    """The text of a reply in pieces; all of its letters as blocks where it is redacted."""
    whole = runs(reply.text, spans, template=reply.template)
    for out, group in groupby(whole, key=lambda run: run.left_out):
        if out:
            yield Piece("", left_out=sum(run.span.end - run.span.start for run in group))
        else:
            yield from (piece(run, reply.text, notes, options) for run in group)


def piece(run: Run, text: str, notes: Sequence[Note], options: Options) -> Piece:
    """One run as it is shown."""
    return Piece(
        shown(text, run.span, options),
        min((notes[number].kind for number in run.notes), key=KINDS.index, default=""),
        labels(run.notes, notes),
        labels(run.starts, notes),
        run.placeholder and not options.redact,
    )


def labels(numbers: Iterable[int], notes: Sequence[Note]) -> tuple[str, ...]:
    """The labels of notes."""
    return tuple(notes[number].label for number in numbers)


def shown(text: str, span: Span, options: Options) -> str:
    """A stretch of the text: line ends are kept, other controls are made visible."""
    part = span.of(text)
    if part.endswith("\r") and text.startswith("\n", span.end):
        part = part[:-1]
    if options.redact:
        part = masked(part, "█")
    part = part.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join("\t".join(visible(cell) for cell in line.split("\t")) for line in part.split("\n"))
