"""Code frames: what is shown, and that the carets stand under it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from replylint.reporters.frame import ROWS, Pen, frame, line_span
from replylint.reporters.options import Options
from replylint.reporters.visible import UNSAFE
from replylint.text.source import Source
from replylint.text.span import Span


def rows(text, words, width=60, **options):
    start = text.index(words)
    pen = Pen(width, Options(**options))
    return list(frame(Source("a", text), Span(start, start + len(words)), pen))


def under(row):
    """The part of a row's text that its carets stand under, by cells."""
    start, end = len(row.underline) - row.underline.count("^"), len(row.underline)
    at, out = 0, ""
    for char in row.text:
        if start <= at < end:
            out += char
        at += cell_len(char)
    return out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we can't help", "can't"),
        ("日本語 whatever 日本", "whatever"),
        ("a 日本語 b", "日本語"),
        ("🙂🙂 too bad 🙂", "too bad"),
        ("cafe\u0301 too bad", "too bad"),
        ("one\ttoo bad", "too bad"),
    ],
)
def test_carets_stand_under_the_words(text, words):
    (row,) = rows(text, words)
    assert under(row) == words


def test_joined_emoji_count_as_the_terminal_shows_them():
    (row,) = rows("👩‍🚀👍🏽 bad", "bad")
    assert row.underline == " " * 5 + "^^^"


def test_a_combining_mark_alone_gets_its_letter():
    (row,) = rows("cafe\u0301!", "\u0301")
    assert row.underline == "   ^"


def test_an_empty_span_gets_one_caret():
    (row,) = frame(Source("a", "abc"), Span(3, 3), Pen(60, Options()))
    assert row.underline == "   ^"


@pytest.mark.parametrize(
    ("text", "at", "encoding"), [("\x1f\U00010000\x1f", 1, "ascii"), ("0000000000\t\x80 ", 13, "utf-8")]
)
def test_an_empty_span_in_a_line_that_is_cut(text, at, encoding):
    shown = list(frame(Source("a", text), Span(at, at), Pen(20, Options(encoding=encoding))))
    assert shown[-1].underline.endswith("^")


def test_an_empty_source():
    (row,) = frame(Source("a", ""), Span(0, 0), Pen(60, Options()))
    assert (row.number, row.text, row.underline) == (1, "", "^")


def test_control_characters_are_shown_and_counted():
    (row,) = rows("\x1b[31m bad", "bad")
    assert (row.text, row.underline) == ("␛[31m bad", "      ^^^")


def test_a_long_line_gives_a_short_frame():
    text = "word " * 10_000 + "too bad " + "more " * 10_000
    (row,) = rows(text, "too bad")
    assert under(row) == "too bad"
    assert row.text.startswith("… ")
    assert row.text.endswith(" …")
    assert cell_len(row.text) <= 60


def test_a_long_word_gives_a_short_frame():
    for text in ("x" * 50_000 + "too_bad" + "y" * 50_000, "日" * 50_000 + "too_bad" + "\u0301" * 5_000):
        shown = rows(text, "too_bad")
        assert "".join(under(row) for row in shown).rstrip("\u0301") == "too_bad"
        assert all(cell_len(row.text) <= 60 for row in shown)


def test_a_long_excerpt_is_cut():
    shown = rows("We " + "really " * 5_000 + "tried.", "really " * 5_000)
    assert len(shown) == ROWS + 1
    assert shown[-1].text.endswith(" more characters")


def test_many_lines_are_cut():
    shown = rows("a\n" * 20, "a\n" * 20)
    assert [row.number for row in shown] == [1, 2, None, 20]
    assert shown[2].text == "… 17 more lines"


def test_line_ends_are_not_underlined():
    shown = rows("one\r\n\r\ntwo", "one\r\n\r\ntwo")
    assert [(row.text, row.underline) for row in shown] == [("one", "^^^"), ("", ""), ("two", "^^^")]


def test_indentation_of_further_lines_is_not_underlined():
    shown = rows("one\n    two", "one\n    two")
    assert shown[1].underline == "    ^^^"


def test_ascii_output_counts_its_escapes():
    (row,) = rows("日 bad", "bad", encoding="ascii")
    assert (row.text, row.underline) == ("\\u65e5 bad", " " * 7 + "^^^")


def test_redacted_frames_keep_the_length():
    (row,) = rows("too bad", "bad", redact=True)
    assert (row.text, row.underline) == ("███ ███", "    ^^^")


TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("ab \t\n\r日🙂\u0301\u200d\x1b\u202e")), max_size=300
)


@settings(max_examples=400, deadline=None)
@given(
    TEXTS,
    st.integers(0, 300),
    st.integers(0, 300),
    st.sampled_from([20, 40, 76]),
    st.sampled_from(["utf-8", "ascii"]),
)
def test_any_text_gives_a_short_safe_frame(text, start, end, width, encoding):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    pen = Pen(width, Options(encoding=encoding))
    shown = list(frame(Source("a", text), Span(start, end), pen))
    assert shown
    assert len(shown) <= 4 * (ROWS + 1) + 1
    for row in shown:
        assert not UNSAFE.search(row.text)
        assert set(row.underline) <= {" ", "^"}
    if text[start:end].strip():
        assert any(row.underline for row in shown)


@given(TEXTS)
def test_line_spans_are_those_of_the_source(text):
    source = Source("a", text)
    for line in range(1, len(source.line_starts) + 1):
        assert line_span(source, line) == source.line_span(line)
