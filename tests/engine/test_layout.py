"""Layout: what is greeting, body, closing, signature, list, quotation, code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.layout import read_layout
from replylint.text.reply import Zone
from replylint.text.span import Span

CASES = [
    ("Hi Jane, thanks for writing.", [("greeting", "Hi Jane,"), ("body", "thanks for writing.")]),
    ("Hello there!\n\nIt works.", [("greeting", "Hello there!"), ("body", "It works.")]),
    (
        "Dear Mr. and Mrs. Smith,\nwe agree.",
        [("greeting", "Dear Mr. and Mrs. Smith,"), ("body", "we agree.")],
    ),
    ("Dear {{first_name}},\n\nDone.", [("greeting", "Dear {{first_name}},"), ("body", "Done.")]),
    ("Mr. Farrow,\n\nDone.", [("greeting", "Mr. Farrow,"), ("body", "Done.")]),
    ("Hey Tom its fixed now.", [("greeting", "Hey Tom"), ("body", "its fixed now.")]),
    ("Hi Jo, I'm on it.", [("greeting", "Hi Jo,"), ("body", "I'm on it.")]),
    ("Unfortunately, we cannot.", [("body", "Unfortunately, we cannot.")]),
    ("Good news: it works.", [("body", "Good news: it works.")]),
    (
        "Hi Al,\n\nDone.\n\nKind regards,\nSam\nAcme Inc.",
        [
            ("greeting", "Hi Al,"),
            ("body", "Done."),
            ("closing", "Kind regards,"),
            ("signature", "Sam"),
            ("signature", "Acme Inc."),
        ],
    ),
    (
        "Done.\n\nThanks for shopping with us,\nOtis",
        [("body", "Done."), ("closing", "Thanks for shopping with us,"), ("signature", "Otis")],
    ),
    ("Done.\n\nMeredith", [("body", "Done."), ("signature", "Meredith")]),
    ("Done.\n\nEnjoy the trip", [("body", "Done."), ("body", "Enjoy the trip")]),
    ("It ships today. Best, Sam", [("body", "It ships today."), ("signature", "Best, Sam")]),
    ("It ships today. ^KT", [("body", "It ships today."), ("signature", "^KT")]),
    (
        "Please:\n- open the app\n- sign out\nThen call.",
        [("body", "Please:"), ("list", "- open the app"), ("list", "- sign out"), ("body", "Then call.")],
    ),
    (
        "Done.\n> you wrote\n> that",
        [("body", "Done."), ("quotation", "> you wrote"), ("quotation", "> that")],
    ),
    (
        "Done.\n\nOn Mon, 3 May, Jo wrote:\nIt broke",
        [("body", "Done."), ("quotation", "On Mon, 3 May, Jo wrote:"), ("quotation", "It broke")],
    ),
    (
        "Run\n```\nrm -r x\n```\nand stop",
        [("body", "Run"), ("code", "```\nrm -r x"), ("code", "```")],
    ),
    (
        "Done.\n-- \nSam\nAcme",
        [("body", "Done."), ("signature", "--"), ("signature", "Sam"), ("signature", "Acme")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(block.kind, block.span.of(text)) for block in read_layout(text).blocks]
    assert found[: len(expected)] == expected


def test_hard_wrapped_lines_are_one_block() -> None:
    text = "We looked at the pump that came on Monday, and found that\nthe seal had worn through.\nDone."
    assert [block.span.of(text) for block in read_layout(text).blocks] == [
        text[: text.index("\nDone")],
        "Done.",
    ]


def test_paragraphs_are_counted_by_blank_lines() -> None:
    text = "One.\nTwo.\n\nThree.\r\n\r\nFour."
    assert [block.paragraph for block in read_layout(text).blocks] == [0, 0, 1, 2]


@given(st.text(alphabet="Hi Jane,\n\r.>- *`Regards\t{}é🎉", max_size=120))
def test_blocks_are_ordered_and_hold_all_that_is_not_white(text: str) -> None:
    blocks = read_layout(text).blocks
    at = 0
    for block in blocks:
        assert at <= block.span.start < block.span.end
        assert not text[at : block.span.start].strip()
        at = block.span.end
    assert not text[at:].strip()


def kinds(text: str, *zones: Zone) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(text)) for block in read_layout(text, zones).blocks]


def zone(kind: str, words: str, text: str) -> Zone:
    start = text.index(words)
    return Zone(kind, Span(start, start + len(words)))


def test_what_the_reader_told_is_the_signature() -> None:
    text = "Hi Al,\n\nDone.\n\nBest wishes,\nSam\nOur shop is closed on Mondays. Please call before noon.\n"
    told = zone("signature", text[text.index("Sam") :], text)
    assert kinds(text, told) == [
        ("greeting", "Hi Al,"),
        ("body", "Done."),
        ("closing", "Best wishes,"),
        ("signature", "Sam"),
        ("signature", "Our shop is closed on Mondays. Please call before noon."),
    ]
    assert ("signature", "Our shop is closed on Mondays. Please call before noon.") not in kinds(text)


def test_a_zone_in_a_line_parts_it() -> None:
    text = "You wrote that it broke and we agree."
    assert kinds(text, zone("quotation", "that it broke ", text)) == [
        ("body", "You wrote"),
        ("quotation", "that it broke"),
        ("body", "and we agree."),
    ]


def test_zones_hold_over_what_the_words_look_like() -> None:
    text = "Done.\n- one\n> two\n```\nthree"
    assert kinds(text, Zone("code", Span(6, len(text)))) == [
        ("body", "Done."), ("code", "- one"), ("code", "> two"), ("code", "```\nthree"),
    ]  # fmt: skip


@given(
    st.text(alphabet="Hi Jane,\n\r.>- *`Regards\t{}é🎉", max_size=120),
    st.lists(st.integers(0, 120), max_size=8),
    st.lists(st.sampled_from(["signature", "quotation", "code"]), min_size=4, max_size=4),
)
def test_zones_are_what_they_were_told_to_be(text: str, edges: list[int], names: list[str]) -> None:
    places = sorted(min(edge, len(text)) for edge in edges)
    pairs = [pair for pair in zip(places[::2], places[1::2], strict=False) if pair[0] < pair[1]]
    zones = [Zone(name, Span(*pair)) for name, pair in zip(names, pairs, strict=False)]
    blocks = read_layout(text, zones).blocks
    at = 0
    for block in blocks:
        assert not text[at : block.span.start].strip()
        assert at <= block.span.start < block.span.end
        at = block.span.end
        touching = [told for told in zones if told.span.overlaps(block.span)]
        assert all(told.kind == block.kind and told.span.contains(block.span) for told in touching)
    assert not text[at:].strip()
