"""Texts without white space: read in linear time, every word at its place."""

import pytest

from replylint.engine.tokenizing import words_of


@pytest.mark.parametrize("run", ["[" * 1203, "a" * 500, "b" * 501, "x!" * 700, "I'll" * 400, "🙂" * 600])
@pytest.mark.parametrize("frame", ["{}", "Hi {} don't\n\nwait {}", " {}\n"])
def test_a_long_run_is_cut_and_nothing_is_lost(pipeline, run, frame):
    text = frame.replace("{}", run)
    doc = words_of(pipeline.nlp, text)
    assert doc.text == text
    assert all(text.startswith(token.text, token.idx) for token in doc)
    assert max(len(token) for token in doc) <= 500
    if "don't" in text:
        assert "not" in [token.norm_ for token in doc]


def test_other_texts_are_as_they_were(pipeline):
    text = "Hi Jo, don't wait. " + "c" * 499
    assert [t.text for t in words_of(pipeline.nlp, text)] == [t.text for t in pipeline.nlp.make_doc(text)]
