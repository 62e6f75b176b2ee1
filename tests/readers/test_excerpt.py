from hypothesis import given
from hypothesis import strategies as st

from replylint.readers.excerpt import Composer, Excerpt, joined, joined_with, through
from replylint.text.offsets import OffsetMap
from replylint.text.span import Span


@st.composite
def rewritten(draw, base):
    """An excerpt composed of copies and stand-ins, in order, of another one."""
    composer = Composer(base)
    at = 0
    while at < len(base.text):
        end = draw(st.integers(at, len(base.text)))
        match draw(st.sampled_from(["copy", "put", "skip"])):
            case "copy":
                composer.copy(at, end)
            case "put":
                composer.put(draw(st.text("xyz", max_size=3)), at, end)
            case _:
                pass
        at = end + (end == at)
    return composer.excerpt()


@given(st.data(), st.text("abc \n🙂", max_size=40))
def test_what_is_exact_through_any_number_of_steps_reads_the_same(data, text):
    excerpt = Excerpt.of(text, Span(0, len(text)))
    for _ in range(3):
        excerpt = data.draw(rewritten(excerpt))
        for target, source, exact in excerpt.offsets.segments:
            assert not exact or target.of(excerpt.text) == source.of(text)
        assert sum(len(s.target.of(excerpt.text)) for s in excerpt.offsets.segments) == len(excerpt.text)


def test_neighbours_that_stand_for_the_same_stretch_become_one():
    inner = OffsetMap.of_pieces([(3, Span(0, 4), False), (3, Span(4, 8), False), (2, Span(8, 10), True)])
    outer = OffsetMap.of_pieces([(2, Span(0, 2), True), (3, Span(2, 5), False), (3, Span(5, 8), True)])
    segments = through(outer, inner).segments
    assert [(s.target, s.source, s.exact) for s in segments] == [
        (Span(0, 6), Span(0, 8), False),
        (Span(6, 8), Span(8, 10), True),
    ]


def test_excerpts_of_one_source_are_joined():
    text = "one [x] two"
    parts = [Excerpt.of(text, Span(0, 3)), Excerpt.of(text, Span(3, 3)), Excerpt.of(text, Span(8, 11))]
    both = joined(parts)
    assert both.text == "one\n\ntwo"
    assert both.offsets.to_source(Span(3, 5)).of(text) == " [x] "
    marked = joined_with([("- ", parts[0]), ("\n- ", parts[2])])
    assert marked.text == "- one\n- two"
    assert marked.offsets.to_source(Span(8, 11)).of(text) == "two"


def test_what_would_run_backwards_stands_for_the_place_that_was_reached():
    composer = Composer(Excerpt.of("abcdef", Span(0, 6)))
    composer.copy(3, 6)
    composer.copy(0, 3)
    excerpt = composer.excerpt()
    assert excerpt.text == "defabc"
    assert not excerpt.offsets.is_exact(Span(3, 6))
