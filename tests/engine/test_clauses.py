"""Clauses: who does what to whom, one table for the constructions that matter."""

from collections.abc import Callable

import pytest

from replylint.engine.analysis import Analysis

KEYS = ("subject", "negative", "modality", "mood", "time", "passive")
CASES = [
    ("You should have read the manual.", "read", "customer + hindsight statement past active"),
    ("Had you followed the steps, it would work.", "follow", "customer + hindsight condition past active"),
    ("If you had checked the page, you would know.", "check", "customer + hindsight condition past active"),
    ("Had you come by earlier, it would be done.", "come", "customer + hindsight condition past active"),
    ("The team left.", "leave", "company + plain statement past active"),
    ("The local store left.", "leave", "third + plain statement past active"),
    ("We should have told you.", "tell", "company + hindsight statement past active"),
    ("You must have clicked the wrong link.", "click", "customer + guess statement past active"),
    ("I'm guessing you forgot the code.", "forget", "customer + guess statement past active"),
    ("We're not able to refund the cost.", "refund", "company - modal statement present active"),
    ("We are unable to refund the cost.", "refund", "company - modal statement present active"),
    ("We won't replace it.", "replace", "company - modal statement future active"),
    ("We can't refund or replace it.", "replace", "company - modal statement present active"),
    ("We are going to send a van.", "send", "company + modal statement future active"),
    ("You'll need to contact our billing team.", "contact", "customer + obligation statement future active"),
    ("You failed to enter the code.", "enter", "customer - plain statement past active"),
    ("We have no record of that.", "have", "company - plain statement present active"),
    ("Nobody told us.", "tell", "third - plain statement past active"),
    ("I don't think you read it.", "read", "customer - plain statement present active"),
    ("Please send us the photo.", "send", "customer + plain command present active"),
    ("Don't open the box.", "open", "customer - plain command present active"),
    ("If you enter the code, it opens.", "enter", "customer + plain condition present active"),
    ("Could you tell us the number?", "tell", "customer + modal question present active"),
    ("Did you open the box?", "open", "customer + plain question past active"),
    ("The form was filled in wrongly at your end.", "fill", "customer + plain statement past passive"),
    ("The parcel was lost by our courier.", "lose", "third + plain statement past passive"),
    ("You've been charged twice.", "charge", "nobody + plain statement past passive"),
    ("Our team checked it.", "check", "company + plain statement past active"),
    ("One of us will call.", "call", "company + modal statement future active"),
    ("Got your note and fixed it.", "fix", "company + plain statement past active"),
]


@pytest.mark.parametrize(("text", "verb", "expected"), CASES, ids=[case[0] for case in CASES])
def test_reading(read: Callable[[str], Analysis], text: str, verb: str, expected: str) -> None:
    clause = next(c for c in read(text).clauses if c.lemma == verb)
    found = (
        f"{clause.subject} {'-' if clause.negative else '+'} {clause.modality} {clause.mood} {clause.time} "
        f"{'passive' if clause.passive else 'active'}"
    )
    assert found == expected


SENTENCES = [
    ("Hi Jo, sorry but no luck today.", ["Hi Jo,", "sorry but no luck today."]),
    ("It is fixed. thanks for waiting", ["It is fixed.", "thanks for waiting"]),
    ("One.\n\ntwo three", ["One.", "two three"]),
    ("- open the app\n- sign out", ["- open the app", "- sign out"]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_sentences_begin_where_the_layout_or_a_mark_says_so(
    read: Callable[[str], Analysis], text: str, sentences: list[str]
) -> None:
    analysis = read(text)
    assert [analysis.sentence_span(nth).of(text) for nth in range(len(analysis.sentences))] == sentences


SPANS = [
    (
        "I'm afraid we can't refund the shipping cost because it is spent.",
        "refund",
        "we can't refund the shipping cost",
    ),
    ("Sadly, we're not able to refund it.", "refund", "we're not able to refund it"),
    ("You should have asked, and we would have said so.", "ask", "You should have asked"),
]


@pytest.mark.parametrize(("text", "verb", "span"), SPANS, ids=[case[2] for case in SPANS])
def test_span_runs_from_the_subject_over_its_own_words(
    read: Callable[[str], Analysis], text: str, verb: str, span: str
) -> None:
    analysis = read(text)
    clause = next(c for c in analysis.clauses if c.lemma == verb)
    assert span in analysis.span(clause.start, clause.end).of(text)
    assert analysis.span(clause.start, clause.end).of(text).endswith(span)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("We told you.", {"customer"}),
        ("Send it to us.", {"company", "third"}),
        ("You were told.", {"customer"}),
        ("The courier lost the box.", {"third"}),
    ],
)
def test_objects(read: Callable[[str], Analysis], text: str, roles: set[str]) -> None:
    assert set(read(text).clauses[0].objects) == roles


def test_places_of_words_are_those_of_the_reply_behind_placeholders(read: Callable[[str], Analysis]) -> None:
    text = "Dear {{ticket.requester.first_name}},\n\nWe’ll ship  {{order.id}}\u00a0today."
    analysis = read(text)
    words = [text[s:e] for s, e in zip(analysis.starts, analysis.ends, strict=True)]
    assert words == [
        "Dear", "{{ticket.requester.first_name}}", ",", "We", "’ll", "ship", "{{order.id}}", "today", "."
    ]  # fmt: skip


def test_texts_without_words_are_read(read: Callable[[str], Analysis]) -> None:
    for text in ("", " \n ", "...", "🎉", "\u200b"):
        assert read(text).text == text
