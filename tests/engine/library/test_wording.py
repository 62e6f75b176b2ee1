"""Phrases as expressions: what the phrases of rules that compare find, and what they may not ask for."""

import pytest

from replylint.engine.library.durations import durations
from replylint.engine.library.wording import around, compiled, expression
from replylint.engine.phrase import PhraseError

LISTS = {"places": ["US", "new york", "Leeds"]}


@pytest.mark.parametrize(("phrase", "text", "found"), [
    ("return* policy", "Our RETURNS policy", "RETURNS policy"),
    ("return* policy", "a return, policy", "return, policy"),
    ("money back", "your money-back", "money-back"),
    ("(a|b c) d", "x b c d", "b c d"),
    ("very? sorry", "so sorry", "sorry"),
    ("very? sorry", "very sorry", "very sorry"),
    ("sorry very?", "sorry, very much", "sorry, very"),
    ("we ...2 you", "we really do you", "we really do you"),
    ("we ...2 you", "we one two three you", None),
    ("can't", "can’t".replace("’", "'"), "can't"),
    ("@places", "in New  York", "New  York"),
    ("@places", "for us, in the US", "US"),
    ("^ dear", "dear", "dear"),
    ("^ dear", "oh dear", None),
    ("late $", "it is late.", "late."),
    ("<number> days", "in 14 days", "14 days"),
    ("art", "party", None),
])  # fmt: skip
def test_phrases(phrase, text, found):
    hit = compiled(expression(phrase, LISTS)).search(text)
    assert (hit.group() if hit else None) == found


@pytest.mark.parametrize(("phrase", "message"), [
    ("~return", "do not know forms"),
    ("~@places", "do not know forms"),
    ("@palces", "there is no word list `palces`"),
    ("<noun> days", "do not read grammar"),
    ("!late day", "do not read grammar"),
])  # fmt: skip
def test_what_needs_grammar_is_refused(phrase, message):
    with pytest.raises(PhraseError, match=message):
        expression(phrase, LISTS)


@pytest.mark.parametrize("phrase", ["within", "<value>", "<value> to <value>", "  <value>  "])
def test_a_value_stands_once_beside_words(phrase):
    with pytest.raises(PhraseError):
        around(phrase, {})


@pytest.mark.parametrize(("phrase", "text", "stretch"), [
    ("within <value>", "Return it within 14 days, please.", "within 14 days"),
    ("within <value> of", "Return it within 14 days, please.", None),
    ("<value> to return", "You have 14 days to return it.", "14 days to return"),
    ("return ...3 within <value>", "To return it all within 14 days.", "return it all within 14 days"),
    ("return ...1 within <value>", "To return it all within 14 days.", None),
])  # fmt: skip
def test_words_around_a_value(phrase, text, stretch):
    ((span, _),) = durations(text)
    assert around(phrase, {}).stretch(text, span.start, span.end) == stretch
