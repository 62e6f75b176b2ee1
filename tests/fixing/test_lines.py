"""The diff of a fixed file, applied to the file as it was, gives the file as it is."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from replylint.fixing.lines import Lines, hunks
from replylint.text.edit import Edit, apart, edited
from replylint.text.source import Source
from replylint.text.span import Span

TEXT = st.text(alphabet="ab\n\n\r", max_size=60)
EDITS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 8), st.sampled_from(["", "x", "x\ny", "\n"])), max_size=4
)


def whole(text, line):
    """A line with its end."""
    starts = [*Source("", text).line_starts, len(text)]
    return text[starts[line] : starts[line + 1]]


def patched(before, found):
    """The text that a diff makes of another one."""
    lines = [whole(before, line) for line in range(len(Source("", before).line_starts))]
    out, at = [], 0
    for hunk in found:
        first, count = hunk.before
        start = first - 1 if count else at
        out += lines[at:start] if count else []
        old = [text for sign, text in hunk.lines if sign in " -"]
        assert old == lines[start : start + count]
        new = [text for sign, text in hunk.lines if sign in " +"]
        assert len(new) == hunk.now[1]
        out += new
        at = start + count
    return "".join([*out, *lines[at:]])


@given(TEXT, st.lists(EDITS, min_size=1, max_size=3))
def test_the_diff_of_all_rounds_is_that_of_the_file(text, rounds):
    lines = Lines.of(Source("x", text))
    for raw in rounds:
        now = lines.now.text
        spans = [(min(at, len(now)), min(at + length, len(now)), new) for at, length, new in raw]
        edits = apart([Edit(Span(start, end), new) for start, end, new in spans if not cuts(now, start, end)])
        text_after = edited(now, edits)
        if glues(now, edits):
            return
        lines = lines.after(edits, Source("x", text_after))
        assert len(lines.origin) == len(lines.now.line_starts)
    assert patched(text, hunks(lines)) == lines.now.text


def cuts(text, start, end):
    """Whether an edit would begin or end between the two characters of a line end."""
    return any(text[at - 1 : at + 1] == "\r\n" for at in (start, end) if at)


def glues(text, edits):
    """Whether what is left of an edit would make one line end of two."""
    at, pieces = 0, []
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    pieces = [piece for piece in [*pieces, text[at:]] if piece]
    return any(one.endswith("\r") and other.startswith("\n") for one, other in pairwise(pieces))


def test_hunks_have_three_lines_around_and_join_when_near():
    text = "".join(f"{nth}\n" for nth in range(30))
    source = Source("x", text)

    def at(line):
        return Edit(Span(source.line_starts[line], source.line_starts[line] + 1), "x")

    edits = [at(2), at(9), at(25)]
    first, second = hunks(Lines.of(source).after(edits, Source("x", edited(text, edits))))
    assert (first.before, first.now) == ((1, 13), (1, 13))
    assert (second.before, second.now) == ((23, 7), (23, 7))
    assert "".join(sign for sign, _ in first.lines) == "  -+      -+   "


def test_a_line_that_goes_takes_no_other_with_it():
    source = Source("x", "a\nb\nc\n")
    gone = [Edit(Span(2, 4), "")]
    (hunk,) = hunks(Lines.of(source).after(gone, Source("x", "a\nc\n")))
    assert hunk.lines == ((" ", "a\n"), ("-", "b\n"), (" ", "c\n"))
