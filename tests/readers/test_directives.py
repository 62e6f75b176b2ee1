"""Suppressions in comments and under the key of an entry."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.readers.directives import entry
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span


def items(text, name="a.md"):
    return list(read(["-"], ReadOptions(stdin_filename=name), stdin=io.BytesIO(text.encode())))


def suppressed(text, name="a.md"):
    """The rules of each suppression, its reason, and the words that it is about."""
    (reply,) = items(text, name)
    for said in reply.suppressions:
        assert all(named.span.of(text) == named.rule for named in said.rules)
        assert said.span.of(text).startswith("replylint:")
    return [
        (
            [named.rule for named in said.rules],
            said.reason,
            None if said.scope is None else said.scope.of(reply.text),
        )
        for said in reply.suppressions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "One.\n\n<!-- replylint: ignore a -- why -->\n\nTwo\nlines.\n\nThree.\n",
            (["a"], "why", "Two\nlines."),
        ),
        ("One.\n\n<!-- replylint: ignore a -- why -->\nTwo.\n\nThree.\n", (["a"], "why", "Two.")),
        (
            "One.\n\n<!-- replylint:ignore a,b c\n— so it\nis -->\nTwo.\n",
            (["a", "b", "c"], "so it is", "Two."),
        ),
        ("One. <!-- replylint: ignore a -- why -->\nmore\n\nTwo.\n", (["a"], "why", "One. \nmore")),
        ("One.\nTwo <!-- replylint: ignore a -- w -->\n\nThree.\n", (["a"], "w", "One.\nTwo ")),
        ("<!-- replylint: ignore a -- why --> One.\n\nTwo.\n", (["a"], "why", "One.")),
        ("One.\n<!-- replylint: ignore-reply a -- why -->\n", (["a"], "why", None)),
        (
            "- One\n- Two\n\n  <!-- replylint: ignore a -- why -->\n- Three\n\nFour",
            (["a"], "why", "- One\n- Two\n- Three"),
        ),
        ("---\nx: y\n---\n<!-- replylint: ignore a -- why -->\n\nOne.\n", (["a"], "why", "One.")),
        ("<div><!-- replylint: ignore a -- why --><p>One</p></div>\n\nTwo.\n", (["a"], "why", "One")),
        ("|a|b|\n|-|-|\n|c|d <!-- replylint: ignore a -- w -->|\n\nend", (["a"], "w", "a\nb\nc\nd ")),
    ],
)
def test_markdown(text, expected):
    assert suppressed(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p>\n<!-- replylint: ignore a -- why -->\n<p>Two</p><p>Three</p>", (["a"], "why", "Two")),
        ("<p>One <!-- replylint: ignore a -- why --></p>\n<p>Two</p>", (["a"], "why", "One")),
        ("<p>One</p><!-- replylint: ignore-reply a -- why -->", (["a"], "why", None)),
        ("<p>One</p><!-- replylint: ignore a -- why --><p>Two</p><p>Three</p>", (["a"], "why", "Two")),
        ("<p><b>One</b> <!-- replylint: ignore a -- why --></p><p>Two</p>", (["a"], "why", "One")),
        ("<ul><li>One<!-- replylint: ignore a -- w --><li>Two</ul><p>Three", (["a"], "w", "- One\n- Two")),
    ],
)
def test_html(text, expected):
    assert suppressed(text, "a.html") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "One <!-- a comment that names replylint --> two.",
        "`<!-- replylint: ignore a -- why -->` is how.",
        "```\n<!-- replylint: ignore a -- why -->\n```\n\nOne.",
        "replylint: ignore a -- why",
    ],
)
def test_what_is_no_directive(text):
    assert suppressed(text) == []


def test_plain_text_carries_none():
    assert suppressed("<!-- replylint: ignore a -- why -->\n\nOne.", "a.txt") == []


BROKEN = [
    ("<!-- replylint: ignore a -->", "it gives no reason", "replylint: ignore a"),
    ("<!-- replylint: ignore a -- -->", "it gives no reason", "replylint: ignore a --"),
    ("<!-- replylint: ignore -- why -->", "it names no rule", "replylint: ignore -- why"),
    ("<!-- replylint: -->", "it says nothing", "replylint:"),
    ("<!-- replylint: ignre a -- why -->", 'there is no "ignre"', "replylint: ignre a -- why"),
    ("<!-- replylint: a, b -->", 'there is no "a"', "replylint: a, b"),
]


@pytest.mark.parametrize(("text", "reason", "shown"), BROKEN)
def test_what_is_not_applied(text, reason, shown):
    text += "\n\nOne.\n"
    problem, reply = items(text)
    assert isinstance(reply, Reply)
    assert reply.suppressions == ()
    assert problem.message == f"suppression not applied: {reason}"
    assert problem.span.of(text) == shown
    assert problem.hint


def test_nothing_follows():
    problem, reply = items("One.\n\n<!-- replylint: ignore a -- why -->\n")
    assert problem.message == "suppression not applied: nothing follows it"
    assert reply.suppressions == ()


paragraph = st.text("ab cé🙂", min_size=1, max_size=12).map(str.strip).filter(bool)
paragraphs = st.lists(paragraph, min_size=1, max_size=6)


@given(paragraphs, st.data())
def test_a_comment_is_about_the_paragraph_after_it_and_changes_no_word(parts, data):
    nth = data.draw(st.integers(0, len(parts) - 1))
    bare = "\n\n".join(parts) + "\n"
    with_comment = [*parts[:nth], "<!-- replylint: ignore x -- why -->", *parts[nth:]]
    (reply,) = items("\n\n".join(with_comment) + "\n")
    (plain,) = items(bare)
    assert reply.text == plain.text
    (said,) = reply.suppressions
    assert said.scope.of(reply.text) == parts[nth]


@given(paragraphs, st.data())
def test_in_html_too(parts, data):
    nth = data.draw(st.integers(0, len(parts) - 1))
    rows = [f"<p>{part}</p>" for part in parts]
    rows.insert(nth, "<!-- replylint: ignore x -- why -->")
    (reply,) = items(data.draw(st.sampled_from(["", "\n"])).join(rows), "a.html")
    assert reply.text == "\n\n".join(" ".join(part.split()) for part in parts)
    assert reply.suppressions[0].scope.of(reply.text) == " ".join(parts[nth].split())


@given(st.text("<!->replylint: ignore-a,\n", max_size=60))
def test_any_comment_is_read(text):
    for name in ("a.md", "a.html"):
        assert all(isinstance(item, Reply | Problem) for item in items(f"One.\n\n<!-- {text}", name))


def test_many_comments_are_read_in_linear_time():
    text = "One.\n\n<!-- replylint: ignore a -- why -->\n\n" * 8000 + "Two."
    (reply,) = items(text, "a.html")
    assert len(reply.suppressions) == 8000


def test_many_comments_after_one_text_are_read_in_linear_time():
    text = "<p>One" + "<!-- replylint: ignore a -- why -->" * 5000 + "<p>Two"
    (reply,) = items(text, "a.html")
    assert {said.scope.of(reply.text) for said in reply.suppressions} == {"One", "Two"}


ENTRIES = [
    ({"ignore": "a", "reason": "why"}, [(["a"], "why")]),
    ({"ignore": ["a", "b"], "reason": " why\nso "}, [(["a", "b"], "why so")]),
    ([{"ignore": ["a"], "reason": "x"}, {"ignore": ["b"], "reason": "y"}], [(["a"], "x"), (["b"], "y")]),
    ("ignore a -- why", [(["a"], "why")]),
    (["ignore-reply a -- why"], [(["a"], "why")]),
    ({"ignore": "a"}, "it gives no reason"),
    ({"ignore": "a", "reason": None}, "it gives no reason"),
    ({"ignore": [], "reason": "x"}, "it names no rule"),
    ({"reason": "x"}, "it names no rule"),
    ({"ignore": [1], "reason": "x"}, "it names no rule"),
    ({"ignor": "a", "reason": "x"}, 'unknown key "ignor"'),
    (5, "it is no mapping"),
    (None, "it is no mapping"),
]


@pytest.mark.parametrize(("data", "expected"), ENTRIES)
def test_entries(data, expected):
    found = list(entry(data, Source("a.json", "0123456789"), Span(2, 5)))
    if isinstance(expected, str):
        assert [problem.message for problem in found] == [f"suppression not applied: {expected}"]
        assert found[0].hint
    else:
        assert [([named.rule for named in said.rules], said.reason) for said in found] == expected
        assert all(said.scope is None for said in found)


ROWS = [
    ('{"text": "One.", "replylint": "ignore a -- why"}\n', "a.jsonl", (["a"], "why")),
    (
        '{"text": "One.", "replylint": {"ignore": ["a", "b"], "reason": "why"}}\n',
        "a.jsonl",
        (["a", "b"], "why"),
    ),
    ('[{"text": "One.", "replylint": {"ignore": "a", "reason": "why"}}]\n', "a.json", (["a"], "why")),
    ('replylint,text\n"ignore a, b -- says ""so""",One.\n', "a.csv", (["a", "b"], 'says "so"')),
]


@pytest.mark.parametrize(("text", "name", "expected"), ROWS)
def test_rows(text, name, expected):
    options = ReadOptions(stdin_filename=name, reply_field="text")
    (reply,) = read(["-"], options, stdin=io.BytesIO(text.encode()))
    (said,) = reply.suppressions
    assert ([named.rule for named in said.rules], said.reason, said.scope) == (*expected, None)
    assert all(named.rule in named.span.of(text) for named in said.rules)


@pytest.mark.parametrize("empty", ["null", '""', '" "'])
def test_rows_that_say_nothing(empty):
    text = f'{{"text": "One.", "replylint": {empty}}}\n'
    options = ReadOptions(stdin_filename="a.jsonl", reply_field="text")
    (reply,) = read(["-"], options, stdin=io.BytesIO(text.encode()))
    assert reply.suppressions == ()


def test_a_row_that_says_it_wrong():
    text = '{"text": "One.", "replylint": {"ignore": "a"}}\n'
    options = ReadOptions(stdin_filename="a.jsonl", reply_field="text")
    problem, reply = read(["-"], options, stdin=io.BytesIO(text.encode()))
    assert problem.location == "a.jsonl:1:31"
    assert problem.message == "suppression not applied: it gives no reason"
    assert reply.suppressions == ()
