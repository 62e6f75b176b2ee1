"""What fixes change: as a unified diff, and line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from replylint.fixing.lines import Hunk, Lines, hunks
from replylint.fixing.rounds import Done
from replylint.reporters.drawing import Drawing
from replylint.reporters.options import Options
from replylint.reporters.summary import counted
from replylint.reporters.visible import visible

STYLES = {"-": "red", "+": "green", " ": "", "@": "cyan"}
MISSING = "\\ No newline at end of file\n"


@dataclass
class Tally:
    """How many fixes were made in how many files, and how many were left and why."""

    fixes: int = 0
    files: int = 0
    unsafe: int = 0
    inexact: int = 0


def patch(lines: Lines) -> str:
    """The diff of a file as other programs read it: its lines as they are, line ends included."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n{MISSING}"
        for line in (sign + text for sign, text in signed(lines))
    )


def drawn(lines: Lines, options: Options) -> str:
    """The diff of a file for a terminal: nothing in it can steer that."""
    drawing = Drawing(options)
    shown = ((sign, visible(text.rstrip("\r\n"))) for sign, text in signed(lines))
    return drawing.text(Text(sign + options.carried(text), style=STYLES[sign[0]]) for sign, text in shown)


def signed(lines: Lines) -> Iterator[tuple[str, str]]:
    """The lines of a diff: what each begins with, and its text."""
    name = visible(lines.before.name)
    yield "--- ", f"{name}\n"
    yield "+++ ", f"{name}\n"
    for hunk in hunks(lines):
        yield "@@ ", f"{header(hunk)} @@\n"
        yield from hunk.lines


def header(hunk: Hunk) -> str:
    """Where a hunk stands: first line and number of lines, before and now."""
    return " ".join(
        f"{sign}{first}" if count == 1 else f"{sign}{first},{count}"
        for sign, (first, count) in (("-", hunk.before), ("+", hunk.now))
    )


def told(done: Done, options: Options) -> str:
    """One fix on a line: place, rule, and the words before and after."""
    drawing = Drawing(options)
    point = done.source.point(done.change.span.start)
    before, after = done.change.span.of(done.source.text), done.change.text
    place = f"{drawing.said(done.source.name)}:{point.line}:{point.column}: "
    arrow = drawing.sign("→", "->")
    words = (
        f"{quoted(before, drawing)} {arrow} {quoted(after, drawing)}"
        if after
        else f"{quoted(before, drawing)} taken out"
    )
    return drawing.text(iter([Text.assemble(place, (done.change.rule, "bold"), " ", words)]))


def quoted(words: str, drawing: Drawing) -> str:
    """Words in quotes, on one line."""
    return f'"{drawing.options.carried(visible(words))}"'


def summary(tally: Tally, *, diff: bool, failed: bool) -> str:
    """The counts in words; `failed` says that something could not be read or fixed."""
    verb = "Would fix" if diff else "Fixed"
    files = counted(tally.files, "file")
    nothing = "Nothing was fixed." if failed else "Nothing to fix."
    told = [f"{verb} {counted(tally.fixes, 'finding')} in {files}." if tally.fixes else nothing]
    if tally.unsafe:
        told.append(
            f"{counted(tally.unsafe, 'more fix', 'more fixes')} with --unsafe, to be looked at afterwards."
        )
    if tally.inexact:
        told.append(f"{tally.inexact:,} not made: the text is encoded there; write it yourself.")
    return " ".join(told) + "\n"
