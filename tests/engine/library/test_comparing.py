"""Templates compared: what is held against what, who is odd, and what a finding says."""

import time

import pytest
from comparison import built_in, compare, named, template, told
from hypothesis import given, settings
from hypothesis import strategies as st

from replylint.text.problem import ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Named, Suppression

SENT = (
    "Your parcel has left our warehouse and will be with you on Friday. You can follow it on the page of the "
    "courier with the number in this mail."
)
RETURN = "{facts: {time to return: {value: duration, said: 'return it within <value>'}}}"


def returns(*days):
    return named([f"You can return it within {n} days." for n in days])


def test_the_odd_one_is_told_and_names_some_of_the_others(pack):
    found = compare(pack(RETURN), returns(30, 30, 14, 30, 30, 30, 30))
    ((finding, _),) = found
    assert told(found) == [("t/3.txt", "14 days", ["t/1.txt", "t/2.txt", "t/4.txt", "t/5.txt", "t/6.txt"])]
    assert finding.message == "Something is odd: time to return, 6 against 1."
    assert finding.others[0] == ("t/1.txt", "", 1, 26, "30 days")


def test_of_two_the_later_one_is_told(pack):
    assert told(compare(pack(RETURN), returns(30, 14))) == [("t/2.txt", "14 days", ["t/1.txt"])]


def test_a_name_makes_a_case_of_its_own_unless_it_is_everywhere(pack):
    texts = ["You can return it within 30 days.", "With Lumio you can return it within 14 days."]
    assert compare(pack(RETURN), named(texts)) == []
    everywhere = ["Thank you for writing to Lumio about your lamp."] * 5
    assert told(compare(pack(RETURN), named([*texts, *everywhere]))) == [("t/2.txt", "14 days", ["t/1.txt"])]


FOLDERS = {"a/1.md": 30, "a/2.md": 14, "b/1.md": 14, "b/c/1.md": 20}


@pytest.mark.parametrize(("within", "odd"), [
    ("folder", ["a/2.md"]), ("library", ["a/1.md", "b/c/1.md"]), ("file", ["a/2.md"]),
])  # fmt: skip
def test_what_is_compared_with_what(pack, within, odd):
    replies = named({name: f"You can return it within {days} days." for name, days in FOLDERS.items()})
    made = pack(RETURN.replace("{facts", f"{{within: {within}, facts"))
    assert [name for name, _, _ in told(compare(made, replies))] == odd


def test_a_file_with_several_replies_is_compared_within_itself(pack):
    rows = [("a.json", 30), ("a.json", 30), ("b.json", 14), ("b.json", 14)]
    replies = [template(f"You can return it within {days} days.", name, ident=str(n))
               for n, (name, days) in enumerate(rows)]  # fmt: skip
    assert compare(pack(RETURN.replace("{facts", "{within: file, facts")), replies) == []
    assert len(compare(pack(RETURN), replies)) == 2


def test_one_finding_names_all_of_a_crowd(pack):
    others = [SENT.replace("Friday", day) for day in ("Monday", "Tuesday")]
    replies = named([SENT, "Something else in a few words that say nothing of parcels at all.", *others])
    (found,) = told(compare(pack("{alike: {threshold: 0.7}}"), replies))
    assert found == ("t/1.txt", None, ["t/3.txt", "t/4.txt"])


@pytest.mark.parametrize(("one", "other"), [
    ("t/sent.en-GB.md", "t/sent.en-US.md"), ("t/sent_uk.md", "t/sent_us.md"), ("en/sent.md", "de/sent.md"),
])  # fmt: skip
def test_variants_by_language_may_be_alike(pack, one, other):
    assert compare(pack("{alike: {}}"), named({one: SENT, other: SENT})) == []


def test_replies_of_one_entry_may_be_alike(pack):
    replies = [template(SENT, "a.json", ident=ident) for ident in ("Sent", "Sent/chat")]
    assert compare(pack("{alike: {}}"), replies) == []
    replies = [template(SENT, "a.json", ident=ident) for ident in ("Sent", "Sent twice")]
    assert len(compare(pack("{alike: {}}"), replies)) == 1


def test_placeholders_are_alike_whatever_their_names(pack):
    replies = named([SENT.replace("Friday", mark) for mark in ("{{day}}", "{{order.arrival_date}}")])
    ((finding, _),) = compare(pack("{alike: {threshold: 1}}"), replies)
    assert "word for word" in finding.message


def said(reply, rule="trial"):
    here = Suppression((Named(rule, Span(0, 5)),), "on purpose", Source("s", ""), Span(0, 5))
    return type(reply)(
        **{**{n: getattr(reply, n) for n in reply.__dataclass_fields__}, "suppressions": (here,)}
    )


def test_a_crowd_is_told_where_somebody_said_that_it_is_in_order(pack):
    made, (one, two, three) = pack("{alike: {}}"), named([SENT, SENT, SENT])
    assert told(compare(made, [one, said(two)])) == [("t/2.txt", None, ["t/1.txt"])]
    assert told(compare(made, [one, said(two), three])) == [("t/1.txt", None, ["t/3.txt"])]
    assert told(compare(made, [one, said(two), three], [one, two])) == [("t/1.txt", None, ["t/3.txt"])]
    assert told(compare(made, [one, said(two)], [one])) == []


def test_only_what_concerns_what_changed_is_told_and_known_by_who_is_to_blame(pack):
    made, replies = pack(RETURN), returns(30, 30, 14)
    ((whole, _),) = compare(made, replies)
    for nth, words, others in ((0, "30 days", ["t/3.txt"]), (2, "14 days", ["t/1.txt", "t/2.txt"])):
        found = compare(made, replies, [replies[nth]])
        assert told(found) == [(replies[nth].source.name, words, others)]
        assert found[0][0].known_by == whole.known_by
    assert compare(made, replies, []) == []
    crowd = named([SENT, SENT, "Nothing of the kind."])
    assert told(compare(pack("{alike: {}}"), crowd, crowd[1:])) == [("t/2.txt", None, ["t/1.txt"])]


SPELLING = "{mixed: {spelling: {ways: {British: colour, American: color}}}}"


def test_the_way_of_most_wins_and_nothing_is_odd_without_one(pack):
    texts = ["It is the colour that you like."] * 3 + ["We have it in that color for you."]
    ((finding, reply),) = compare(pack(SPELLING), named(texts))
    assert (reply.source.name, finding.span.of(reply.text)) == ("t/4.txt", "color")
    assert finding.message == "Something is odd: American spelling; British in 3, American in 1."
    assert compare(pack(SPELLING), named(texts[1:])) == []
    assert compare(pack(SPELLING), named([*texts, *texts[3:], *texts[3:]])) == []


@pytest.mark.parametrize("odd", [
    "It is at www.color.com and color.example for you.", "See /color/you and you@color.example for it.",
    "It is our Color for you, and the COLOR.", "> It is the color that you like.\n\nIt is.",
    "Das ist ein color, und wir haben ihn auch nicht in Rot.",
])  # fmt: skip
def test_names_addresses_and_other_languages_are_no_spelling(pack, odd):
    texts = ["It is the colour that you like."] * 3
    assert compare(pack(SPELLING), named([*texts, odd])) == []


def test_names_of_placeholders_that_are_known(pack):
    texts = [
        f"Hi {{{{{name}}}}}, it ships today." for name in ("customer", "customer", "customer", "costumer")
    ]
    assert len(compare(pack("{placeholders: {}}"), named(texts))) == 1
    assert compare(pack("{placeholders: {known: 'cost*'}}"), named(texts)) == []


ACROSS = {
    "a/1.md": "Hi {{first_name}},\n\nyou can return it within 30 days. It is the colour that you like.",
    "a/2.md": "Hi {{first_name}},\n\nyou have 14 days to return it. The grey one is in our centre.",
    "a/3.md": "Hi {{first_name}},\n\nits behaviour is fine. Call us on +44 20 7946 0018, Mon-Fri 9 to 5.",
    "a/4.md": f"Hi {{{{frist_name}}}},\n\n{SENT} It is gray. Call us on +44 20 7946 0081, Mon-Fri 8 to 6.",
    "a/5.md": f"Dear {{{{first_name}}}},\n\n{SENT} You can return it within 30 days.",
    "b/1.md": f"Hi {{{{first_name}}}},\n\n{SENT} You can return it within 20 days.",
}


@given(st.permutations(named(ACROSS)))
@settings(max_examples=15)
def test_the_order_of_the_files_does_not_matter(replies):
    def sorted_told(given):
        return sorted(told(compare(built_in(), given)), key=str)

    expected = sorted_told(named(ACROSS))
    assert len(expected) == 5
    assert sorted_told(replies) == expected


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=60)
def test_any_text_can_be_compared(texts):
    for finding, reply in compare(built_in(), named(texts)):
        assert finding.span is None or finding.span.end <= len(reply.text)


HOSTILE = [
    "." * 30_000, "a." * 15_000, " 1" * 15_000, "within 5 days " * 3_000, "9 to 5 Monday " * 3_000,
    "1 Mill " * 5_000, "{{" * 15_000, "{{a}}" * 8_000, "+44 20 7946 0018 " * 1_500, "return " * 6_000,
    "5\n" * 15_000, "Mon" + " " * 30_000, "(" * 30_000, "colour color " * 3_000, "'" * 30_000, "p" * 30_000,
    "\x00\ue000\ud800" * 9_000, "12 " + "A." * 15_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_texts_take_linear_time(text):
    begun = time.process_time()
    compare(built_in(), named([text, text + "x"]))
    assert time.process_time() - begun < 5


BROKEN = [
    ("{facts: {x: {value: duration, said: ['in <value>', '~in <value>']}}}", "rules of kind `library`", 12),
    ("{facts: {x: {value: duration, said: within}}}", "it needs <value> once", 12),
    ("{mixed: {x: {ways: {a: '@gone', b: x}}}}", "there is no word list `gone`", 12),
    ("{mixed: {x: {ways: {a: {regex: '(('}, b: x}}}}", "not an RE2 expression", 12),
    ("{alike: {differ: '<noun>'}}", "rules of kind `library`", 12),
]  # fmt: skip


@pytest.mark.parametrize(("comparison", "message", "line"), BROKEN)
def test_what_does_not_compile_is_told_with_its_place(pack, comparison, message, line):
    with pytest.raises(ProblemsError) as caught:
        compare(pack(comparison), [])
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)
    assert problem.source.point(problem.span.start).line == line - 1
