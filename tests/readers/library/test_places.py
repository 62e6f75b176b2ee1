"""From a reply back to its file, through markup and format: exact stretches read the same on both sides."""

import csv
import io
import json
import time
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from replylint.readers import load
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.placeholder import CERTAIN
from replylint.text.problem import Problem
from replylint.text.reply import Reply

PIECES = [
    *("Hi ", "you", " ", "\n", "\n\n", "é", "🙂", '"', "'", "<", "{{"),
    *("<b>", "</b>", "<p>", "<br>", "&amp;", "&#39;", "*x*", "**", "_", "[a](b)", "> ", "- ", "`c`"),
    *("{{a.b_c}}", "<<link>>", "[[TO=x]]", "{%x,fallback=y%}", "%{n}"),
]
written = st.lists(st.sampled_from(PIECES), max_size=14).map("".join).map(lambda text: f"w {text}")


def as_json(text):
    return json.dumps({"a": text})


def as_yaml(text):
    return yaml.safe_dump({"a": text}, allow_unicode=True, width=20)


def as_csv(text):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a"], [text]])
    return out.getvalue()


def as_xml(text):
    return f"<r><a>{escape(text)}</a></r>"


@pytest.mark.parametrize("markup", ["plain", "markdown", "html"])
@pytest.mark.parametrize(
    ("name", "wrap"), [("a.json", as_json), ("a.yaml", as_yaml), ("a.csv", as_csv), ("a.xml", as_xml)]
)
@given(text=written)
def test_exact_stretches_read_the_same(name, wrap, markup, text):
    options = ReadOptions(stdin_filename=name, reply_paths=("$..a",), reply_markup=markup)
    data = wrap(text).encode()
    for item in read(["-"], options, stdin=io.BytesIO(data)):
        if isinstance(item, Problem):
            assert item.location.startswith(name)
            continue
        end = 0
        for target, source, exact in item.offsets.segments:
            assert target.start == end
            assert not exact or target.of(item.text) == source.of(item.source.text)
            end = target.end
        assert end == len(item.text)
        if markup != "plain":
            whole = {segment.target for segment in item.offsets.segments if not segment.exact}
            for mark in CERTAIN.finditer(item.text):
                assert any(span.start <= mark.start() and mark.end() <= span.end for span in whole)


def test_markup_of_a_field():
    options = ReadOptions(stdin_filename="a.jsonl", reply_field="a.b", id_field="id", reply_markup="html")
    data = b'{"id": 1, "a": {"b": "<p>One</p>"}}\n{"id": 2, "a": {"b": "Two<br>three"}}'
    found = list(read(["-"], options, stdin=io.BytesIO(data)))
    assert [(item.ident, item.text, item.template) for item in found] == [
        ("1", "One", False),
        ("2", "Two\nthree", False),
    ]


def test_other_files_are_checked_where_one_is_bad(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(load, "MAX_FILE", 1000)
    for name, data in {
        "a.json": "[" * 900,
        "b.json": "[" * 2000,
        "c.yaml": "a: *b",
        "d.xml": "<a>&b;</a>",
        "e.csv": 'a\n"x',
        "f.json": '{"a": "Fine."}',
    }.items():
        (tmp_path / name).write_text(data)
    names = sorted(path.name for path in tmp_path.iterdir())
    found = list(read(names, ReadOptions(reply_paths=("$..a",))))
    assert [item.text if isinstance(item, Reply) else item.location for item in found] == [
        "a.json:1:61", "b.json", "c.yaml:1:4", "d.xml:1:4", "e.csv:2:1", "Fine.",
    ]  # fmt: skip


LONG = [
    ("a.json", b'{"a":"' + b"x" * 5_000_000 + b'"}'),
    ("a.json", b'{"a":"' + b"\\n" * 100_000 + b'y"}'),
    ("a.json", b"[" + b"1," * 50_000 + b"1]"),
    ("a.yaml", b"a: |\n" + b"  word word\n" * 10_000),
    ("a.yaml", b'a: "' + b"a\n " * 30_000 + b'"'),
    ("a.yaml", b"a: '" + b"a\n\n\n\n" * 20_000 + b"'"),
    ("a.yaml", b"a: " + b"&x " * 30_000),
    ("a.yaml", b"a: " + b"a " * 50_000),
    ("a.xml", b"<r><a>" + b"&amp;" * 50_000 + b"</a></r>"),
    ("a.xml", b"<r>" + b"<a>x</a>" * 20_000 + b"</r>"),
    ("a.xml", b"<a " + b" ".join(b'x%d="1"' % n for n in range(20_000)) + b"/>"),
    ("a.csv", b"a\n" + b'"x"""\n' * 10_000),
    ("a.md", b"---\na: b\n---\n" + b"---\n" * 10_000),
]


@pytest.mark.parametrize(("name", "data"), LONG, ids=[f"{name}-{nth}" for nth, (name, _) in enumerate(LONG)])
def test_long_files_are_read_in_linear_time(name, data):
    options = ReadOptions(stdin_filename=name, reply_paths=("$..a",))
    start = time.process_time()
    for _ in read(["-"], options, stdin=io.BytesIO(data)):
        pass
    assert time.process_time() - start < 10
