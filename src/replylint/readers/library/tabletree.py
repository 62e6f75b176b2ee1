"""CSV and TSV as trees: a list of rows, each a mapping by the header's names."""

from replylint.readers.delimited import cell_map, cell_text, table_rows
from replylint.readers.library.document import MOST_VALUES, Document, Items, Table, too_many
from replylint.readers.options import ReadOptions
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.source import Source
from replylint.text.span import Span


def table_tree(source: Source, delimiter: str | None = None) -> Document:
    """The rows under the header line; rows that do not fit it are problems.

    The delimiter is the one that the header has most of, unless it is said. Of columns of one name the last
    counts. Raises ProblemsError where the table is too large.
    """
    rows = Items()
    problems: list[Problem] = []
    values = 0
    for row in table_rows(source, delimiter, ReadOptions()):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        values += len(row.cells) + 1
        if values > MOST_VALUES:
            raise too_many(source, row.span.start)
        table = Table()
        for name, cell in zip(row.header, row.cells, strict=True):
            table.put(name, cell_text(source.text, cell), cell)
        rows.add(table, row.span)
    return Document(source, rows, Span(0, len(source.text)), table_map, tuple(problems))


def table_map(source: Source, place: Span, text: str) -> OffsetMap:  # noqa: ARG001 - the cell says it all
    """The map from what a cell says to the file."""
    return cell_map(source.text, place)
