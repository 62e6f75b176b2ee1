"""Where the content of a Markdown block stands in its file."""

from markdown_it.token import Token

from replylint.readers.excerpt import Composer, Excerpt
from replylint.text.source import Source
from replylint.text.span import Span

SPACES = " \t"


class Lines:
    """The lines of a file, in which the lines of a block's content are found again.

    A line of content is the end of its line in the file: what is left when quote marks, list marks and
    indents are gone. A cell of a table stands after the cell before it.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.whole = Excerpt.of(source.text, Span(0, len(source.text)))
        self._number = -1
        self._span = Span(0, 0)
        self._cell = 0

    def content(self, token: Token, *, cell: bool = False) -> Excerpt:
        """The content of a block, with its place in the file."""
        composer = Composer(self.whole)
        first = token.map[0] if token.map else 0
        end = -1
        for nth, line in enumerate(token.content.split("\n")):
            if nth:
                self._line_end(composer, end)
            if first + nth >= len(self.source.line_starts):
                break
            end = self._line(composer, line, first + nth, cell=cell)
        return composer.excerpt()

    def _line(self, composer: Composer, line: str, number: int, *, cell: bool) -> int:
        """Write a line of content; gives the place in the file where it ends."""
        if number != self._number:
            self._number = number
            span = self.source.line_span(number + 1)
            self._span = Span(span.start, span.start + len(span.of(self.source.text).rstrip(SPACES)))
            self._cell = span.start
        core = line.strip(SPACES)
        start = self._find(core, cell=cell)
        if start < 0:
            composer.put(line, *self._span)
            return self._span.end
        end = start + len(core)
        indent = len(line) - len(line.lstrip(SPACES)) if core else 0
        composer.put(line[:indent], start, start)
        composer.copy(start, end)
        composer.put(line[indent + len(core) :], end, end)
        self._cell = end
        return end

    def _find(self, core: str, *, cell: bool) -> int:
        start, end = self._span
        if cell:
            return self.source.text.find(core, self._cell, end)
        if self.source.text.endswith(core, max(start, end - len(core)), end):
            return end - len(core)
        return self.source.text.find(core, start, end)

    def _line_end(self, composer: Composer, end: int) -> None:
        """Write the line end that comes next in the file."""
        text = self.source.text
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        if text.startswith("\n", end):
            composer.copy(end, end + 1)
        else:
            composer.put("\n", end, min(end + 1 + text.startswith("\r\n", end), len(text)))
