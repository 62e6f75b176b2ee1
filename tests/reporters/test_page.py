"""The page: it says what was found, no text is markup in it, and what is left out is told."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sample_report import MAIL, NASTY, ROW_TEXT, finding, full_report, plain, span

from replylint.engine.report import Evidence, Hidden, Other, Past, ReplyReport, Report, Status, Verdict
from replylint.packs.severity import Severity
from replylint.reporters.html import bounds, census, marking, plots, prose
from replylint.reporters.html.trend import trend
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.summary import Tally, tally
from replylint.reporters.visible import UNSAFE
from replylint.text.edit import Edit
from replylint.text.problem import Level, Problem
from replylint.text.span import Span

HOSTILE = st.one_of(
    st.text(
        st.one_of(
            st.characters(exclude_categories=()),
            st.sampled_from("<>&\"'`=/\\{}%#\x00\x1b\x0c\u2028\u202e\ufffe\ud800\r\n\t 日🙂א"),
        ),
        max_size=30,
    ),
    st.sampled_from(
        ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style>", "<!--", "]]>",
         "\" onclick=\"alert(1)", "' autofocus onfocus='alert(1)", "{{ 7*7 }}", "{% raw %}",
         "<svg/onload=a()>", "javascript:alert(1)", "</p></li></ol>", "<base href=//x>", "&#x3c;b&#x3e;",
         "&lt;", "</select>"]
    ),
)  # fmt: skip
TAGS = {
    "html", "head", "meta", "title", "link", "style", "body", "a", "header", "p", "span", "button", "main",
    "section", "h1", "h2", "h3", "div", "ol", "ul", "li", "code", "em", "svg", "rect", "path", "b", "i",
    "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "form", "label", "input", "select",
    "option", "output", "kbd", "mark", "del", "ins", "footer", "script",
}  # fmt: skip
VOID = {"meta", "link", "input"}


class Parsed(HTMLParser):
    """A page taken apart: its tags with their attributes, and the text in the elements of a class."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.texts = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs)))
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_comment(self, data):
        raise AssertionError(data)

    def handle_data(self, data):
        self.texts.append((data, [tag for tag, _ in self.open], [a.get("class") for _, a in self.open]))

    def within(self, name, without=()):
        """The text in the elements of a class, but for what is in others."""
        return "".join(
            data for data, _, classes in self.texts if name in classes and not set(without) & set(classes)
        )


def html(report, **options):
    return render(report, Options(**options), to=Format.HTML)


def hostile_report(text, other):
    whole = Span(0, len(text))
    findings = (
        finding(
            other, "error", other, text, whole, evidence=(Evidence(text, whole),), fix=Edit(whole, other)
        ),
        finding(text, "warning", text, other, None),
        finding(other, "suggestion", text, "", whole, under=0),
    )
    hidden = (
        Hidden(finding(text, "warning", text, other, whole), Status.SUPPRESSED, text),
        Hidden(finding("a", "error", text, other, None), Status.ACCEPTED),
    )
    name = other.replace("\0", "")
    reply = ReplyReport(plain(name, text, ident=text, template=True), findings, (), Verdict.BLOCK, (), hidden)
    problems = (
        Problem(text, source=reply.reply.source, span=whole, hint=other),
        Problem(other, place=text, level=Level.WARNING),
    )
    return Report((reply, replace(reply, reply=plain(text, text))), problems, past=Past(9, ((text, 2),)))


@given(HOSTILE, HOSTILE, st.booleans())
@example("</script><script>alert(1)</script>", '" onclick="alert(1)', False)
def test_no_text_is_markup(text, other, redact):
    page = html(hostile_report(text, other), redact=redact, explain=True)
    parsed = Parsed(page)
    assert not parsed.open
    counts = Counter(tag for tag, _ in parsed.tags)
    assert set(counts) <= TAGS
    assert (counts["script"], counts["style"], counts["link"], counts["meta"]) == (1, 1, 1, 6)
    for tag, attrs in parsed.tags:
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "src", "action")]
        if "href" in attrs:
            assert attrs["href"].startswith("#" if tag == "a" else "data:image/svg+xml,")
    assert not UNSAFE.search(page.replace("\n", "").replace("\t", ""))


@given(HOSTILE)
def test_the_text_is_there_as_it_is(text):
    report = Report(
        (ReplyReport(plain("a.txt", text), (finding("a", "error", "m", "", None),), (), Verdict.BLOCK, ()),)
    )
    lines = re.split("\r\n|\r|\n", Parsed(html(report)).within("text"))
    expected = re.split("\r\n|\r|\n", text)
    assert len(lines) == len(expected)
    for line, wanted in zip(lines, expected, strict=True):
        if not UNSAFE.search(wanted.replace("\t", "")):
            assert line == wanted


@given(HOSTILE, HOSTILE, st.sampled_from(["ascii", "latin-1", "utf-8"]))
def test_every_encoding_says_the_same(text, other, encoding):
    report = hostile_report(text, other)
    options = Options(encoding=encoding)
    page = render(report, options, to=Format.HTML)
    assert options.encode(page).decode(encoding) == page
    assert Parsed(page).texts == Parsed(html(report)).texts


def test_what_runs_is_named_by_its_digest():
    page = html(full_report())
    (policy,) = [
        a["content"] for t, a in Parsed(page).tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        (content,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@given(st.text(st.sampled_from("abcdefghij"), min_size=12, max_size=40), st.booleans())
def test_a_redacted_page_holds_no_text(text, explain):
    whole = Span(0, len(text))
    findings = (
        finding("a", "error", "m", "n", whole, evidence=(Evidence("p", whole),), fix=Edit(whole, text)),
    )
    reply = plain("a.txt", text, customer=text, template=True)
    report = Report((ReplyReport(reply, findings, (), Verdict.BLOCK, ()),))
    assert text in html(report, explain=explain)
    assert text not in html(report, explain=explain, redact=True)


def test_the_sample_redacted():
    body = re.search("<body>(.*)<script>", html(full_report(), redact=True, explain=True), re.DOTALL)[1]
    assert "█" in body
    words = ["manual", "plugged", "warranty", "申し訳", "weekend", "team", "whatever"]
    assert all(word in MAIL + ROW_TEXT + NASTY for word in words)
    assert not [word for word in words if word in body]


def test_findings_are_counted_once_and_all_are_there():
    report = full_report()
    rules = census.rule_counts(report)
    counts = tally(report)
    assert sum(rule.new for rule in rules) == sum(number for _, number in counts.severities)
    assert sum(rule.old for rule in rules) == counts.accepted
    assert sum(rule.suppressed for rule in rules) == counts.suppressed
    names = census.shelf_names(report.replies)
    assert sum(shelf.replies for shelf in census.shelves(report.replies, names)) == counts.replies
    assert sum(shelf.affected for shelf in census.shelves(report.replies, names)) == counts.affected


def test_a_rule_that_is_gone_is_among_the_mended():
    rules = census.rule_counts(replace(full_report(), past=Past(3, (("long-gone", 2),))))
    (gone,) = [rule for rule in rules if rule.rule == "long-gone"]
    assert (gone.new, gone.old, gone.mended) == (0, 0, 2)


@pytest.mark.parametrize(
    ("names", "shelves"),
    [
        (["a.md", "b/c.md", "b/d.md"], ["this folder", "b/", "b/"]),
        (["x/m.json", "x/m.json", "x/n.json"], ["x/m.json", "x/m.json", "x/"]),
        (["b/c.md", "b/c.md"], ["b/", "b/"]),
        (["<stdin>"], ["standard input"]),
        (["/a.txt"], ["/"]),
        (["/w/a.txt"], ["/w/"]),
    ],
)
def test_shelves_are_folders_and_libraries(names, shelves):
    reports = [ReplyReport(plain(name, ""), (), (), Verdict.PASS, ()) for name in names]
    assert census.shelf_names(reports) == shelves


def counts_of(replies, affected, errors=0, warnings=0, suggestions=0, not_checked=0, accepted=0):
    severities = ((Severity.ERROR, errors), (Severity.WARNING, warnings), (Severity.SUGGESTION, suggestions))
    return Tally(replies, affected, severities, not_checked, accepted=accepted)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (counts_of(9, 0), "Nothing was found in 9 replies."),
        (counts_of(1, 0), "Nothing was found in 1 reply."),
        (counts_of(9, 0, accepted=3), "Nothing new was found in 9 replies."),
        (counts_of(9, 2, errors=2), "2 of 9 replies need work."),
        (counts_of(9, 1, warnings=2), "1 of 9 replies needs work."),
        (counts_of(1, 1, warnings=2), "1 reply needs work."),
        (counts_of(9, 9, warnings=9), "All 9 replies need work."),
        (counts_of(1_234, 2, suggestions=2), "2 of 1,234 replies could be better."),
        (counts_of(9, 1, errors=1, accepted=3), "1 of 9 replies has something new."),
        (counts_of(9, 0, not_checked=1), "Not everything was checked."),
        (counts_of(9, 2, errors=1, not_checked=1), "Not everything was checked."),
        (counts_of(0, 0, not_checked=1), "Nothing was checked."),
        (counts_of(0, 0), "There was nothing to check."),
    ],
)
def test_the_headline(counts, said):
    assert prose.headline(counts) == said


CLEAN = full_report().replies[3:]


@pytest.mark.parametrize(
    ("report", "said", "unsaid"),
    [
        (
            Report((), (Problem("no such file", place="a.txt"),)),
            ["Nothing was checked", "a.txt"],
            "can go out",
        ),
        (
            Report(CLEAN, (Problem("not checked: broken", place="b.json"),)),
            ["Not everything was checked", "b.json", "found in the 1 reply that could be checked"],
            "can go out",
        ),
        (Report(CLEAN), ["Nothing was found in 1 reply", "can go out as it is"], "Not checked"),
        (Report(()), ["There was nothing to check"], "can go out"),
    ],
)
def test_what_was_not_checked_never_looks_clean(report, said, unsaid):
    page = html(report)
    assert all(words in page for words in said)
    assert unsaid not in page


SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), max_size=6)


@given(st.text(st.sampled_from("ab \n{}"), max_size=150), SPANS, st.booleans(), st.booleans())
def test_runs_tile_the_text_and_carry_their_notes(text, spans, template, long):
    marked = [Span(min(start, len(text)), min(start + length, len(text))) for start, length in spans]
    with pytest.MonkeyPatch.context() as patch:
        if long:
            patch.setattr(bounds, "TEXT", 20)
            patch.setattr(bounds, "AROUND", 5)
        runs = list(marking.runs(text, marked, template=template))
    assert "".join(run.span.of(text) for run in runs) == text
    assert all(left.span.end == right.span.start for left, right in pairwise(runs))
    for run in runs:
        if run.span.start < run.span.end:
            over = {n for n, span in enumerate(marked) if span.contains(run.span) and span.start < span.end}
            assert set(run.notes) == over
    assert sorted(n for run in runs for n in run.starts) == list(range(len(marked)))
    shown = sum(run.span.end - run.span.start for run in runs if not run.left_out)
    assert shown <= (5 + 40 + 20 if long else bounds.TEXT)
    if not long:
        assert shown == len(text)


def test_placeholders_are_seen_in_templates_alone():
    text = "Hi {{name}}, see <<link>>."
    for template, found in ((True, ["{{name}}", "<<link>>"]), (False, [])):
        runs = marking.runs(text, [], template=template)
        assert [run.span.of(text) for run in runs if run.placeholder] == found


KINDS = st.lists(st.tuples(st.sampled_from(census.KINDS), st.integers(0, 3_000)), max_size=5)


@given(KINDS, st.integers(1, 20_000))
def test_there_is_a_mark_for_each_reply(kinds, replies):
    grid = plots.grid(replies)
    field = plots.field(kinds, grid)
    seen = set()
    for (kind, line), (wanted, number) in zip(field.lines, kinds, strict=True):
        marks = [
            (int(x) + n * (grid.width + grid.gap), y)
            for x, y, end in re.findall(r"M(\d+) ([\d.]+)H(\d+)", line)
            for n in range((int(end) - int(x) + grid.gap) // (grid.width + grid.gap))
        ]
        assert (kind, len(marks)) == (wanted, -(-number // grid.each))
        assert not seen & set(marks)
        seen |= set(marks)
        assert all(x + grid.width <= field.width and float(y) < field.height for x, y in marks)
    assert -(-replies // grid.each) <= bounds.MARKS


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.booleans())
def test_the_trend_adds_up(mended, old, unseen, new, known):
    past = Past(mended + old + unseen, (("a", mended),) if known else None)
    counts = counts_of(9, 9, errors=new, accepted=old)
    shown = trend(Report((), past=past), counts)
    assert (shown.mended or 0) + shown.old + shown.unseen == shown.accepted
    assert shown.mended == (mended if known else None)
    before, now = ({bar.kind: bar for bar in bars} for bars in (shown.before, shown.now))
    assert before.get("old") == now.get("old")
    assert all(bar.start + bar.length <= 100.01 for bar in (*shown.before, *shown.now))
    assert trend(Report(()), counts) is None


def library(number, *, text="It is awful, I say.", shelves=1):
    return Report(
        tuple(
            ReplyReport(
                plain(f"s{n % shelves}/m{n}.txt", text, ident=f"no-{n}"),
                (finding("bad", "warning", "It is bad", "Do better", span(text, "awful")),) * (1 + (n == 3)),
                (), Verdict.ADVISE, (),
            )
            for n in range(number)
        )
    )  # fmt: skip


def test_the_worst_come_first():
    names = re.findall(r"<h3 dir=\"auto\">(.*?)</h3>", html(library(5)))
    assert names == ["no-3", "no-0", "no-1", "no-2", "no-4"]


def test_what_is_left_out_is_told(monkeypatch):
    monkeypatch.setattr(bounds, "ENTRIES", 3)
    monkeypatch.setattr(bounds, "LINES", 5)
    monkeypatch.setattr(bounds, "SHELVES", 2)
    page = html(library(9, shelves=4))
    assert page.count('class="text"') == 3
    assert page.count('class="letter"') == 5
    assert (
        "the text of the 3 worst replies. The 2 after them are named with their rules. 4 more are counted"
        in page
    )
    assert "2 more</span>" in page
    assert "9 replies need work" in page


def test_much_text_is_left_out(monkeypatch):
    monkeypatch.setattr(bounds, "CHARACTERS", 25)
    assert html(library(9)).count('class="text"') == 2
    text = "x" * 9_000 + "It is awful, I say." + "x" * 9_000
    page = html(library(1, text=text))
    assert len(page) < len(html(library(1))) + 2_000
    assert page.count("characters left out") == 2


def test_many_notes_are_cut():
    text = "awful " * 60
    findings = tuple(finding("bad", "warning", "m", "", Span(6 * n, 6 * n + 5)) for n in range(60))
    page = html(Report((ReplyReport(plain("a.txt", text), findings, (), Verdict.ADVISE, ()),)))
    assert page.count('<li class="warning"') == bounds.NOTES
    assert "10 more notes, left out here" in page


def test_a_long_name_is_cut():
    page = html(
        Report(
            (
                ReplyReport(
                    plain("n" * 5_000, "a", ident="i" * 5_000),
                    (finding("a", "error", "m", "", None),),
                    (),
                    Verdict.BLOCK,
                    (),
                ),
            )
        )
    )
    assert "n" * 200 not in page.split("<body>")[1]
    assert "i" * 200 not in page


def test_other_templates_are_pointed_to():
    there, gone = Other("s0/m1.txt", "no-1", 1, 1, "awful"), Other("gone.txt", "no-2", 4, 1, "")
    first, second = library(2).replies
    told = replace(first.findings[0], others=(there, gone, *[gone] * 9))
    page = html(Report((replace(first, findings=(told, told)), second)))
    assert '<a href="#r2">s0/m1.txt:1 no-1: “awful”</a>' in page
    assert '<p class="evidence" dir="auto">gone.txt:4 no-2</p>' in page
    assert "and 3 more" in page


def test_a_run_on_a_branch_cannot_say_what_is_mended():
    page = html(replace(full_report(), past=Past(5, None)))
    assert "it cannot say what is mended" in page
    assert "mended</li>" not in page
