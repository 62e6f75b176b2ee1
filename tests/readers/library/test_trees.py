"""Every format: what is read is what its own parser reads, and exact stretches read the same in the file."""

import csv
import io
import json
from xml.sax.saxutils import escape, quoteattr

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from replylint.readers.library.document import Items, Table
from replylint.readers.library.frontmatter import find_front_matter, front_matter_tree
from replylint.readers.library.jsontree import json_tree, jsonl_tree
from replylint.readers.library.tabletree import table_tree
from replylint.readers.library.xmltree import xml_tree
from replylint.readers.library.yamltree import yaml_tree
from replylint.text.problem import ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

WORDS = [
    "a",
    "b c",
    " ",
    "  ",
    "\n",
    "\n\n",
    "'",
    '"',
    ": ",
    " #",
    "- ",
    "é",
    "🙂",
    "\t",
    "\\",
    "{{x}}",
    "|",
    "%",
    "&",
]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
line_ends = st.sampled_from(["\n", "\r\n"])


def strings(document):
    """Every text of a tree with its place."""
    todo = [(document.root, document.place)]
    while todo:
        value, place = todo.pop()
        match value:
            case str():
                yield value, place
            case Items():
                todo += zip(value, value.places, strict=True)
            case Table():
                todo += [(value[key], value.places[key]) for key in value]


def check(document, *, most_opaque=None):
    """Maps tile the texts, and their exact stretches read the same on both sides."""
    text = document.source.text
    for value, place in strings(document):
        offsets = document.offsets(document.source, place, value)
        assert (offsets.segments[-1].target.end if offsets.segments else 0) == len(value)
        for target, source, exact in offsets.segments:
            assert place.start <= source.start <= source.end <= place.end
            if exact:
                assert target.of(value) == source.of(text)
            elif most_opaque:
                assert target.end - target.start <= most_opaque


@given(values, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json(value, indent, ascii_only):
    text = " " + json.dumps(value, indent=indent, ensure_ascii=ascii_only) + "\n"
    document = json_tree(Source("a.json", text))
    assert document.root == json.loads(text)
    check(document, most_opaque=1)


@given(st.lists(values, max_size=4), st.booleans(), line_ends)
def test_json_lines(rows, ascii_only, end):
    text = end.join(json.dumps(row, ensure_ascii=ascii_only) for row in rows)
    document = jsonl_tree(Source("a.jsonl", text))
    assert document.root == rows
    check(document, most_opaque=1)


@given(
    st.dictionaries(st.sampled_from("abc"), st.lists(texts, max_size=3) | texts, min_size=1, max_size=3),
    st.sampled_from([None, "|", ">", "'", '"']), st.sampled_from([6, 20, 80]), st.sampled_from([2, 4]),
    st.booleans(), line_ends,
)  # fmt: skip
@example({"a": "\n\n"}, "'", 6, 2, True, "\n")
def test_yaml_in_every_style(value, style, width, indent, wide, end):
    text = yaml.dump(
        value, default_style=style, width=width, indent=indent, allow_unicode=wide, line_break=end
    )
    document = yaml_tree(Source("a.yaml", text))
    assert document.root == yaml.load(text, Loader=yaml.BaseLoader)
    check(document)


@pytest.mark.parametrize(
    ("text", "value", "opaque"),
    [
        ("a: |\n  one\n    two\n\n  three\n", "one\n  two\n\nthree\n", []),
        ("a: |2-  # why\n    one\n\n\n", "  one", []),
        ("a: |+\n  one\n\n\nb: x", "one\n\n\n", []),
        ("a: >\n  one\n  two\n\n  three\n    four\n  five\n", "one two\nthree\n  four\nfive\n", [" "]),
        ("a: >-\n\n\n  one\n  two", "\n\none two", [" "]),
        ("a: &x !!str\n  plain text\n  goes on\n\n  here", "plain text goes on\nhere", [" ", "\n"]),
        ("a: 'it''s\n\n  so'", "it's\nso", ["'", "\n"]),
        ('a: "x \\\n   y\\u00e9\\x41\\U0001F642\\n\\\n\n  z"', "x yéA🙂\n\nz", ["é", "A", "🙂", "\n", "\n"]),
        ("- &x one\n- *x", "one", []),
        ("a: &x {b: one}\nc: {<<: *x}", "one", []),
    ],
)  # fmt: skip
def test_yaml_scalars(text, value, opaque):
    document = yaml_tree(Source("a.yaml", text))
    check(document)
    found, place = next((one, where) for one, where in strings(document) if one == value)
    segments = document.offsets(document.source, place, found).segments
    assert [segment.target.of(value) for segment in segments if not segment.exact] == opaque


def test_yaml_keys_documents_and_tags():
    assert yaml_tree(Source("a", "1: a\nyes: b\n2: !x c")).root == {"1": "a", "yes": "b", "2": "c"}
    assert yaml_tree(Source("a", "a: 1\n---\nb: 2\n")).root == [{"a": 1}, {"b": 2}]
    assert yaml_tree(Source("a", "")).root == []


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=4), line_ends)
def test_tables(rows, end):
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerows([["x", "y"], *rows])
    document = table_tree(Source("a.csv", out.getvalue()))
    assert document.root == [{"x": x, "y": y} for x, y in rows]
    check(document, most_opaque=1)


@given(texts, texts, st.sampled_from(["text", "data", "number"]))
def test_xml(text, attribute, way):
    match way:
        case "data":
            body = f"<![CDATA[{text}]]>" if "]]>" not in text else ""
        case "number":
            body = "".join(f"&#{ord(char)};" if ord(char) % 2 else f"&#x{ord(char):x};" for char in text)
        case _:
            body = escape(text, {"'": "&apos;"})
    two = f"<two n={quoteattr(attribute)}>{body}<!-- no --></two>"
    xml = f"<?xml version='1.0'?>\n<r><one>{body}</one>{two}</r>"
    document = xml_tree(Source("a.xml", xml))
    assert document.root["r"]["one"] == [text]
    assert document.root["r"]["two"][0]["#text"] == text
    assert document.root["r"]["two"][0]["#markup"].removesuffix("<!-- no -->") == body
    check(document)


@given(texts, texts, line_ends)
def test_front_matter(title, body, end):
    head = yaml.dump({"title": title}, line_break=end)
    text = f"---{end}{head}---{end}{body}"
    source = Source("a.md", text)
    document = front_matter_tree(source, find_front_matter(text))
    assert document.root == {"title": title, "body": body}
    check(document)
    place = document.root.places["body"]
    assert document.offsets(source, place, body).is_exact(Span(0, len(body))) or not body


@pytest.mark.parametrize(
    "text", ["---\nHi there\n---\nx", "---\n---\nx", "--- \nx: y\n", "a\n---\nx: y\n---\n"]
)
def test_what_is_no_front_matter(text):
    assert find_front_matter(text) is None


BAD = [
    (json_tree, '{"a": [1, 2', "1:12", "broken JSON: a comma is missing between two values"),
    (json_tree, "[" * 10_000, "1:61", "nested more than 60 deep"),
    (json_tree, '{"a":' * 10_000, "1:301", "nested more than 60 deep"),
    (yaml_tree, "a: 'b", "1:6", "not valid YAML: found unexpected end of stream"),
    (yaml_tree, "- " * 10_000 + "x", "1:121", "nested more than 60 deep"),
    (yaml_tree, "a: *b", "1:4", "`*b` cannot be filled in: there is no such anchor before it"),
    (yaml_tree, "a: &a [*a]", "1:8", "`*a` cannot be filled in: it stands inside itself"),
    (yaml_tree, "a: b\n? [c]\n: d", "2:3", "a key is a list, not text"),
    (xml_tree, "<a><b>Hi</a>", "1:11", "not valid XML: mismatched tag"),
    (xml_tree, "<a>é&nbsp;</a>", "1:5", "not valid XML: undefined entity"),
    (xml_tree, "<a>", "1:4", "not valid XML: no element found"),
    (xml_tree, "<a>" * 10_000, "1:181", "nested more than 60 deep"),
    (
        xml_tree,
        '<!DOCTYPE a [<!ENTITY x "lol">]><a>&x;</a>',
        "1:25",
        "the XML declares entities, which are not filled in",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("read", "text", "at", "message"), BAD)
def test_bad_input_has_a_place(read, text, at, message):
    with pytest.raises(ProblemsError) as caught:
        read(Source("a", text))
    (problem,) = caught.value.problems
    assert problem.message.removeprefix("not checked: ") == message
    assert problem.location == f"a:{at}"


def test_anchors_that_explode_are_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(ProblemsError) as caught:
        yaml_tree(Source("a", "\n".join(lines)))
    assert caught.value.problems[0].message == "not checked: more than 1,000,000 values in one file"
    assert caught.value.problems[0].location == "a:6:55"


@given(st.text(st.sampled_from("<>/ab&;!-[]\"'= {}:,\n|"), max_size=40))
def test_any_text_is_a_tree_or_a_located_problem(text):
    for read in (json_tree, jsonl_tree, yaml_tree, xml_tree, table_tree):
        try:
            check(read(Source("a", text)))
        except ProblemsError as error:
            for problem in error.problems:
                assert problem.location.startswith("a:")
