import html
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replylint.readers.excerpt import Excerpt
from replylint.readers.html import read_html, read_markup
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span


def markup(page):
    found = read_markup(Excerpt.of(page, Span(0, len(page))))
    for target, source, exact in found.text.offsets.segments:
        assert not exact or target.of(found.text.text) == source.of(page)
    return found


def words(page):
    return markup(page).text.text


def read_page(page, name="a.html"):
    return list(read(["-"], ReadOptions(stdin_filename=name), stdin=io.BytesIO(page.encode())))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Hi Jane,</p><p>it&#39;s  on\nits&nbsp;way.</p>", "Hi Jane,\n\nit's on its\u00a0way."),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("<div>one<br></div><div>two</div>", "one\ntwo"),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("<ul><li>one<li>two</ul><ol><li>a</li><li>b</li></ol>", "- one\n- two\n\n1. a\n2. b"),
        ("a <b>bold</b> <a href='http://x.y/?a=1&b'>word</a>.", "a bold word."),
        ("<head><title>No</title><style>p {}</style></head><script>if (a<b) x</script>yes", "yes"),
        ("<p style='DISPLAY: none'>preview</p><p hidden>no</p>yes", "yes"),
        ("<!-- no --><!DOCTYPE html><?php no ?>yes<!-- no", "yes"),
        ("Use <code>SAVE<b>10</b></code> now.<pre><code>no</code></pre>", "Use snippet now."),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("a &amp b &unknown; &lt;c&gt; & d", "a & b &unknown; <c> & d"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a\nb\nc"),
        ("3 < 4 and a<b", "3 < 4 and a"),
        ("<p>one<p>two</div></span>three", "one\n\ntwo\nthree"),
        ("<p\n class = x checked title='>'>yes</p >", "yes"),
        ("", ""),
    ],
)
def test_words_of_a_page(page, expected):
    assert words(page) == expected


QUOTES = [
    "<p>ours</p><blockquote type=cite><p>theirs</p></blockquote>",
    "<p>ours</p><div class='gmail_quote'><p class=gmail_attr>3 May, Jo:</p><blockquote>theirs</blockquote>",
    "<p>ours</p><div class='moz-cite-prefix'>3 May, Jo:<br></div><blockquote type='cite'>theirs</blockquote>",
    "<div>ours</div><hr><div id='divRplyFwdMsg'><b>From:</b> Jo<br></div><div>theirs</div>",
    "<p>ours</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><b>From:</b> Jo</div><p>theirs</p>",
    "<p>ours</p><p>On 3 May 2024, Jo &lt;jo@example.com&gt; wrote:</p><p>theirs</p>",
    "<p>ours<br>&gt; theirs</p>",
]


@pytest.mark.parametrize("page", QUOTES)
def test_what_a_page_quotes_is_the_customers_message(page):
    (reply,) = read_page(page)
    assert reply.text.strip() == "ours"
    assert "theirs" in reply.customer
    at = reply.customer.index("theirs")
    assert reply.customer_offsets.to_source(Span(at, at + 6)).of(page) == "theirs"


def test_an_indented_block_is_no_quotation_and_answers_between_quotations_are_kept():
    (reply,) = read_page("<blockquote style='margin:0 0 0 40px;border:none'>ours</blockquote>")
    assert (reply.text.strip(), reply.customer) == ("ours", None)
    (reply,) = read_page("<blockquote>one?</blockquote>yes<blockquote>two?</blockquote>no")
    assert reply.text.split() == ["yes", "no"]
    assert reply.customer.split() == ["one?", "two?"]


def test_a_page_without_words_is_a_problem():
    (problem,) = read_page("<style>x</style>")
    assert isinstance(problem, Problem)
    assert problem.message == "not checked: the draft is empty"
    (problem,) = read_page("<blockquote>only theirs</blockquote>")
    assert problem.message == "not checked: the draft holds nothing but quotations and code"


class Plain(HTMLParser):
    """The text of a page, as the standard library's parser has it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = []

    def handle_data(self, data):
        self.text.append(data)

    def handle_starttag(self, tag, attrs):
        self.text.append(" " if tag in ("p", "div", "br", "h2") else "")

    handle_endtag = handle_startendtag = lambda self, tag, attrs=None: self.handle_starttag(tag, attrs)


TEXT = st.text(
    st.characters(min_codepoint=33, exclude_categories=["Cs", "Cc", "Z"]) | st.sampled_from(" \n\t"),
    max_size=20,
)
PAGES = st.recursive(
    TEXT.map(html.escape)
    | st.sampled_from(["<br>", "&amp;", "&#8217;", "&hellip;", "<!-- x -->", "<img alt=x>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["p", "div", "b", "i", 'a href="x>y"', "span class=x", "h2"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(PAGES)
@settings(deadline=None)
def test_the_words_are_those_of_the_standard_librarys_parser(page):
    plain = Plain()
    plain.feed(page)
    plain.close()
    assert re.split(r"[ \t\r\n\f]+", words(page).strip(" \n")) == re.split(
        r"[ \t\r\n\f]+", "".join(plain.text).strip(" \t\r\n\f")
    )


@given(
    st.lists(
        st.sampled_from(
            [*"<>/=!-&;'\" a\n", "<p", "<!--", "-->", "</", "&amp", "script", "<style>", "code>"]
        ),
        max_size=60,
    )
)
@settings(deadline=None)
def test_any_text_is_a_page(pieces):
    page = "".join(pieces)
    markup(page)
    assert all(isinstance(item, Reply | Problem) for item in read_page(page))


def test_a_page_of_very_many_tags_is_refused_at_once():
    (problem,) = read_html(Source("x.html", "<p>" * 400_001), ReadOptions())
    assert "more than 400,000 tags" in problem.message
