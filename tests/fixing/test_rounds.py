"""Fixes made round by round: what is refused, what has no end, what is left."""

from dataclasses import replace

import fixtrial
from fixtrial import fixed, judge, reader, report
from replylint.engine.report import Finding
from replylint.fixing import settle
from replylint.packs.severity import Severity
from replylint.readers.options import ReadOptions
from replylint.text.edit import Edit
from replylint.text.problem import Level
from replylint.text.span import Span


def finds(words, instead):
    """A judge that would write something in place of words wherever they stand."""

    def judged(replies):
        return [
            replace(
                report(reply),
                findings=tuple(
                    Finding(
                        "stub",
                        Severity.ERROR,
                        "",
                        "",
                        Span(at, at + len(words)),
                        fix=Edit(Span(at, at + len(words)), instead),
                    )
                    for at in range(len(reply.text))
                    if reply.text.startswith(words, at)
                ),
            )
            for reply in replies
        ]

    return judged


def test_unsafe_ones_are_counted_or_made():
    result = fixed("x.txt", b"It ships lol.", ReadOptions())
    assert (result.document.data, result.left.unsafe, result.done) == (b"It ships lol.", 1, [])
    result = fixed("x.txt", b"It ships lol, pls wait lol.", ReadOptions(), unsafe=True)
    assert (result.document.data, result.left.unsafe) == (b"It ships, please wait.", 0)


def test_what_has_no_end_is_not_begun():
    result = fixed("x.txt", b"a box", ReadOptions(), judge=finds("a", "a a"))
    assert result.document.data == b"a box"
    assert result.done == []
    (problem,) = result.problems
    assert "still found something" in problem.message
    assert problem.level is Level.ERROR


def test_what_would_change_more_than_the_words_is_refused():
    data = b"Hi *Jo*!! [x](y) pls wait"
    result = fixed("x.md", data, ReadOptions(), judge=finds("Jo", "`Jo`"))
    assert result.document.data == data
    (problem,) = result.problems
    assert "would no longer read the same" in problem.message
    assert problem.location == "x.md:1:5"


def test_one_that_is_refused_leaves_the_others():
    data = b'[{"text": "one"}, {"text": "two"}, {"text": "o\\ud83d\\ude42ne"}]'
    options = ReadOptions(reply_field="text")

    def judged(replies):
        return [
            *finds("one", "")(replies[:1]),
            *finds("two", "2")(replies[1:2]),
            *judge(replies[2:]),
        ]

    result = fixed("x.json", data, options, judge=judged)
    assert result.document.data == data.replace(b"two", b"2")
    assert [problem.location for problem in result.problems] == ["x.json:1:12"]


def test_seven_bit_mails_stay_seven_bit():
    head = b"Subject: pls uni\nMIME-Version: 1.0\nContent-Type: text/plain; charset="
    seven = head + b"us-ascii\n\nHi, pls meet me at the uni.\n"
    result = fixed("x.eml", seven, ReadOptions())
    assert result.document.data == seven.replace(b"pls uni", b"Please uni").replace(b"pls", b"please")
    assert [problem.location for problem in result.problems] == ["x.eml:1:14", "x.eml:5:24"]
    eight = head + "utf-8\nContent-Transfer-Encoding: 8bit\n\nHi Zoë, pls meet me at the uni.\n".encode()
    result = fixed("x.eml", eight, ReadOptions())
    assert result.document.data == eight.replace(b"pls uni", b"Please uni").replace(
        b"pls", b"please"
    ).replace(b"the uni.", "the Universität.".encode())


def test_what_stands_there_encoded_is_left_and_counted():
    result = fixed("x.json", b'[{"text": "p\\u006cs wait, pls"}]', ReadOptions(reply_field="text"))
    assert result.document.data == b'[{"text": "p\\u006cs wait, please"}]'
    assert result.left.inexact == 1


def test_a_text_that_two_replies_share_is_fixed_once():
    data = b"- text: &a pls wait\n- text: *a\n"
    options = ReadOptions(reply_paths=("$[*].text",))
    before = reader("x.yaml", options)(data)
    result = fixed("x.yaml", data, options)
    assert len(before.replies) in (1, 2)
    assert result.problems == []
    assert b"&a Please wait" in result.document.data


def test_only_what_was_changed_is_judged_again():
    seen = []

    def judged(replies):
        seen.append([reply.text for reply in replies])
        return judge(replies)

    fixed("x.csv", b"text\npls\nfine\n", ReadOptions(reply_field="text"), judge=judged)
    assert seen == [["pls", "fine"], ["Please"]]


def test_every_way_of_writing_is_tried():
    assert fixtrial.WORDS["qq"] == 'the word "yes"'
    for name, data, after, options in (
        ("x.json", b'["qq"]', b'["The word \\"yes\\""]', ReadOptions(reply_paths=("$[0]",))),
        ("x.csv", b'text\n"qq"\n', b'text\n"The word ""yes"""\n', ReadOptions(reply_field="text")),
        ("x.yaml", b"- 'im'\n", b"- 'I''m'\n", ReadOptions(reply_paths=("$[0]",))),
        (
            "x.xml",
            b"<a><b>rd</b></a>",
            b"<a><b>R&amp;D &lt;lab&gt;</b></a>",
            ReadOptions(reply_paths=("$.a.b[*]",)),
        ),
    ):
        result = fixed(name, data, options)
        assert (name, result.document.data, result.problems) == (name, after, [])


def test_many_refusals_are_bounded(monkeypatch):
    monkeypatch.setattr(settle, "READINGS", 20)
    data = b"text\n" + b"one\n" * 200 + b"two\n"
    options = ReadOptions(reply_field="text")
    read = []

    def judged(replies):
        read.append(len(replies))
        return [report for reply in replies for find in (finds("one", ""),) for report in find([reply])]

    result = fixed("x.csv", data, options, judge=judged)
    assert result.document.data == data
    assert len(result.problems) == 200
