"""Placeholders: read as a word, and the layout of a text is that of the text with the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.layout import read_layout
from replylint.engine.placeholders import layout_of, read_placeholders
from replylint.text.reply import Zone
from replylint.text.span import Span

NAMES = [
    "{{ticket.requester.name}}",
    "%{ticket.name}",
    "#{ticket.customer.firstname}",
    "[[TO=firstname]]",
    "<<name>>",
    "{%customer.firstName,fallback=there%}",
    "{!Contact.FirstName}",
    "[CUSTOMER NAME]",
    "$name$",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hail", ["Hi", "Dear", "Hello"])
def test_a_greeting_with_a_placeholder_is_one(hail: str, name: str) -> None:
    text = f"{hail} {name},\n\nit ships today.\n\nKind regards,\n{name}"
    blocks = layout_of(text, (), read_placeholders(text)).blocks
    assert [(block.kind, block.span.of(text)) for block in blocks[:2]] == [
        ("greeting", f"{hail} {name},"),
        ("body", "it ships today."),
    ]
    assert blocks[-1].kind == "signature"
    assert blocks[-1].span.end == len(text)


pieces = st.lists(
    st.sampled_from(
        ["Hi ", "{{name}}", "<<order link>>", ",", "\n", "\n\n", "we ", "go. ", "- ", "> ", "’s "]
    )
)


@given(pieces.map("".join), st.integers(0, 40), st.integers(0, 40))
def test_blocks_are_in_order_and_hold_all_words(text: str, one: int, other: int) -> None:
    start, end = sorted(min(edge, len(text)) for edge in (one, other))
    zones = [Zone("signature", Span(start, end))] if start < end else []
    reading = read_placeholders(text)
    at = 0
    for block in layout_of(text, zones, reading).blocks:
        assert not text[at : block.span.start].strip()
        assert at <= block.span.start < block.span.end
        at = block.span.end
    assert not text[at:].strip()


@given(st.text("ab {}<>[]\n,’", max_size=40))
def test_offsets_come_back(text: str) -> None:
    reading = read_placeholders(text)
    offsets = list(range(len(reading.text) + 1))
    there = reading.to_text(offsets)
    assert there == sorted(there)
    assert len(reading.text) == len(reading.written)
    if not reading.shifts:
        assert layout_of(text, (), reading) == read_layout(text)
    inside = [(at, at + length) for at, length, _, _ in reading.shifts]
    for offset in offsets:
        if not any(start < offset < end for start, end in inside):
            assert reading.from_text(there[offset]) == offset
