"""For people: findings with code frames, grouped by reply, then the verdict and the scorecard."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import assert_never

from rich.text import Text

from replylint.engine.report import (
    Evidence,
    Finding,
    Outcome,
    ReplyReport,
    Report,
    Requirement,
    Status,
    Verdict,
)
from replylint.packs.severity import Severity
from replylint.reporters import others
from replylint.reporters.drawing import Drawing
from replylint.reporters.options import Options
from replylint.reporters.recording import excerpt
from replylint.reporters.summary import Counting, sentence
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.span import Span

STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.SUGGESTION: "bold cyan",
    Severity.OFF: "dim",
}
BAR = 10
"""Cells of a scorecard's bar."""

QUOTED = 60
"""Most characters of a draft that are quoted outside a code frame."""


def render(report: Report, options: Options) -> str:
    """The report for a terminal or a text file."""
    stream = RichStream(options)
    return "".join([stream.add(reply) for reply in report.replies] + [stream.end(report.problems)])


class RichStream:
    """The report, reply by reply. A clean reply is told of only where it is the only one, or if asked for."""

    def __init__(self, options: Options) -> None:
        self.drawing = Drawing(options)
        self.counting = Counting()
        self.alone: ReplyReport | None = None

    def add(self, report: ReplyReport) -> str:
        """The lines of one more reply."""
        self.counting.add(report)
        self.alone = report if self.counting.replies == 1 else None
        return self.told(report) if report.findings or self.drawing.options.detail > 0 else ""

    def end(self, problems: Sequence[Problem]) -> str:
        """The counts."""
        clean = self.alone is not None and not self.alone.findings and self.drawing.options.detail <= 0
        last = self.told(self.alone) if self.alone and clean else ""
        if self.drawing.options.detail < 0:
            return last
        counts = [Text(sentence(self.counting.tally(problems)), style="bold")]
        if self.counting.fixable:
            counts.append(Text(f"`replylint fix` mends {self.counting.fixable:,} of them."))
        return last + self.drawing.text(line for t in counts for line in self.drawing.wrapped(Text(""), t, 0))

    def told(self, report: ReplyReport) -> str:
        """A reply and a blank line."""
        return self.drawing.text(chain(reply_lines(report, self.drawing), [Text("")]))


def reply_lines(report: ReplyReport, drawing: Drawing) -> Iterator[Text]:
    """One reply: heading, findings, verdict, scorecard."""
    yield heading(report.reply, drawing)
    for index, finding in enumerate(report.findings):
        if finding.under is None:
            yield Text("")
            yield from finding_lines(finding, report.reply, drawing)
            yield from folded_lines(index, report.findings, drawing)
    if drawing.options.detail < 0:
        return
    yield Text("")
    yield from verdict_lines(report, drawing)
    if report.findings or drawing.options.detail > 0:
        yield from scorecard_lines(report, drawing)
    if drawing.options.detail > 0:
        for requirement in report.requirements:
            yield from requirement_lines(requirement, report.reply, drawing)
        for hidden in report.hidden:
            reason = f": {hidden.reason}" if hidden.reason else ""
            yield from drawing.labelled("hidden", f"{hidden.finding.rule}, {hidden.status}{reason}")


def heading(reply: Reply, drawing: Drawing) -> Text:
    """The path; for one reply of many in a file, its line and id too."""
    path = drawing.said(reply.source.name)
    if not reply.ident:
        return Text(path, style="bold underline")
    line = reply.source.point(reply.source_span(Span(0, len(reply.text))).start).line
    return Text.assemble((f"{path}:{line}", "bold underline"), " ", (drawing.said(reply.ident), "bold"))


def finding_lines(finding: Finding, reply: Reply, drawing: Drawing) -> Iterator[Text]:
    """One finding: what, where, why if asked, and what to do instead."""
    style = STYLES[finding.severity]
    head = Text.assemble((f"{finding.severity.value}:", style), " ")
    named = Text.assemble(
        (drawing.said(finding.message), "bold"), (f" [{drawing.said(finding.rule)}]", "dim")
    )
    yield from drawing.wrapped(head, named, 2)
    if finding.span is None:
        yield from drawing.labelled("where", "the reply as a whole")
    else:
        yield from drawing.framed(reply.source, reply.source_span(finding.span), style)
    if drawing.options.explain:
        for item in finding.evidence:
            yield from evidence_lines(item, reply, drawing)
    for line in others.lines(finding.others, drawing.options):
        yield from drawing.labelled("see", line)
    if finding.advice:
        yield from drawing.labelled("help", finding.advice)


def folded_lines(index: int, findings: Sequence[Finding], drawing: Drawing) -> Iterator[Text]:
    """The findings folded under one, and under those in turn."""
    for inner, finding in enumerate(findings):
        if finding.under == index and inner != index:
            yield from drawing.labelled("also", finding.rule)
            if inner > index:
                yield from folded_lines(inner, findings, drawing)


def evidence_lines(item: Evidence, reply: Reply, drawing: Drawing) -> Iterator[Text]:
    """Which pattern matched which words."""
    label = "closest" if item.near else "matched"
    yield from drawing.labelled(
        label, f"{item.pattern} {drawing.sign('←', '<-')} {quoted(item.span, reply, drawing)}"
    )


def quoted(span: Span, reply: Reply, drawing: Drawing) -> str:
    """The words of a span in quotes, cut where they are long."""
    words = excerpt(reply.text, span, drawing.options)
    if drawing.options.redact:
        return words
    return f'"{words}"' if len(words) <= QUOTED else f'"{words[:QUOTED]}{drawing.sign("…", "...")}"'


def verdict_lines(report: ReplyReport, drawing: Drawing) -> Iterator[Text]:
    """The verdict, and what it means."""
    verdict = report.verdict
    match verdict:
        case Verdict.PASS:
            old = any(hidden.status is Status.ACCEPTED for hidden in report.hidden)
            style, meaning = "bold green", "nothing new was found" if old else "ready to send"
        case Verdict.ADVISE:
            style, meaning = "bold yellow", "can be sent, better with these changes"
        case Verdict.BLOCK:
            style, meaning = "bold red", "not ready to send, the errors come first"
        case _:
            assert_never(verdict)
    yield from drawing.wrapped(
        Text.assemble(("verdict: ", "bold")), Text.assemble((verdict.value, style), f" - {meaning}"), 9
    )


def scorecard_lines(report: ReplyReport, drawing: Drawing) -> Iterator[Text]:
    """One line a group of guidelines: a bar and the score, 0 to 100."""
    names = max((len(score.group) for score in report.scorecard), default=0)
    for score in report.scorecard:
        full = max(0, min(BAR, round(score.score * BAR / 100)))
        bar = drawing.sign("█", "#") * full + drawing.sign("░", "-") * (BAR - full)
        yield Text.assemble(f"  {drawing.said(score.group):<{names}} ", (bar, "blue"), f" {score.score:>3}")


def requirement_lines(requirement: Requirement, reply: Reply, drawing: Drawing) -> Iterator[Text]:
    """How a requirement came out."""
    words = f": {quoted(requirement.span, reply, drawing)}" if requirement.span else ""
    match requirement.outcome:
        case Outcome.MET:
            label = "fine"
        case Outcome.MISSING:
            label = "missing"
        case Outcome.NOT_APPLICABLE:
            label = "no need"
        case _:
            assert_never(requirement.outcome)
    yield from drawing.labelled(label, f"{requirement.rule}{words}")
