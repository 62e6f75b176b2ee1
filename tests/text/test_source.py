from hypothesis import example, given
from hypothesis import strategies as st

from replylint.text.source import Point, Source
from replylint.text.span import Span

texts = st.text(st.sampled_from("ab \r\n\u0301\u2028\x85é🙂👩\u200d🚀"), max_size=40) | st.text(max_size=20)


@given(texts)
@example("a\r\nb\rc\n\r🙂\n")
@example("")
def test_point_and_offset_are_inverse(text):
    source = Source("x", text)
    for offset in range(len(text) + 1):
        point = source.point(offset)
        assert point.line >= 1
        assert point.column >= 1
        assert source.offset(point) == offset


@given(texts)
@example("🙂\r\n👩\u200d🚀 a\r")
def test_utf16_columns_round_trip(text):
    source = Source("x", text)
    for offset in range(len(text) + 1):
        line = source.point(offset).line
        column = source.utf16_column(offset)
        before = text[source.line_starts[line - 1] : offset]
        assert column == len(before.encode("utf-16-le", "surrogatepass")) // 2
        if offset <= source.line_span(line).end:
            assert source.utf16_offset(line, column) == offset


@given(texts)
def test_lines_are_the_text_cut_at_line_ends(text):
    source = Source("x", text)
    lines = [source.line_span(line + 1).of(text) for line in range(len(source.line_starts))]
    assert lines == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def test_places_that_people_count():
    source = Source("x", "Hi 🙂\r\nwe can't\rno\n")
    assert source.point(0) == Point(1, 1)
    assert source.point(6) == Point(2, 1)
    assert source.point(15) == Point(3, 1)
    assert source.point(18) == Point(4, 1)
    assert source.line_span(2) == Span(6, 14)
    assert source.utf16_column(4) == 5


def test_columns_inside_a_pair_and_past_the_end_are_clipped():
    source = Source("x", "🙂a\nb")
    assert source.utf16_offset(1, 1) == 0
    assert source.utf16_offset(1, 99) == 2
