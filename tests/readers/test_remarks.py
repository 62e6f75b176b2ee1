"""Suppressions in libraries: comments of YAML, and the key `replylint`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.reply import Reply


def said(folder, text, *paths, name="lib.yaml"):
    """The rules that are suppressed in each reply, by its text, and what is wrong."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    items = list(read([str(path)], ReadOptions(reply_paths=paths or ("$.macros[*].body",))))
    replies = [item for item in items if isinstance(item, Reply)]
    for reply in replies:
        for directive in reply.suppressions:
            assert directive.scope is None
            assert all(named.rule in named.span.of(text) for named in directive.rules)
    found = {
        reply.text.strip(): [named.rule for directive in reply.suppressions for named in directive.rules]
        for reply in replies
    }
    wrong = [
        f"{item.location.rpartition('yaml:')[2]}: {item.message}"
        for item in items
        if not isinstance(item, Reply)
    ]
    return found, wrong


LIBRARY = """\
# replylint: ignore all -- above the key of everything
macros:
  # replylint: ignore above -- why
  # and a plain comment
  - name: a
    body: "One. # replylint: ignore quoted -- in the text"
    # replylint: ignore inside -- why
    note: x
  - name: b  # replylint: ignore behind -- why
    body: |
      Two.
      # replylint: ignore block -- in the text

    # replylint: ignore after -- why
    note: y
  - {name: c, body: Three.}  # replylint: ignore flow, more -- why
"""


def test_comments_at_entries(tmp_path):
    found, wrong = said(tmp_path, LIBRARY)
    assert wrong == []
    assert list(found.values()) == [
        ["all", "above", "inside"],
        ["all", "behind", "after"],
        ["all", "flow", "more"],
    ]


def test_comments_at_names(tmp_path):
    text = (
        "macros:\n  # replylint: ignore one -- why\n  hello: One.\n  bye:  # replylint: ignore two -- why\n"
        "    Two.\n  # replylint: ignore three -- why\n  last: {body: Three., more: Four.}\n"
    )
    found, wrong = said(tmp_path, text, "$.macros[?@.body].body", "$.macros.hello", "$.macros.bye")
    assert wrong == []
    assert found == {"One.": ["one"], "Two.": ["two"], "Three.": ["three"]}


def test_a_comment_at_one_of_two_replies_of_an_entry(tmp_path):
    text = "macros:\n- en: One.\n  # replylint: ignore late -- why\n  de: Eins.\n"
    found, _ = said(tmp_path, text, "$.macros[*].en", "$.macros[*].de")
    assert found == {"One.": [], "Eins.": ["late"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("macros:\n- body: One.\n# replylint: ignore a -- why\n",
         "3:3: suppression not applied: there is no reply about it"),
        ("macros:\n# replylint: ignore a\n- body: One.\n",
         "2:3: suppression not applied: it gives no reason"),
        ("macros:\n# replylint: ignre a -- why\n- body: One.\n",
         '2:3: suppression not applied: there is no "ignre"'),
        ("macros:\n- body: One.\n  replylint: {ignore: a}\n",
         "3:14: suppression not applied: it gives no reason"),
    ],
)  # fmt: skip
def test_what_is_not_applied(tmp_path, text, expected):
    found, wrong = said(tmp_path, text)
    assert found == {"One.": []}
    assert wrong == [expected]


def test_the_key_of_an_entry(tmp_path):
    text = (
        "macros:\n- body: One.\n  replylint: {ignore: [a, b], reason: why}\n- body: Two.\n"
        "  replylint: ignore c -- why\n- body: Three.\nreplylint: [{ignore: d, reason: why}]\n"
    )
    found, wrong = said(tmp_path, text)
    assert wrong == []
    assert found == {"One.": ["d", "a", "b"], "Two.": ["d", "c"], "Three.": ["d"]}


def test_front_matter(tmp_path):
    text = "---\ntitle: x\nreplylint: {ignore: a, reason: why}\n---\nOne.\n\n"
    text += "<!-- replylint: ignore b -- y -->\n\nTwo.\n"
    (tmp_path / "a.md").write_text(text)
    [reply] = read([str(tmp_path / "a.md")])
    assert [named.rule for directive in reply.suppressions for named in directive.rules] == ["a", "b"]
    assert [directive.scope is None for directive in reply.suppressions] == [True, False]


entries = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["'", '"', "|", ">", ""])), min_size=1, max_size=6
)


@given(entries)
def test_a_comment_above_an_entry_is_about_it(tmp_path_factory, rows):
    text, expected = "macros:\n", {}
    for nth, (remarked, style) in enumerate(rows):
        if remarked:
            text += f"  # replylint: ignore r{nth} -- why\n"
        body = {"|": "|\n      R%d\n", ">": ">\n      R%d\n"}.get(style, f"{style}R%d{style}\n") % nth
        text += f"  - name: n{nth}\n    body: {body}"
        expected[f"R{nth}"] = [f"r{nth}"] if remarked else []
    found, wrong = said(tmp_path_factory.getbasetemp(), text)
    assert (found, wrong) == (expected, [])


def test_many_comments_in_linear_time(tmp_path):
    rows = "".join(f"- body: R{nth}\n  # replylint: ignore a -- why\n  n: 1\n" for nth in range(2000))
    found, wrong = said(tmp_path, f"macros:\n{rows}")
    assert wrong == []
    assert len(found) == 2000
    assert set(map(tuple, found.values())) == {("a",)}


def test_xml(tmp_path):
    text = (
        "<macros><macro><body>One.</body><replylint>ignore a -- why</replylint></macro>"
        '<macro replylint="ignore b, c -- why"><body>Two.</body></macro>'
        "<macro><body>Three.</body></macro></macros>"
    )
    found, wrong = said(tmp_path, text, "$.macros.macro[*].body[0]", name="lib.xml")
    assert wrong == []
    assert found == {"One.": ["a"], "Two.": ["b", "c"], "Three.": []}


@pytest.mark.parametrize(
    ("body", "markup", "name"),
    [
        ("One.\\n\\n<!-- replylint: ignore a -- why -->\\n\\nTwo.", "markdown", "lib.json"),
        ("<p>One.<\\/p><!-- replylint: ignore a -- why --><p>Two.<\\/p>", "html", "lib.json"),
        ("\\u003cp\\u003eOne.\\u003c/p\\u003e<!-- replylint: ignore a -- why --><p>Two.", "html", "lib.json"),
        ("&lt;p>One.&lt;/p>&lt;!-- replylint: ignore a -- why -->&lt;p>Two.", "html", "lib.xml"),
    ],
)
def test_comments_in_the_texts_of_a_library(tmp_path, body, markup, name):
    text, path = f'{{"body": "{body}"}}', "$.body"
    if name.endswith("xml"):
        text, path = f"<macro><body>{body}</body></macro>", "$.macro.body[0]"
    (tmp_path / name).write_text(text)
    options = ReadOptions(reply_paths=(path,), reply_markup=markup)
    [reply] = read([str(tmp_path / name)], options)
    assert [directive.scope.of(reply.text) for directive in reply.suppressions] == ["Two."]
