"""`replylint presets` and the options for libraries."""

import json

import pytest

from replylint.cli.main import run


def said(capsysbinary, *args):
    code = run(args)
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "desk.yaml").write_text(
        "about: Our desk\nformats: json\ndetect: $.desk\nentries: $.desk[*]\nid: $.key\n"
        "replies: [{path: $.out}]\n"
    )
    (tmp_path / "replylint.yaml").write_text("presets: [desk.yaml]\n")
    return tmp_path


def test_presets_are_listed_and_shown(room, capsysbinary):
    code, out, _ = said(capsysbinary, "presets")
    assert code == 0
    assert out.splitlines()[0].split() == ["desk", "Our", "desk", "(json)"]
    assert "zendesk" in out
    rows = json.loads(said(capsysbinary, "presets", "--format", "json")[1])
    assert [row["name"] for row in rows][:2] == ["desk", "chatwoot"]
    assert "entries: $.desk[*]" in said(capsysbinary, "presets", "desk")[1]
    assert "$.replies[?@.body]" in said(capsysbinary, "presets", "github")[1]
    assert "about: Our desk" in said(capsysbinary, "presets", "desk.yaml")[1]


def test_an_unknown_preset_is_told(room, capsysbinary):
    code, out, err = said(capsysbinary, "presets", "zendsk")
    assert (code, out) == (2, "")
    assert "there is no preset `zendsk`" in err
    assert "did you mean `zendesk`?" in err


def test_the_config_names_presets_and_paths(room, capsysbinary):
    (room / "a.json").write_text('{"desk": [{"key": "one", "out": "You should have read the manual."}]}')
    (room / "b.json").write_text('{"x": [{"y": "You should have read the manual."}]}')
    check = (
        "check",
        "--engine",
        "patterns",
        "--select",
        "blame-customer",
        "--format",
        "concise",
        "--color",
        "never",
    )
    code, out, err = said(capsysbinary, *check, "a.json")
    assert (code, out.split()[0], err) == (1, "a.json:1:34:", "")
    code, out, err = said(capsysbinary, *check, "b.json")
    assert code == 2
    assert "say it: --reply-path '$.x[*].y'" in err
    code, out, err = said(capsysbinary, *check, "b.json", "--reply-path", "$.x[*].y")
    assert (code, out.split()[0], err) == (1, "b.json:1:15:", "")
    (room / "replylint.yaml").write_text(
        "overrides:\n  - files: b.json\n    reply-path: $.x[*].y\n  - files: a.json\n    preset: desk.yaml\n"
    )
    code, out, err = said(capsysbinary, *check, "a.json", "b.json")
    assert (code, err) == (1, "")
    assert [line.split()[0] for line in out.splitlines()] == ["a.json:1:34:", "b.json:1:15:"]


def test_what_cannot_be_followed_stops_the_run(room, capsysbinary):
    code, _, err = said(capsysbinary, "check", "a.json", "--reply-path", "$.a[?@")
    assert code == 2
    assert "no JSONPath: unexpected end of segment\n  --> reply-path:1:7" in err
    (room / "desk.yaml").write_text("formats: json\nreplys: []\n")
    code, _, err = said(capsysbinary, "check", "a.json")
    assert code == 2
    assert "unknown key `replys`" in err


def test_an_empty_library_is_an_error_unless_allowed(room, capsysbinary):
    (room / "a.json").write_text('{"macros": []}')
    code, _, err = said(capsysbinary, "check", "--engine", "patterns", "a.json", "--preset", "zendesk")
    assert code == 2
    assert "the preset zendesk finds no reply in this file" in err
    code, _, err = said(
        capsysbinary, "check", "--engine", "patterns", "a.json", "--preset", "zendesk", "--allow-empty"
    )
    assert (code, err) == (0, "")
