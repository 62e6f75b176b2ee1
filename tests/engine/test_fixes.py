"""Fixes: what a rule writes in place of a hit, and what makes it safe."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.fixes import delete, edit_of, lowercase, single_mark, starts_sentence, undouble
from replylint.engine.linter import Linter
from replylint.engine.selftest import cases, run
from replylint.packs.fix import Fix
from replylint.packs.load import load_packs
from replylint.text.edit import Edit, apart, edited
from replylint.text.problem import ProblemsError
from replylint.text.span import Span


def marked(text):
    """The text without its [[marks]] and their span."""
    start, end = text.index("[["), text.index("]]") - 2
    return text.replace("[[", "").replace("]]", ""), Span(start, end)


def done(operation, text):
    plain, span = marked(text)
    more = {"begins": starts_sentence(plain, span.start)} if operation is lowercase else {}
    edit = operation(plain, span, **more)
    return edit and edited(plain, [edit])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You [[MUST NOT]] open it.", "You must not open it."),
        ("[[YOU MUST]] wait.", "You must wait."),
        ("Hi Jo,\n\n[[PLEASE READ]] it.", "Hi Jo,\n\nPlease read it."),
        ("Please\n[[DO NOT]] open it.", "Please\ndo not open it."),
        ("Done. [[NOW]] wait.", "Done. Now wait."),
        ('He said: "Done." [[NOW]] wait.', 'He said: "Done." Now wait.'),
        ("- [[NEVER]] open it.", "- Never open it."),
        ("So [[I AM]] and [[", None),
        ("so [[I'M, I’VE AND I]] wait", "so I'm, I’ve and I wait"),
        ("[[I]] wait", None),
        ("[[Not]] open", None),
        ("[[12]]", None),
        ("Screws etc. [[ARE NOT]] in it.", "Screws etc. are not in it."),
    ],
)
def test_lowercase(text, expected):
    if text.count("[[") > 1:
        text = text.replace(" and [[", " and x")
        expected = "So I am and x"
    assert done(lowercase, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to [[the the]] card", "to the card"),
        ("[[The the]] card", "The card"),
        ("to [[the  the]].", "to the."),
        ("to [[the\nthe]] card", "to the\ncard"),
        ("to [[the\r\nthe]]  card", "to the\r\ncard"),
        ("to [[the\nthe]].", "to the."),
        ("to [[the\nthe]]\ncard", "to the\ncard"),
        ("to [[the, the]] card", None),
        ("to [[the then]] card", None),
    ],
)
def test_undouble(text, expected):
    assert done(undouble, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi[[!!!]]", "Hi!"),
        ("Hi[[?!]] ", "Hi? "),
        ("Hi[[!??]]", "Hi?"),
        ("Hi[[!]]", None),
        ("Hi[[..!]]", None),
    ],
)
def test_single_mark(text, expected):
    assert done(single_mark, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ships [[lol]] today.", "It ships today."),
        ("It ships [[lol]].", "It ships."),
        ("It ships [[lol]]", "It ships"),
        ("[[lol]] it ships", "it ships"),
        ("A\n  [[note]]  \nB", "A\nB"),
        ("A\r\n[[note]]\r\nB", "A\r\nB"),
        ("A\n[[note]]", "A\n"),
    ],
)
def test_delete(text, expected):
    assert done(delete, text) == expected


class Ruled:
    def __init__(self, *fixes):
        self.fix = [Fix.model_validate(fix) for fix in fixes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send it [[pls]].", "Send it please."),
        ("[[Pls]] send it.", "Please send it."),
        ("[[PLS]] send it.", "Please send it."),
        ("Well, [[PLS]] send it.", "Well, please send it."),
        ("so [[u'll]] see", "so you'll see"),
        ("so [[u’ll]] see", "so you’ll see"),
        ("so [[2\n  u]] it goes", "so to you it goes"),
        ("so [[x]] it goes", None),
        ("[[OK]]", None),
        ("so [[2]] u it goes", None),
        ("so [[u]]'ll see", "so you'll see"),
        ("so 'it [[pls]]' it is", "so 'it please' it is"),
        ("so [[u]]pls it is", None),
        ("Done. [[pls]] send it.", "Done. Please send it."),
        ("Tools, e.g. [[pls]] send it.", "Tools, e.g. please send it."),
    ],
)
def test_words(text, expected):
    words = {"pls": "please", "u’ll": "you'll", "2 U": "to you", "ok": "OK"}
    plain, span = marked(text)
    edit = edit_of(Ruled({"words": words}), plain, span)
    assert (edit and edited(plain, [edit])) == expected


def test_the_first_fix_that_suits_counts():
    rule = Ruled(
        {"words": {"u": "you"}},
        {"do": "lowercase", "matching": "NO|NOT"},
        {"do": "lowercase", "safe": False},
    )
    assert edit_of(rule, "so NOT", Span(3, 6)) == Edit(Span(3, 6), "not")
    assert edit_of(rule, "so NOTE", Span(3, 7)) == Edit(Span(3, 7), "note", safe=False)
    assert edit_of(rule, "so U", Span(3, 4)) == Edit(Span(3, 4), "you")
    assert edit_of(rule, "so fine", Span(3, 7)) is None


def test_a_sentence_may_begin_where_no_mark_tells():
    rule = Ruled({"words": {"pls": "please"}}, {"do": "lowercase"})
    assert edit_of(rule, "Hi Jo,\npls send", Span(7, 10), begins=True).text == "Please"
    assert edit_of(rule, "Hi Jo,\nNOT so", Span(7, 10), begins=True).text == "Not"


def test_a_finding_carries_its_fix(pack, check):
    made = pack(
        "rules:\n  - id: no-pls\n    RULE\n    match: {phrase: (pls|plz)}\n    fix: {words: {pls: please}}\n"
    )
    found = check(made, "Send it pls, or plz.").findings
    assert [finding.fix for finding in found] == [Edit(Span(8, 11), "please"), None]


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        ("{words: {a: b}, do: delete}", "exactly one of"),
        ("{safe: true}", "exactly one of"),
        ("{do: remove}", "remove"),
        ("{do: delete, matching: '('}", "is no regular expression"),
    ],
)
def test_what_is_no_fix_is_told(pack, check, fix, said):
    with pytest.raises(ProblemsError) as error:
        check(pack(f"rules:\n  - id: no-pls\n    RULE\n    match: {{phrase: pls}}\n    fix: {fix}\n"), "pls")
    (problem,) = error.value.problems
    assert said in problem.message
    assert problem.source.name.endswith("rules.yaml")
    assert problem.span is not None


def test_an_example_says_what_its_fixes_make_of_it(pack, pipeline):
    made = pack(
        "rules:\n  - id: no-pls\n    RULE\n    match: {phrase: pls}\n    fix: {words: {pls: please}}\n"
        "    examples:\n      - {bad: 'Send it [[pls]].', fixed: Send it please.}\n"
        "      - {bad: 'Send it [[pls]].', fixed: Send it.}\n"
    )
    linter = Linter(made, pipeline=pipeline)
    assert [run(case, linter) for case in cases(made)] == [
        None, "the fixes make “Send it please.” of it; the example has “Send it.”",
    ]  # fmt: skip


TEXT = st.text(alphabet="aI Nn.!?’'\n\r\"-*x", max_size=30)


@given(TEXT, st.integers(0, 30), st.integers(0, 30))
def test_operations_never_fail_and_stay_in_the_text(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for operation in (partial(lowercase, begins=True), undouble, single_mark, delete):
        edit = operation(text, Span(start, end))
        if edit is not None:
            assert 0 <= edit.span.start <= edit.span.end <= len(text)
            assert len(edited(text, [edit])) <= len(text) + 2
    assert starts_sentence(text, 0)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5), st.sampled_from(["", "x", "yy"])), max_size=8)
)
def test_edits_are_taken_apart(raw):
    edits = [Edit(Span(start, start + length), text) for start, length, text in raw]
    kept = apart(edits)
    assert set(kept) <= set(edits)
    assert all(one.span.end <= other.span.start for one, other in pairwise(kept))
    text = "abcdefghijklmnopqrstuvwxyz"
    done = edited(text, kept)
    assert len(done) == len(text) + sum(len(edit.text) - len(edit.span.of(text)) for edit in kept)


def test_what_the_service_pack_writes_is_what_it_would_leave_alone():
    for rule in load_packs(["service"], cache=False).rules:
        tables = [fix.words for fix in rule.fix]
        for words in tables:
            assert not set(words) & {value.lower() for value in words.values() if value != "I"}
