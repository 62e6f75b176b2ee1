import json
import random

from hypothesis import example, given
from hypothesis import strategies as st

from replylint.readers.jsonscan import members_at, string_offsets
from replylint.text.span import Span

texts = st.text(st.sampled_from('ab/\\"\n\t\b\u2028é🙂\u0301\x7f'), max_size=30) | st.text(max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def escaped(text: str, seed: int) -> str:
    """A JSON literal of the text, each character escaped in a way chosen at random."""
    chance = random.Random(seed)
    ways = []
    for char in text:
        units = char.encode("utf-16-be", "surrogatepass")
        spelled = "".join(
            f"\\u{units[i] << 8 | units[i + 1]:04{chance.choice('xX')}}" for i in range(0, len(units), 2)
        )
        choices = [json.dumps(char)[1:-1], json.dumps(char, ensure_ascii=False)[1:-1], spelled]
        ways.append(chance.choice([*choices, "\\/"] if char == "/" else choices))
    return '"' + "".join(ways) + '"'


def check_literal(literal: str, before: str = "") -> None:
    text = json.loads(literal)
    source = before + literal
    offsets = string_offsets(source, Span(len(before), len(source)))
    assert (offsets.segments[-1].target.end if offsets.segments else 0) == len(text)
    for segment in offsets.segments:
        piece = segment.source.of(source)
        assert json.loads(f'"{piece}"') == segment.target.of(text)
        if segment.exact:
            assert piece == segment.target.of(text)
        else:
            assert len(segment.target.of(text)) == 1
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = Span(start, end)
            assert json.loads(f'"{offsets.to_source(span).of(source)}"') == span.of(text)


@given(texts, st.booleans())
def test_a_dumped_string_maps_piece_by_piece(text, ascii_only):
    check_literal(json.dumps(text, ensure_ascii=ascii_only), before='{"text": ')


@given(texts, st.integers(0, 1000))
@example("a/b🙂", 1)
def test_any_escapes_map_piece_by_piece(text, seed):
    check_literal(escaped(text, seed))


def test_lone_and_crossed_surrogates_follow_the_json_module():
    for literal in (r'"\ud83d\ud83d\ude00"', r'"\ude00\ud83d"', r'"\ud83d\u0041"', r'"\uD83D\uDE00a"'):
        text = json.loads(literal)
        segments = string_offsets(literal, Span(0, len(literal))).segments
        assert segments[-1].target.end == len(text)


@given(st.dictionaries(texts, values, max_size=4), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_members_stand_where_they_are_said_to(row, indent, ascii_only):
    text = "  " + json.dumps(row, indent=indent, ensure_ascii=ascii_only)
    members, end = members_at(text, 2)
    assert end == len(text)
    assert [member.key for member in members] == list(row)
    assert [json.loads(member.span.of(text)) for member in members] == list(row.values())
