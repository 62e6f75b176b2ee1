"""Columns in every unit are those that a plain count gives."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.reporters.position import STEP, Region, Ruler, Unit
from replylint.text.source import Source
from replylint.text.span import Span

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("ab \t\n\r日é🙂\u0301\ud800")), max_size=60)
CODECS = {Unit.CODE_POINTS: ("utf-32-be", 4), Unit.UTF16: ("utf-16-be", 2), Unit.UTF8: ("utf-8", 1)}


def counted(line, unit):
    codec, size = CODECS[unit]
    return len(line.encode(codec, "surrogatepass")) // size + 1


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(Unit))
def test_a_region_is_what_a_plain_count_gives(before, inside, after, unit):
    source = Source("a", before + inside + after)
    span = Span(len(before), len(before) + len(inside))
    region = Ruler(source, unit).region(span)
    for offset, line, column in (
        (span.start, region.line, region.column),
        (span.end, region.end_line, region.end_column),
    ):
        start = source.line_starts[line - 1]
        assert source.point(offset).line == line
        assert column == counted(source.text[start:offset], unit)


@pytest.mark.parametrize(
    ("unit", "column", "end"), [(Unit.CODE_POINTS, 5, 8), (Unit.UTF16, 6, 9), (Unit.UTF8, 9, 12)]
)
def test_what_stands_before_counts_in_the_unit(unit, column, end):
    assert Ruler(Source("a", "x\né🙂  bad"), unit).region(Span(6, 9)) == Region(2, column, 2, end)


def test_a_byte_order_mark_counts_among_bytes():
    source = Source("a", "ab\ncd", "utf-8-sig")
    assert Ruler(source, Unit.UTF8).region(Span(1, 4)) == Region(1, 5, 2, 2)
    assert Ruler(source, Unit.UTF16).region(Span(1, 4)) == Region(1, 2, 2, 2)


@pytest.mark.parametrize("unit", Unit)
def test_a_long_line_costs_no_more_than_a_short_one(unit):
    ruler = Ruler(Source("a", "é🙂ab" * 1_000_000), unit)
    begin = time.perf_counter()
    for offset in range(0, 4_000_000, 1000):
        ruler.region(Span(offset, offset + 4))
    assert time.perf_counter() - begin < 2
    assert ruler.units(4 * STEP) == unit.length("é🙂ab") * STEP
