import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from replylint.readers.delimited import TableError, cell_text, read_csv, scan_rows
from replylint.readers.options import ReadOptions
from replylint.text.source import Source
from replylint.text.span import Span

cells = st.text(st.sampled_from('ab ",;\t\r\n🙂é'), max_size=8)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), max_size=5)


def ours(text: str, delimiter: str) -> list[list[str]]:
    return [[cell_text(text, cell) for cell in row] for row in scan_rows(text, delimiter)]


def theirs(text: str, delimiter: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]


@given(
    tables,
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_the_csv_module_writes_is_read_back(table, delimiter, quoting, line_end):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(table)
    assert ours(out.getvalue(), delimiter) == theirs(out.getvalue(), delimiter)
    if quoting == csv.QUOTE_ALL or line_end == "\r\n":  # else Python before 3.13 leaves a lone CR unquoted
        assert ours(out.getvalue(), delimiter) == table


@given(st.text(st.sampled_from('ab",\r\n'), max_size=24))
@example('"a"b"c",d')
@example('a"b,"c""\r\nd"')
def test_any_text_is_read_as_the_csv_module_reads_it(text):
    try:
        rows = ours(text, ",")
    except TableError as error:
        assert text[error.offset] == '"'
        with pytest.raises(csv.Error):
            list(csv.reader(io.StringIO(text, newline=""), strict=True))
    else:
        assert rows == theirs(text, ",")


@given(cells, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_exact_spans_read_the_same_on_both_sides(cell, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting).writerows([["id", "text"], ["1", f"x{cell}"]])
    source = Source("a.csv", out.getvalue())
    (reply,) = read_csv(source, ReadOptions(reply_field="text"))
    assert reply.text == f"x{cell}"
    for start in range(len(reply.text)):
        for end in range(start + 1, len(reply.text) + 1):
            span = Span(start, end)
            on_disk = reply.source_span(span).of(source.text)
            assert on_disk.replace('""', '"') == span.of(reply.text)
            if reply.offsets.is_exact(span):
                assert on_disk == span.of(reply.text)


@pytest.mark.parametrize("header", ["id;text", "id\ttext", "id,text", '"i,d,e";text', '\n"id";text'])
def test_the_delimiter_is_told_from_the_header(header):
    delimiter = next(mark for mark in ";\t," if header.endswith(f"{mark}text"))
    rows = list(
        read_csv(Source("a.csv", f"{header}\r\na,b{delimiter}c\r\n".replace("a,b", "a")), ReadOptions("text"))
    )
    assert [row.text for row in rows] == ["c"]


def test_a_cell_may_be_longer_than_the_csv_module_allows():
    long = "x" * (csv.field_size_limit() + 1)
    (reply,) = read_csv(Source("a.csv", f"text\n{long}\n"), ReadOptions("text"))
    assert reply.text == long


def test_a_row_of_very_many_cells_ends_the_reading():
    (problem,) = read_csv(Source("a.csv", "," * 1_000_000), ReadOptions("text"))
    assert problem.message == "not checked: the rest of the file: this row has more than 10,000 cells"


@pytest.mark.parametrize(
    "text", ["\n" * 5_000_000, "\r\n" * 2_000_000 + "a", '"' * 3_000_001, '"a' * 1_000_001]
)
def test_long_nonsense_is_read_in_linear_time(text):
    items = list(read_csv(Source("a.csv", text), ReadOptions("text")))
    assert len(items) == 1
