"""What each preset reads of a file of its shape, and where the words stand."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from replylint.engine.broken import broken
from replylint.readers.library.preset import builtin_presets, find_preset, load_preset
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Turn
from replylint.text.span import Span


def items(data, name, **options):
    data = data if isinstance(data, str) else json.dumps(data)
    return list(read(["-"], ReadOptions(stdin_filename=name, **options), stdin=io.BytesIO(data.encode())))


def told(found):
    return [
        (item.location, item.message) if isinstance(item, Problem) else (item.ident, item.text)
        for item in found
    ]


SAMPLES = Path(__file__).parent / "samples"
"""A small file of each shape, after the products' documentation."""

EXPECTED = {
    "zendesk.json": [
        ("Sorry", "Hi {{ticket.requester.first_name}},\n\nit's late."),
        ("Sorry/subject", "Your order"),
        ("Chat", "Hello there"),
    ],
    "freshdesk.json": [("Got it", "Hi,\nwe\xa0got it.")],
    "helpscout.json": [
        ("Visit", "Hi {%customer.firstName,fallback=there%},\ncome!"),
        ("Visit/chat", "Come!"),
    ],
    "intercom.json": [("A", 'Hi {{user.name|fallback:"you"}}'), ("B", "Hi {{user.name}}!")],
    "gorgias.json": [("Status", "Hi,\ndone.")],
    "front.json": [("Hello", "Hi {{recipient.name}}"), ("Hello/subject", "Order")],
    "chatwoot.json": [("refund", "Hi {{contact.name}}")],
    "zammad.csv": [("Hello", 'Hi #{ticket.customer.firstname},\n"so"')],
    "osticket.yaml": [("What is it?", "Hi %{ticket.name.first},\ndone")],
    "espanso.yml": [(":r", "Hi [[name]],\n$|$ bye"), (":a", "Hi you")],
    "quicktext.xml": [("A", "Hi [[TO=firstname]],\n<3"), ("B", "Hi & bye"), ("B/subject", "S")],
    "github.yml": [("Info", "Thanks @{{user.login}}!")],
    "odoo.xml": [("N", "Dear you,\ncan't"), ("N/subject", "Re {{ object.name }}")],
    "front-matter.md": [("T", "Hi <<name>>,\n\nso [[link]]"), ("T/subject", "S")],
}


def sample(name):
    return (SAMPLES / name).read_bytes().decode()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_preset_is_detected_and_reads(name):
    found = items(sample(name), name)
    assert told(found) == EXPECTED[name]
    assert all(reply.template for reply in found)
    assert [reply.turn for reply in found if reply.ident.endswith("/subject")] in ([], [Turn.MIDDLE])
    for reply in found:
        for target, source, exact in reply.offsets.segments:
            assert not exact or target.of(reply.text) == source.of(reply.source.text)
    assert told(items(sample(name), name, preset=name.partition(".")[0])) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_placeholders_of_the_samples_are_known(name):
    for reply in items(sample(name), name):
        assert broken(reply.text, reply.placeholders) == []


def test_a_draft_is_read_without_what_libraries_need(tmp_path):
    (tmp_path / "draft.txt").write_text("Hi Jo.")
    code = (
        "import sys; from replylint.readers.read import read; list(read(sys.argv[1:]));"
        "sys.exit(any(name in sys.modules for name in ('jsonpath', 'pyexpat', 'markdown_it')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "draft.txt")], check=False)
    assert done.returncode == 0


def test_every_preset_is_tried_here():
    assert {preset.name for preset in builtin_presets()} == {
        *(name.partition(".")[0] for name in EXPECTED),
        "gmail",
    }
    assert all(preset.about for preset in builtin_presets())


def test_a_word_behind_html_in_json_has_its_place():
    reply = items(sample("zendesk.json"), "zendesk.json")[0]
    at = reply.text.index("it's")
    assert reply.source_span(Span(at, at + 4)).of(reply.source.text) == "it&#39;s"
    at = reply.text.index("{{")
    place = reply.source_span(Span(at, at + 3))
    assert place.of(reply.source.text) == "{{ticket.requester.first_name}}"
    assert not reply.offsets.is_exact(Span(at, at + 3))


@pytest.mark.parametrize("form", ["mail.eml", "all.mbox"])
def test_mails_are_templates_by_preset(form):
    mail = "From a@b.c Mon Jan  1 00:00:00 2024\n" * (form == "all.mbox") + "Subject: S\n\nHi {{name}}.\n"
    assert {reply.template for reply in items(mail, form, preset="gmail")} == {True}
    assert {reply.template for reply in items(mail, form)} == {False}
    (problem,) = items(mail, form, preset="zendesk")
    assert problem.message.startswith("not checked: the preset zendesk is for")


def test_a_users_preset(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(
        "formats: json\ndetect: $.desk\nentries: $.desk[*]\nid: $.key\ncustomer: $.asked\n"
        "replies:\n  - path: $.out\n    text: markdown\n  - {path: $.short, name: sms, turn: middle}\n"
    )
    data = {"desk": [{"key": 4, "out": "*Hi*", "asked": "Where?", "short": "Hi."}]}
    for options in ({"preset": str(path)}, {"presets": (str(path),)}):
        one, two = items(data, "a.json", **options)
        assert (one.ident, one.text, one.customer, one.turn) == ("4", "Hi", "Where?", Turn.WHOLE)
        assert (two.ident, two.text, two.turn) == ("4/sms", "Hi.", Turn.MIDDLE)
    assert load_preset(path).name == "desk"
    assert find_preset("desk", (load_preset(path),)).name == "desk"


def test_what_is_wrong_with_a_preset(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text("formats: [jsn]\nentires: $.a\nreplies:\n  - path: a.b\n  - path: $.a[\n")
    with pytest.raises(ProblemsError) as caught:
        load_preset(path)
    shown = [
        f"{problem.location.rpartition('desk.yaml')[2]} {problem.message}"
        for problem in caught.value.problems
    ]
    assert sorted(shown) == [
        ":1:11 `jsn` is not allowed here",
        ":2:1 unknown key `entires`",
        ":4:5 no JSONPath: a path begins with $, the file as a whole (at character 1)",
        ":5:5 no JSONPath: unexpected end of query (at character 5)",
    ]
    with pytest.raises(ProblemsError) as caught:
        find_preset("zendsk")
    assert caught.value.problems[0].hint.startswith("did you mean `zendesk`?")


PATHS = {"reply_paths": ("$.a[*].b",)}


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        ({"a": [{"b": "One", "k": 1}, {"b": "Two"}]}, PATHS, [("a[0].b", "One"), ("a[1].b", "Two")]),
        ({"a": [{"b": "One", "k": 1}]}, {**PATHS, "id_field": "k"}, [("1", "One")]),
        ({"k": "top", "a": [{"b": "One"}]}, {**PATHS, "id_field": "k"}, [("top", "One")]),
        ({"a": [{"b": "<p>One</p>"}]}, {**PATHS, "reply_markup": "html"}, [("a[0].b", "One")]),
        (
            {"a": [{"b": "One", "c": "C"}]},
            {"reply_paths": ("$..c", "$..b", "$..*")},
            [("a[0].c", "C"), ("a[0].b", "One")],
        ),
        ({"a": [{"b": 3}]}, PATHS, [("a.json:1:14", "not checked: the reply is a number, not a text")]),
        ({"a": [{"b": " "}]}, PATHS, [("a.json:1:1", "not checked: the path finds no reply in this file")]),
        ({"a": []}, {**PATHS, "allow_empty": True}, []),
        ({"a": []}, {"allow_empty": True, "preset": "zendesk"}, []),
        ({}, {"allow_empty": True}, []),
        (
            {"macros": []},
            {"preset": "zendesk"},
            [("a.json:1:1", "not checked: the preset zendesk finds no reply in this file")],
        ),
    ],
)
def test_paths(data, options, expected):
    assert told(items(data, "a.json", **options)) == expected


def test_a_field_of_yaml_and_xml():
    assert told(items("- body: One\n- body: Two\n", "a.yaml", reply_field="body")) == [
        ("[0].body", "One"),
        ("[1].body", "Two"),
    ]
    assert told(items("a: {b: One}\n", "a.yaml", reply_field="a.b")) == [("a.b", "One")]


def test_ids_that_repeat_and_entries_without_a_reply_are_told():
    data = {"macros": [
        {"title": "A", "actions": [{"field": "comment_value", "value": "One"}]},
        {"title": "A", "actions": [{"field": "comment_value", "value": "Two"}]},
        {"title": "B", "actions": []},
    ]}  # fmt: skip
    found = items(data, "a.json")
    assert [item.message for item in found if isinstance(item, Problem)] == [
        'the id "A" is used twice, first in line 1',
        "1 of 3 entries without a reply, first in line 1",
    ]


def test_a_broken_line_does_not_hide_the_others():
    data = '{"a": "One"}\n{"a": \n{"a": "Two"}\n'
    assert told(items(data, "a.jsonl", reply_paths=("$[*].a",))) == [
        ("a.jsonl:2:7", "not checked: broken JSON: a value is missing or is no JSON"),
        ("[0].a", "One"),
        ("[1].a", "Two"),
    ]


def test_suppressions_of_an_entry():
    text = """replies:
  - name: A
    replylint: ignore bare-refusal -- it is so
    body: |
      No.

      <!-- replylint: ignore shouting -- a name -->
      YES
"""
    (reply,) = items(text, "a.yml")
    assert [(said.rules[0].rule, said.reason) for said in reply.suppressions] == [
        ("bare-refusal", "it is so"),
        ("shouting", "a name"),
    ]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "front-matter.md"])
def test_a_preset_tells_the_format_of_standard_input(name):
    options = ReadOptions(preset=name.partition(".")[0])
    found = list(read(["-"], options, stdin=io.BytesIO(sample(name).encode())))
    assert told(found) == EXPECTED[name]


@pytest.mark.parametrize(
    "data",
    [
        '{"a": "One"}\n{"a": "One"}\n',
        '[\n{"a": "One"}\n]',
        '{"a":\n"One"}',
        "<a>One</a>",
        "- a: One\n",
        "a: One",
    ],
)
def test_paths_tell_the_format_of_standard_input(data):
    options = ReadOptions(reply_paths=("$..a",))
    found = list(read(["-"], options, stdin=io.BytesIO(data.encode())))
    assert {item.text for item in found} == {"One"}


def test_front_matter_on_standard_input():
    data = io.BytesIO(b"---\ntitle: T\n---\nHi **you**\n")
    assert told(read(["-"], ReadOptions(preset="front-matter"), stdin=data)) == [("T", "Hi **you**\n")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    for name in ("zendesk.json", "zammad.csv", "osticket.yaml"):
        (tmp_path / "lib" / name).write_bytes((SAMPLES / name).read_bytes())
    (tmp_path / "lib" / "package.json").write_text('{"name": "x"}')
    (tmp_path / "lib" / "broken.json").write_text('{"name": "x')
    return tmp_path


def test_a_folder_is_a_library_of_many_formats(folder):
    found = list(read(["lib"]))
    assert [item.ident for item in found if not isinstance(item, Problem)] == [
        "What is it?", "Hello", "Sorry", "Sorry/subject", "Chat",
    ]  # fmt: skip
    (note,) = (item for item in found if isinstance(item, Problem))
    assert note.level is Level.NOTE
    assert note.message == (
        '2 files of data passed over, of which no preset fits: "lib/broken.json", "lib/package.json"'
    )


def test_a_folder_of_unknown_data_is_not_checked(folder):
    for name in ("zendesk.json", "zammad.csv", "osticket.yaml"):
        (folder / "lib" / name).unlink()
    (problem,) = read(["lib"])
    assert problem.level is Level.ERROR
    assert problem.message.startswith("not checked: 2 files of data passed over")
    (note,) = read(["lib"], ReadOptions(allow_empty=True))
    assert note.level is Level.NOTE
