"""The header line `X-Replylint: skip`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.mail.skip import find_skips
from replylint.mail.spool import keep, without

FIELDS = st.sampled_from([
    b"From: a@example.com", b"Subject: one\n two", b"X-Replylinter: skip", b"Received: x\r\n\tby y",
    b"X-8: \xff\x00",
])  # fmt: skip
OURS = st.sampled_from([
    b"X-Replylint: skip", b"x-replylint:skip", b"X-REPLYLINT : skip it quotes\n the customer",
    b"X-Replylint:\n skip",
])  # fmt: skip
ENDS = st.sampled_from([b"\n", b"\r\n"])


@given(st.data())
def test_exactly_these_lines_go(data):
    kept = taken = data.draw(st.sampled_from([b"", b"From a@example.com Sat Nov 28\n"]))
    for _ in range(data.draw(st.integers(1, 6))):
        ours = data.draw(st.booleans())
        line = data.draw(OURS if ours else FIELDS) + data.draw(ENDS)
        taken += line
        kept += b"" if ours else line
    rest = data.draw(ENDS) + data.draw(st.binary(max_size=200)) + b"\nX-Replylint: skip\n"
    message = keep([taken + rest])
    skips = find_skips(message)
    assert all(skip.wanted for skip in skips)
    bare = without(message, [skip.span for skip in skips])
    assert b"".join(bare.chunks()) == kept + rest
    message.close()
    bare.close()


@pytest.mark.parametrize("text", [
    b"", b"\nX-Replylint: skip\n", b"Subject: x\n\nX-Replylint: skip\n", b"Hello\nX-Replylint: skip\n",
    b"Subject: x\n--text follows this line--\nX-Replylint: skip\n", b"Subject: x\n X-Replylint: skip\n\n",
])  # fmt: skip
def test_only_in_the_header(text):
    assert find_skips(keep([text])) == []


@pytest.mark.parametrize(("value", "wanted", "reason"), [
    (b"Skip", True, ""), (b" skip  because of this ", True, "because of this"), (b"skipped", False, ""),
    (b"", False, ""), (b"off", False, ""), (b"skip \x1b[31mred", True, "?[31mred"),
])  # fmt: skip
def test_what_it_says(value, wanted, reason):
    (skip,) = find_skips(keep([b"X-Replylint: " + value + b"\n\nHi\n"]))
    assert skip.wanted is wanted
    assert not wanted or skip.reason == reason
