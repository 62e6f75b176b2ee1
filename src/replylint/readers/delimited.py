"""Data sets as tables: CSV and TSV (RFC 4180), with positions."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replylint.readers.naming import listed, nearest, shown
from replylint.readers.options import ReadOptions
from replylint.readers.rows import Cell, rows_to_replies
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
LINE_BREAKS = re.compile(r"[\r\n]*+")
HEADER_MARK = re.compile(QUOTED + r"|[,;\t]|[\r\n]")
DOUBLED = re.compile(r'(?P<plain>[^"]++)|""')
DELIMITERS = ",;\t"
MAX_COLUMNS = 10_000
CLOSE_QUOTE = 'close it; a quote inside a quoted cell is written twice ("")'


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: a span for each column, quotes included."""

    source: Source
    span: Span
    header: tuple[str, ...]
    cells: tuple[Span, ...]

    def names(self) -> Sequence[str]:
        """The columns in order."""
        return self.header

    def find(self, name: str) -> Cell | None:
        """The cell in the column of that name."""
        if name not in self.header:
            return None
        span = self.cells[self.header.index(name)]
        return Cell(cell_text(self.source.text, span), "text", span)

    def repeats(self, name: str) -> bool:
        """Whether two columns have the name; the header is refused when it is one that is asked for."""
        return self.header.count(name) > 1

    def offsets(self, cell: Cell) -> OffsetMap:
        """The map from a cell's text to the file."""
        return cell_map(self.source.text, cell.span)


def read_csv(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The replies of a table with comma, semicolon or tab, whichever its header line has most of."""
    return rows_to_replies(table_rows(source, None, options), source, options)


def read_tsv(source: Source, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The replies of a table with tabs."""
    return rows_to_replies(table_rows(source, "\t", options), source, options)


def cell_text(text: str, span: Span) -> str:
    """What a cell says: without its quotes, doubled ones halved."""
    if not text.startswith('"', span.start):
        return span.of(text)
    return "".join(
        '"' if piece.of(text) == '""' and not exact else piece.of(text)
        for _, piece, exact in _pieces(text, span)
    )


def cell_map(text: str, span: Span) -> OffsetMap:
    """The map from what a cell says to the file."""
    return OffsetMap.of_pieces(_pieces(text, span))


def scan_rows(text: str, delimiter: str) -> Iterator[tuple[Span, ...]]:
    """The cells of each row that is not blank, as spans with their quotes.

    What follows a closing quote belongs to the cell, as Python's csv module has it. Raises TableError,
    when the rows before it have been given, at an unclosed quote or beyond MAX_COLUMNS.
    """
    cell = re.compile(rf"(?:{QUOTED}|(?!\"))[^{delimiter}\r\n]*+")
    at, cells = _skip_blank(text, 0), list[Span]()
    while at < len(text) or cells:
        found = cell.match(text, at)
        if found is None:
            raise TableError(at, "the quote that opens here is never closed", CLOSE_QUOTE)
        if len(cells) == MAX_COLUMNS:
            raise TableError(at, f"this row has more than {MAX_COLUMNS:,} cells", "is the file a table?")
        cells.append(Span(*found.span()))
        at = found.end()
        if text[at : at + 1] == delimiter:
            at += 1
            continue
        at = _skip_blank(text, at)
        yield tuple(cells)
        cells = []


class TableError(Exception):
    """What keeps a table from being read on, at `offset` (code points)."""

    def __init__(self, offset: int, reason: str, hint: str) -> None:
        self.offset = offset
        self.reason = reason
        self.hint = hint
        super().__init__(f"{reason} (at {offset})")


def _skip_blank(text: str, at: int) -> int:
    blank = LINE_BREAKS.match(text, at)
    return blank.end() if blank else at


def _pieces(text: str, span: Span) -> Iterator[tuple[int, Span, bool]]:
    start, end = span
    if text[start : start + 1] == '"' and end > start:
        quoted = re.compile(QUOTED).match(text, start, end)
        close = quoted.end() if quoted else end
        for piece in DOUBLED.finditer(text, start + 1, close - 1):
            exact = piece.lastgroup == "plain"
            yield (piece.end() - piece.start() if exact else 1), Span(*piece.span()), exact
        start = close
    if start < end:
        yield end - start, Span(start, end), True


def _delimiter(text: str) -> str:
    counts: Counter[str] = Counter()
    start = len(text) - len(text.lstrip("\r\n"))
    for mark in HEADER_MARK.finditer(text, start):
        if mark[0] in "\r\n":
            break
        counts[mark[0]] += mark[0] in DELIMITERS
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def table_rows(source: Source, delimiter: str | None, options: ReadOptions) -> Iterator[TableRow | Problem]:
    """The rows under the header; without a delimiter, the one that the header has most of."""
    delimiter = delimiter or _delimiter(source.text)
    header: tuple[str, ...] = ()
    try:
        for cells in scan_rows(source.text, delimiter):
            span = Span(cells[0].start, cells[-1].end)
            if not header:
                header = tuple(cell_text(source.text, cell) for cell in cells)
                problem = _header_problem(header, source, span, options)
                if problem:
                    yield problem
                    return
            elif all(cell.start == cell.end for cell in cells):
                continue
            elif len(cells) != len(header):
                yield _ragged(source, span, len(cells), len(header))
            else:
                yield TableRow(source, span, header, cells)
    except TableError as error:
        yield Problem(
            f"not checked: the rest of the file: {error.reason}",
            source=source,
            span=Span(error.offset, min(error.offset + 1, len(source.text))),
            hint=error.hint,
        )


def _header_problem(names: Sequence[str], source: Source, span: Span, options: ReadOptions) -> Problem | None:
    name = options.reply_field
    if name is not None and name not in names:
        close = nearest(name, names)
        hint = (
            f"did you mean {shown(close)}? The columns are {listed(names)}"
            if close
            else f"the columns are {listed(names)}"
        )
        return Problem(f"not checked: no column {shown(name)}", source=source, span=span, hint=hint)
    for field in (name, options.customer_field, options.turn_field, options.id_field):
        if field is not None and names.count(field) > 1:
            return Problem(
                f"not checked: {names.count(field)} columns are called {shown(field)}",
                source=source,
                span=span,
                hint="give each column a name of its own",
            )
    return None


def _ragged(source: Source, span: Span, has: int, width: int) -> Problem:
    cells = "1 cell" if has == 1 else f"{has:,} cells"
    return Problem(
        f"not checked: this row has {cells}, the header has {width:,}",
        source=source,
        span=span,
        hint="put a text that holds the delimiter or a line break in double quotes",
    )
