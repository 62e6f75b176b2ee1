"""The parts that findings and problems are drawn from. All text goes through `visible`: never markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.text import Text

from replylint.reporters.frame import Pen, frame
from replylint.reporters.options import Options
from replylint.reporters.visible import visible
from replylint.text.source import Source
from replylint.text.span import Span

INDENT = 2
LABELS = 9
"""Cells before the colon of a label, so that labels such as `help` stand under one another."""

NARROWEST = 40
"""Cells: a narrower terminal wraps by itself."""


@dataclass(frozen=True)
class Drawing:
    """A sheet of one width and style; lines are yielded, `text` turns them into a string."""

    options: Options

    @property
    def width(self) -> int:
        """The cells of a row."""
        return max(self.options.width, NARROWEST)

    def sign(self, fancy: str, plain: str) -> str:
        """A sign, or its ASCII stand-in where the output cannot carry it."""
        return fancy if self.options.unicode else plain

    def said(self, text: str) -> str:
        """Any text on one line, safe to print."""
        return self.options.carried(visible(" ".join(text.split(" ")).replace("\n", " ").strip()))

    def wrapped(self, head: Text, text: Text, indent: int) -> Iterator[Text]:
        """A head and a text that hangs, where it wraps, at `indent` cells."""
        yield from wrap(head + text, self.width, indent)

    def labelled(self, label: str, text: str, style: str = "") -> Iterator[Text]:
        """`label: text`, labels set to the right so that texts stand under one another."""
        head = Text.assemble((f"{label:>{LABELS}}: ", "bold"))
        yield from self.wrapped(head, Text.assemble((self.said(text), style)), LABELS + 2)

    def framed(self, source: Source, span: Span, style: str) -> Iterator[Text]:
        """The code frame of a span of the source."""
        last = source.point(max(span.end, span.start)).line
        digits = max(len(str(last)), 2)
        bar = self.sign("│", "|")
        pen = Pen(self.width - INDENT - digits - 3, self.options)
        for row in frame(source, span, pen):
            number = "" if row.number is None else str(row.number)
            yield Text.assemble((f"{'':{INDENT}}{number:>{digits}} {bar} ", "blue"), row.text or "")
            if row.underline:
                yield Text.assemble((f"{'':{INDENT}}{'':{digits}} {bar} ", "blue"), (row.underline, style))

    def text(self, lines: Iterator[Text]) -> str:
        """The lines as a string, with ANSI styles where colour is on."""
        out = StringIO()
        console = Console(
            file=out,
            width=self.width,
            force_terminal=self.options.color,
            color_system="standard" if self.options.color else None,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )
        for line in lines:
            line.rstrip()
            console.print(line, soft_wrap=True)
        return out.getvalue()


WRAPPER = Console(file=StringIO(), width=80, legacy_windows=False, _environ={})


def wrap(text: Text, width: int, indent: int) -> Iterator[Text]:
    """The text in rows of `width` cells, all but the first indented."""
    first, *rest = text.wrap(WRAPPER, width) or [Text("")]
    yield first
    if not rest:
        return
    tail = text[len(first.plain) :]
    tail = tail[len(tail.plain) - len(tail.plain.lstrip()) :] if tail.plain[:1] == " " else tail
    for row in tail.wrap(WRAPPER, width - indent):
        yield Text(" " * indent) + row
