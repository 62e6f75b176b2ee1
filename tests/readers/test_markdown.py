import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from replylint.readers.markdown import read_words
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span


def words(text):
    excerpt, quoted = read_words(Source("a.md", text))
    for target, source, exact in excerpt.offsets.segments:
        assert not exact or target.of(excerpt.text) == source.of(text)
    return excerpt.text, [quote.span.of(excerpt.text) for quote in quoted]


def read_text(text):
    return list(read(["-"], ReadOptions(stdin_filename="a.md"), stdin=io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Hello *Jane* #\n\nit&#39;s\n__on__ its way\n", "Hello Jane\n\nit's\non its way"),
        ("Title\n===\ntext", "Title\n\ntext"),
        ("see [the *guide*](http://x.y 'z') or <http://a.b>", "see the guide or http://a.b"),
        ("see [that][1].\n\n[1]: http://x.y", "see that."),
        ("run `npm i` now\n\n```sh\nno\n```\n\n    no\n", "run snippet now"),
        ("a ![picture](x.png) b\\*c\\* 2 * 3", "a  b*c* 2 * 3"),
        ("one  \ntwo\\\nthree<br>four <b>five</b>", "one\ntwo\nthree\nfour five"),
        ("text:\n\n- one\n  more\n- two\n  1. deep\n\nend", "text:\n\n- one\nmore\n- two\n1. deep\n\nend"),
        ("3. c\n4. d\n", "3. c\n4. d"),
        ("|a|b|\n|-|-|\n|c *d*|e \\| f|\n\nend", "a\nb\nc d\ne | f\n\nend"),
        ("<div>some <i>html</i> &amp; more</div>\n\ntext", "some html & more\n\ntext"),
        ("<!-- a\n\nb -->\n\ntext", "text"),
        ("---\ntitle: x\n---\ntext", "text"),
        ("one\n\n---\n\n~~gone~~ two", "one\n\ngone two"),
        ("\ttab\r\n\r\nHi\r\nyou\r\n", "Hi\nyou"),
        ("", ""),
    ],
)
def test_words_of_a_file(text, expected):
    assert words(text)[0] == expected


def test_what_is_quoted_is_the_customers_message():
    text = "Hi Jo,\n\n> Where *is*\n> it?\n\nOn its way.\n\n> > deeper\n\n> And when?\n\nOn Friday.\n"
    (reply,) = read_text(text)
    assert reply.text.split() == ["Hi", "Jo,", "On", "its", "way.", "On", "Friday."]
    assert reply.customer.split() == ["Where", "is", "it?", "And", "when?"]
    at = reply.customer.index("And")
    assert reply.customer_offsets.to_source(Span(at, at + 3)).of(text) == "And"


def test_a_file_without_words_is_a_problem():
    for text, message in (
        ("```\ncode\n```\n", "is empty"),
        ("> theirs\n", "holds nothing but quotations and code"),
    ):
        (problem,) = read_text(text)
        assert isinstance(problem, Problem)
        assert problem.message == f"not checked: the draft {message}"
    (problem,) = read_text("a" * 1_000_001)
    assert "longer than" in problem.message


PIECES = (
    "*", "**", "_", "`", "``", "[", "](", ")", "!", "<", ">", "&amp;", "&", "\\", "\n", "\r\n",
    "\n\n", "    ", "\t", "  \n", "- ", "1. ", "> ", "# ", " #\n", "---\n", "===\n", "|",
    "|-|-|\n", "word", "naïve 🙂", "http://x.y", "<b>", "</b>", "<br>", "<!--", "-->", "```\n",
    "~~", "[a]: b\n", "<div>\n", "\0", "\u2028", " ",
)  # fmt: skip
FILES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(FILES)
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_file_and_its_words_point_into_it(text):
    words(text)
    assert all(isinstance(item, Reply | Problem) for item in read_text(text))


@given(FILES)
@settings(deadline=None, max_examples=300)
def test_the_words_are_those_of_the_parser(text):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    expected = []
    for token in parser.parse(text):
        for child in (token.children or ()) if token.type == "inline" else ():
            match child.type:
                case "text":
                    expected.append(child.content)
                case "code_inline":
                    expected.append("snippet")
                case "softbreak" | "hardbreak":
                    expected.append("\n")
                case "html_inline" if child.content.lower().startswith("<br"):
                    expected.append("\n")
        expected.append("\n")
        if token.type == "html_block":
            return
    if not text.startswith("---"):
        marks = [
            word for word in words(text)[0].split() if word != "-" and not word.removesuffix(".").isdigit()
        ]
        plain = [
            word for word in "".join(expected).split() if word != "-" and not word.removesuffix(".").isdigit()
        ]
        assert marks == plain


def test_the_repositorys_own_pages_are_read():
    for page in sorted(Path(__file__).parents[2].glob("docs/*.md")):
        text = page.read_text(encoding="utf-8")
        prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        assert len(words(text)[0]) > len(prose) / 4
