"""The phrase language: what it finds, what it refuses, and that no phrase can hang it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.analysis import Analysis
from replylint.engine.index import Index
from replylint.engine.leaf import PhraseLeaf
from replylint.engine.phrase import PhraseError, parse
from replylint.engine.phrasebook import PhraseBook
from replylint.engine.pipeline import Pipeline
from replylint.engine.tokenizing import tokenizer

WORDS = {"refunds": ["refund", "pay back"], "late": ["late", "overdue"]}


@pytest.fixture(scope="module")
def find(pipeline: Pipeline, read: Callable[[str], Analysis]) -> Callable[[str, str], list[str]]:
    def run(phrase: str, text: str) -> list[str]:
        book = PhraseBook(WORDS, tokenizer(pipeline.nlp))
        book.add(phrase)
        index = Index([PhraseLeaf(phrase)], book, WORDS)
        return [text[hit.start : hit.end] for hit in index.look(read(text)).hits(0)]

    return run


FOUND = [
    ("can't refund", "We can’t refund it; we cannot refund it; we can not refund it.", 3),
    ("will not", "We won't. I'll not.", 2),
    ("it is late", "It's late. It is late.", 2),
    ("~refund", "Refunds were refunded while refunding a refund.", 4),
    ("refund", "Refunds were refunded.", 0),
    ("inconvenien*", "The inconvenience is inconvenient.", 2),
    ("@refunds", "We refund and pay back.", 2),
    ("~@refunds", "We refunded it and paid back the rest.", 2),
    ("sorry (if|that|for the wait)", "Sorry if so. Sorry for the wait.", 2),
    ("(very|so)? sorry", "So sorry. Sorry. Very sorry.", 3),
    ("sorry but", "Sorry, but no.", 1),
    ("not ...3 happy", "I am not at all very happy. I am not one two three four happy.", 1),
    ("not ... happy", "It is not. I am happy.", 0),
    ("^ thanks", "Thanks a lot. Many thanks.", 1),
    ("please $", "Do it please. Please do.", 1),
    ("<number> days", "It takes 5 days or five days.", 2),
    ("!not sure", "I am not sure. I am quite sure.", 1),
    ("really \\?", "Really? Really!", 1),
    ("<caps> NOT", "DO NOT open. Do not open.", 1),
    ("too late", "TOO LATE", 1),
    ("late (again|$)", "It is late. Late again.", 2),
]


@pytest.mark.parametrize(("phrase", "text", "count"), FOUND, ids=[case[0] for case in FOUND])
def test_finds(find: Callable[[str, str], list[str]], phrase: str, text: str, count: int) -> None:
    assert len(find(phrase, text)) == count


def test_span_is_the_longest_from_the_leftmost(find: Callable[[str, str], list[str]]) -> None:
    assert find("(very)? sorry (for that)?", "I am very sorry for that.") == ["very sorry for that"]


REFUSED = [
    ("(a", 0, "a bracket that is not closed"),
    ("a)", 1, "a closing bracket without an opening one"),
    ("a||b", 2, "an empty phrase or alternative"),
    ("", 0, "an empty phrase or alternative"),
    ("... ...", 0, "it would match anything: every part may be left out"),
    ("(a|b?)", 0, "it would match anything: every part may be left out"),
    ("a?", 0, "it would match anything: every part may be left out"),
    ("<nuon>", 0, "there is no word class <nuon>"),
    ("a ...99 b", 2, "a gap is 1 to 20 words long"),
    ("a ~ b", 2, "'~' means nothing here"),
    ("? a", 0, "'?' stands behind nothing"),
    ("a !", 2, "`!` stands before nothing"),
]


@pytest.mark.parametrize(("phrase", "at", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refuses(phrase: str, at: int, message: str) -> None:
    with pytest.raises(PhraseError) as error:
        parse(phrase)
    assert (error.value.at, str(error.value)) == (at, message)


def test_unknown_word_list_is_refused(pipeline: Pipeline) -> None:
    with pytest.raises(PhraseError, match="there is no word list @lste"):
        PhraseBook(WORDS, tokenizer(pipeline.nlp)).add("a @lste")


@given(st.text(alphabet="ab ()|?!^$.<>~@*\\0", max_size=30))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        parse(text)
    except PhraseError as error:
        assert 0 <= error.at <= len(text)


def test_nested_gaps_and_options_do_not_explode(find: Callable[[str, str], list[str]]) -> None:
    text = "a " * 400
    start = time.perf_counter()
    find("a" + " (a|a a|a? a)? ...9" * 8 + " zebra", text)
    find("zebra" + " (a|a a)? ...9" * 8, text)
    assert time.perf_counter() - start < 20


def test_a_phrasebook_that_was_kept_finds_the_same(
    pipeline: Pipeline, read: Callable[[str], Analysis]
) -> None:
    first, second = (PhraseBook(WORDS, tokenizer(pipeline.nlp)) for _ in range(2))
    for phrase, _, _ in FOUND:
        first.add(phrase)
    assert second.loads(first.dumps())
    leaves = [PhraseLeaf(phrase) for phrase, _, _ in FOUND]
    indices = [Index(leaves, book, WORDS) for book in (first, second)]
    for phrase, text, _ in FOUND:
        second.add(phrase)
        analysis = read(text)
        looks = [index.look(analysis) for index in indices]
        assert [[look.hits(n) for n in range(len(leaves))] for look in looks[:1]] == [
            [look.hits(n) for n in range(len(leaves))] for look in looks[1:]
        ]
    assert not second.grown


@pytest.mark.parametrize(
    "kept", ["", "[]", "{}", '{"format": 0}', '{"format": 3, "automaton": [{"a": 3}]}', "null"]
)
def test_what_is_no_phrasebook_is_not_taken(pipeline: Pipeline, kept: str) -> None:
    book = PhraseBook(WORDS, tokenizer(pipeline.nlp))
    assert not book.loads(kept)
    book.add("late")
    assert book.automaton().chains
