"""The replies as the page shows them: the text in pieces, and the notes on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from replylint.engine.report import Finding, ReplyReport
from replylint.reporters.html import bounds
from replylint.reporters.html.marking import Run, runs
from replylint.reporters.html.plots import Strokes, strokes
from replylint.reporters.html.standing import Found, Standing, found
from replylint.reporters.options import Options
from replylint.reporters.recording import excerpt, source_span
from replylint.reporters.visible import masked, visible
from replylint.text.reply import Reply
from replylint.text.span import Span

KINDS = ("error", "warning", "suggestion", "old", "suppressed")
"""How findings are drawn, the worst first."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it stands in the margin, with the rules that are folded under it.

    One on the reply as a whole has no label.
    """

    label: str
    kind: str
    severity: str
    standing: str
    rule: str
    message: str
    advice: str
    reason: str
    also: tuple[str, ...]
    fix: tuple[str, str] | None
    evidence: tuple[str, ...]


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


def clipped(text: str) -> str:
    """A name on one line, and not longer than the page takes."""
    return visible(text if len(text) <= bounds.NAME else f"{text[: bounds.NAME - 1]}…")


def noted(report: ReplyReport, options: Options) -> tuple[list[Note], list[Span], int]:
    """The notes on a reply, the spans of those that have a label, and how many there is no room for."""
    there = [item for item in found(report) if not folded(item)]
    kept = sorted(there, key=lambda item: KINDS.index(item.kind))[: bounds.NOTES]
    kept.sort(key=lambda item: (item.finding.span is None, item.finding.span or Span(0, 0)))
    spans = [item.finding.span for item in kept if item.finding.span is not None]
    labels = [str(number) for number in range(1, len(spans) + 1)] + [""] * (len(kept) - len(spans))
    notes = [note(item, label, report, options) for item, label in zip(kept, labels, strict=True)]
    return notes, spans, len(there) - len(kept)


def folded(item: Found) -> bool:
    """Whether a finding is told of with the one that it is folded under."""
    return item.standing is Standing.COUNTS and item.finding.under is not None


def note(item: Found, label: str, report: ReplyReport, options: Options) -> Note:
    """The note of a finding."""
    finding, reply = item.finding, report.reply
    also = under(finding, report.findings) if item.standing is Standing.COUNTS else ()
    return Note(
        label,
        item.kind,
        finding.severity.value,
        item.standing.value,
        visible(finding.rule),
        visible(finding.message),
        visible(finding.advice),
        visible(item.reason),
        tuple(visible(rule) for rule in also),
        mended(finding, reply, options),
        tuple(evidence(finding, reply, options)) if options.explain else (),
    )


def under(finding: Finding, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The rules folded under a finding, and under those in turn."""
    inside = {next((n for n, other in enumerate(findings) if other is finding), -1)}
    rules: list[str] = []
    grown = True
    while grown:
        grown = False
        for number, other in enumerate(findings):
            if other.under in inside and number not in inside:
                inside.add(number)
                rules.append(other.rule)
                grown = True
    return tuple(rules)


def mended(finding: Finding, reply: Reply, options: Options) -> tuple[str, str] | None:
    """What would be written in place of which words."""
    if finding.fix is None or options.redact:
        return None
    return clipped(finding.fix.span.of(reply.text)), clipped(finding.fix.text)


def evidence(finding: Finding, reply: Reply, options: Options) -> Iterator[str]:
    """Which patterns matched which words."""
    for item in finding.evidence:
        words = clipped(excerpt(reply.text, item.span, options))
        told = words if options.redact else f"“{words}”"
        yield f"{visible(item.pattern)} {'came closest with' if item.near else 'matched'} {told}"


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
