import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.text.offsets import OffsetMap, Segment
from replylint.text.span import Span

pieces = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3), st.booleans()), max_size=8
)


def built(parts):
    """A source text, the target made from it, and the map: parts are target and source length, gap, exact."""
    source, target, at, made = "", "", 0, []
    for target_length, source_length, gap, exact in parts:
        source += "-" * gap
        start = len(source)
        if exact:
            copied = "".join(chr(0x61 + (start + i) % 26) for i in range(target_length))
            source += copied
            target += copied
        else:
            source += "&" * source_length
            target += "#" * target_length
        made.append((target_length, Span(start, len(source)), exact))
        at += target_length
    return source, target, OffsetMap.of_pieces(made)


@given(pieces)
def test_segments_tile_the_target_in_order(parts):
    _, target, offsets = built(parts)
    at = 0
    for segment in offsets.segments:
        assert segment.target.start == at
        at = segment.target.end
    assert at == len(target)


@given(pieces, st.data())
def test_exact_spans_read_the_same_on_both_sides(parts, data):
    source, target, offsets = built(parts)
    start = data.draw(st.integers(0, len(target)))
    span = Span(start, data.draw(st.integers(start, len(target))))
    if offsets.is_exact(span):
        assert offsets.to_source(span).of(source) == span.of(target)


@given(pieces, st.data())
def test_mapping_is_monotone_and_inside_the_source(parts, data):
    source, target, offsets = built(parts)
    spans = sorted(
        Span(*sorted((data.draw(st.integers(0, len(target))), data.draw(st.integers(0, len(target))))))
        for _ in range(4)
    )
    mapped = [offsets.to_source(span) for span in spans]
    assert all(0 <= span.start <= span.end <= len(source) for span in mapped)
    assert [span.start for span in mapped] == sorted(span.start for span in mapped)
    for inner, outer in ((a, b) for a in spans for b in spans if b.contains(a) and a.start < a.end):
        assert offsets.to_source(outer).contains(offsets.to_source(inner))


@given(pieces)
def test_an_opaque_segment_counts_whole(parts):
    _, _, offsets = built(parts)
    for segment in offsets.segments:
        if not segment.exact:
            for at in range(*segment.target):
                assert offsets.to_source(Span(at, at + 1)) == segment.source
                assert not offsets.is_exact(Span(at, at + 1))


@pytest.mark.parametrize(
    "segments",
    [
        [Segment(Span(1, 2), Span(0, 1), True)],
        [Segment(Span(0, 2), Span(0, 1), True)],
        [Segment(Span(0, 1), Span(0, 1), True), Segment(Span(2, 3), Span(1, 2), True)],
        [Segment(Span(0, 2), Span(0, 2), True), Segment(Span(1, 3), Span(2, 4), True)],
        [Segment(Span(0, 1), Span(3, 4), True), Segment(Span(1, 2), Span(0, 1), True)],
        [Segment(Span(0, 1), Span(4, 3), False)],
        [Segment(Span(0, -1), Span(0, 1), False)],
    ],
    ids=["late start", "length", "gap", "overlap", "order", "source backwards", "target backwards"],
)
def test_bad_segments_are_refused(segments):
    with pytest.raises(ValueError, match="segment"):
        OffsetMap(tuple(segments))


def test_no_segments_map_to_the_start():
    assert OffsetMap(()).to_source(Span(0, 0)) == Span(0, 0)
    assert not OffsetMap(()).is_exact(Span(0, 0))


def test_exact_neighbours_are_joined():
    joined = OffsetMap.of_pieces([(2, Span(3, 5), True), (0, Span(5, 5), False), (1, Span(5, 6), True)])
    assert joined == OffsetMap.identity(3, at=3)


@given(pieces, st.integers(0, 60))
def test_the_way_from_the_source_is_the_first_that_leads_behind_it(parts, offset):
    _, target, offsets = built(parts)
    behind = (at for at in range(len(target)) if offsets.to_source(Span(at, at + 1)).end > offset)
    assert offsets.from_source(offset) == next(behind, len(target))
