"""Fingerprints, what a baseline accepts, and its file."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.report import JUDGE, Evidence, Finding
from replylint.packs.severity import Severity
from replylint.settling.baseline import Acceptance, Baseline, Entry, Gathering
from replylint.settling.baselinefile import baseline_text, load_baseline
from replylint.settling.fingerprint import digest, fingerprint
from replylint.text.offsets import OffsetMap
from replylint.text.problem import ProblemsError
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

HERE = Path("/shop")


def reply(text, name="/shop/macros.md", ident=""):
    return Reply(Source(name, text), text, OffsetMap.identity(len(text)), ident)


def finding(text, words, rule="late"):
    span = None if words is None else Span(text.index(words), text.index(words) + len(words))
    return Finding(rule, Severity.WARNING, "Says it late.", "Say it early.", span)


def known(before, words, after, **more):
    rule = more.pop("rule", "late")
    text = f"{before}{words}{after}"
    span = Span(len(before), len(before) + len(words))
    return fingerprint(replace(finding(text, None, rule), span=span), reply(text, **more), HERE)


text = st.text(max_size=20)
words = st.text(min_size=1, max_size=20)


@given(words, text, text, text, text)
def test_moved_lines_and_other_neighbours_change_nothing(said, before, after, other, last):
    assert known(before, said, after) == known(other, said, last)


@given(st.lists(st.text("abcé'", min_size=1, max_size=5), min_size=1, max_size=5), st.data())
def test_line_breaks_case_and_quotation_marks_change_nothing(said, data):
    gaps = [data.draw(st.sampled_from([" ", "\n", "\r\n", "  ", "\u00a0"])) for _ in said]
    rewrapped = "".join(f"{gap}{word}" for gap, word in zip(gaps, said, strict=True))[len(gaps[0]) :]
    assert known("", " ".join(said), "") == known("", rewrapped.upper().replace("'", "’"), "")


@given(text, text, st.sampled_from(list(Severity)))
def test_reworded_rules_change_nothing(message, advice, severity):
    one = finding("too late", "late")
    other = replace(one, message=message, advice=advice, severity=severity, under=0)
    here = reply("too late")
    assert fingerprint(one, here, HERE) == fingerprint(other, here, HERE)


@given(words)
def test_other_rules_replies_and_words_do(said):
    first = known("", said, "")
    assert first != known("", said, "", rule="early")
    assert first != known("", said + "x", "")
    assert first != known("", said, "", ident="a")
    assert first != known("", said, "", name="/shop/other.md")


def test_where_the_judge_alone_points_does_not_matter():
    one, other = (
        replace(finding("a b", word), evidence=(Evidence(f"{JUDGE}, probability 0.9", Span(0, 1)),))
        for word in "ab"
    )
    assert fingerprint(one, reply("a b"), HERE) == fingerprint(other, reply("a b"), HERE)
    assert fingerprint(one, reply("a b"), HERE) != fingerprint(finding("a b", "a"), reply("a b"), HERE)


def test_a_number_in_a_list_is_no_id():
    assert known("", "x", "", ident="macros[3].body") == known("", "x", "", ident="macros[12].body")
    assert known("", "x", "", ident="macros[3].body") != known("", "x", "", ident="macros[3].title")
    assert known("", "x", "", ident="subject") != known("", "x", "", ident="subject", name="/shop/other.md")


def test_a_path_counts_from_the_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    here = fingerprint(finding("x", "x"), reply("x", "a/b.md"), tmp_path)
    assert here == fingerprint(finding("x", "x"), reply("x", str(tmp_path / "a" / "b.md")), tmp_path)
    moved = tmp_path / "moved"
    assert here == fingerprint(finding("x", "x"), reply("x", str(moved / "a" / "b.md")), moved)


def test_links_on_the_way_do_not_matter(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    real = fingerprint(finding("x", "x"), reply("x", str(tmp_path / "real" / "a.md")), tmp_path / "link")
    assert real == fingerprint(
        finding("x", "x"), reply("x", str(tmp_path / "link" / "a.md")), tmp_path / "real"
    )


@given(st.lists(text, max_size=3), st.lists(text, max_size=3))
def test_no_two_lists_of_texts_have_one_digest(one, other):
    assert (digest(*one) == digest(*other)) is (one == other)


found = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["red", "blue"]), st.sampled_from(["", "x"])),
    max_size=8,
)


def gathered(rows, path=HERE / "baseline.json"):
    gathering = Gathering(path)
    for rule, said, ident in rows:
        gathering.add([finding(said, said, rule)], reply(said, ident=ident))
    return gathering.baseline()


def accepted(baseline, rows):
    acceptance = Acceptance(baseline)
    came = [
        row
        for row in rows
        if acceptance.accepts(finding(row[1], row[1], row[0]), reply(row[1], ident=row[2]))
    ]
    return Counter(came), acceptance


@given(found, found)
def test_what_is_accepted_is_what_both_have_and_the_rest_is_stale(before, now):
    came, acceptance = accepted(gathered(before), now)
    assert came == Counter(before) & Counter(now)
    stale = Counter[str]()
    for entry in acceptance.stale():
        stale[entry.rule] += entry.count
    assert stale == Counter(rule for rule, _, _ in (Counter(before) - Counter(now)).elements())


@given(found.filter(bool))
def test_a_second_same_finding_is_new(rows):
    came, _ = accepted(gathered(rows), [*rows, rows[0]])
    assert came.total() == len(rows)


@given(found, st.randoms())
def test_the_order_of_replies_does_not_matter(rows, random):
    other = list(rows)
    random.shuffle(other)
    assert baseline_text(gathered(rows)) == baseline_text(gathered(other))


entries = st.builds(Entry, text, text, text, st.integers(1, 9))


@given(st.lists(entries, max_size=4))
def test_a_file_is_read_as_it_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "baseline.json"
    baseline = Baseline(path, tuple(rows))
    path.write_text(baseline_text(baseline))
    assert load_baseline(path) == baseline


def test_no_word_of_a_reply_is_in_the_file_and_its_digests_stay():
    said = "Jane Doe, your refund is late again"
    gathering = Gathering(HERE / "baseline.json")
    gathering.add([finding(said, said), finding(said, None)], reply(said, "/shop/jane-doe.md", "case-17"))
    known = ["e3d07e5ae3c021cec38e25d0b7c600cf", "e4fde2c655025af9c94fcfcb6e8106b9"]
    file = "0718ab82292dabfe03ad6f2543cc2752"
    rows = ",\n".join(
        f'    {{"rule": "late", "fingerprint": "{one}", "file": "{file}", "count": 1}}' for one in known
    )
    text = baseline_text(gathering.baseline())
    assert text == f'{{\n  "version": 1,\n  "findings": [\n{rows}\n  ]\n}}\n'


BROKEN = [
    ("", "baseline.json:1:1: baseline not read: broken JSON"),
    ('{"version": 1,\n<<<<<<< HEAD\n', "baseline.json:2:1: baseline not read: broken JSON"),
    ("[" * 99_999, "baseline.json:1:1: baseline not read: broken JSON"),
    ("[]", "baseline.json: baseline not read: it is no baseline"),
    ('{"version": 2, "findings": []}', ("baseline.json: baseline not read: its version is 2, this replylint"
     " knows 1")),
    ('{"findings": []}', "baseline.json: baseline not read: its version is null, this replylint knows 1"),
    ('{"version": 1, "findings": [{"rule": "a"}]}', ("baseline.json: baseline not read: finding 1 in it needs"
     " rule, fingerprint, file and count")),
    ('{"version": 1, "findings": [{"rule": "a", "fingerprint": "b", "file": "c", "count": 0}]}',
     "baseline.json: baseline not read: finding 1 in it needs rule, fingerprint, file and count"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BROKEN)
def test_broken_files(tmp_path, body, expected):
    (tmp_path / "baseline.json").write_text(body)
    with pytest.raises(ProblemsError) as caught:
        load_baseline(tmp_path / "baseline.json")
    [problem] = caught.value.problems
    assert f"{problem.location}: {problem.message}".replace(f"{tmp_path}/", "") == expected
    assert problem.hint


def test_a_missing_file(tmp_path):
    with pytest.raises(ProblemsError, match="baseline not read: no such file"):
        load_baseline(tmp_path / "baseline.json")
