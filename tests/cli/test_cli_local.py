"""`replylint check` where settings differ by file, and where findings are suppressed."""

import json
from functools import cache

import pytest

from replylint.cli.main import run
from replylint.engine import linter
from replylint.engine.pipeline import load_pipeline

RULE = """\
  - id: {0}
    kind: forbid
    group: {1}
    severity: {2}
    message: Says {3}.
    why: w
    source: s
    advice: a
    match: {{phrase: "{3}"}}
"""
PACK = (
    "name: shop\nprofiles: {strict: {warning: error}}\nrules:\n"
    + RULE.format("too-bad", "respect", "error", "too bad")
    + RULE.format("we-hope", "care", "warning", "we hope")
)
BAD = "Well, too bad.\n\nBut we hope so.\n"
CONFIG = "rules: [pack.yaml]\n"


pipeline = cache(load_pipeline)
"""Loaded once for all tests here."""


@pytest.fixture
def check(monkeypatch, tmp_path, capsysbinary):
    """Writes files and runs `check` on them; gives the exit code, standard output and standard error."""
    monkeypatch.setattr(linter, "load_pipeline", pipeline)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "pack.yaml").write_text(PACK)

    def call(files, *args, config=""):
        (tmp_path / "replylint.yaml").write_text(CONFIG + config)
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        code = run(["check", *(args or ("replies",)), "--format", "concise", "--engine", "patterns"])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def found(out):
    return [" ".join(line.replace("replies/", "").split(" ")[:2]) for line in out.splitlines()]


TWO = {"replies/a/x.txt": BAD, "replies/b/x.txt": BAD}


@pytest.mark.parametrize(
    ("override", "expected", "code"),
    [
        ("ignore: too-bad", ["b/x.txt:3:5: we-hope"], 1),
        ("select: respect", ["b/x.txt:1:7: too-bad"], 1),
        ("severity: {we-hope: off}", ["b/x.txt:1:7: too-bad"], 1),
        ("fail-on: never", ["b/x.txt:1:7: too-bad", "b/x.txt:3:5: we-hope"], 1),
    ],
)
def test_overrides_hold_for_their_files(check, override, expected, code):
    result = check(TWO, config=f"overrides: [{{files: replies/b/**, {override}}}]\n")
    assert (result[0], found(result[1]), result[2]) == (
        code,
        ["a/x.txt:1:7: too-bad", "a/x.txt:3:5: we-hope", *expected],
        "",
    )


def test_what_fails_differs(check):
    files = {"replies/a/x.txt": "We hope so.\n", "replies/b/x.txt": "We hope so.\n"}
    config = "fail-on: error\noverrides: [{files: b, profile: strict}]\n"
    assert check(files, config=config)[0] == 1
    assert check(files, "replies/a", config=config)[0] == 0
    assert check(files, config=config.replace("profile: strict", "fail-on: warning"))[0] == 1
    assert check(files, "replies", "--fail-on", "never", config=config.replace("profile", "profile"))[0] == 0


def test_packs_of_an_override(check, tmp_path):
    (tmp_path / "more.yaml").write_text("name: more\nrules:\n" + RULE.format("but", "care", "error", "but"))
    code, out, err = check(TWO, config="overrides: [{files: replies/b, rules: [more.yaml]}]\n")
    assert (code, err) == (1, "")
    assert found(out) == ["a/x.txt:1:7: too-bad", "a/x.txt:3:5: we-hope", "b/x.txt:3:1: but"]


def test_reading_differs(check):
    files = {"replies/a.jsonl": '{"said": "Too bad."}\n', "replies/b.txt": "Too bad."}
    code, out, err = check(files, config="overrides: [{files: '*.jsonl', reply-field: said}]\n")
    assert (code, err) == (1, "")
    assert found(out) == ["a.jsonl:1:11: too-bad", "b.txt:1:1: too-bad"]


def test_a_wrong_override_stops_the_run(check):
    code, out, err = check(TWO, config="overrides: [{files: nothing, ignore: to-bad}]\n")
    assert (code, out) == (2, "")
    assert "replylint.yaml:2:38" in err
    assert "did you mean `too-bad`?" in err
    code, out, err = check(TWO, config="overrides: [{files: nothing, preset: zendsk}]\n")
    assert (code, out) == (2, "")


def test_comments(check):
    text = "<!-- replylint: ignore too-bad -- the customer's own words -->\nToo bad.\n\nToo bad.\n"
    code, out, err = check({"replies/a.md": text})
    assert (code, found(out), err) == (1, ["a.md:4:1: too-bad"], "")
    assert check({"replies/a.md": text.replace("ignore", "ignore-reply")}) == (0, "", "")


def test_comments_that_are_wrong(check):
    code, out, err = check({"replies/a.md": "<!-- replylint: ignore too-bd -- x -->\nToo bad.\n"})
    assert (code, found(out)) == (2, ["a.md:2:1: too-bad"])
    assert err == (
        "error: replies/a.md:1:24: suppression not applied: there is no rule `too-bd` "
        "(did you mean `too-bad`?)\n"
    )
    code, _, err = check({"replies/a.md": "<!-- replylint: ignore too-bad -->\nToo bad.\n"})
    assert code == 2
    assert err.startswith("error: replies/a.md:1:6: suppression not applied: it gives no reason (")


def test_unused_suppressions(check):
    files = {"replies/a.md": "<!-- replylint: ignore too-bad, we-hope -- x -->\nToo bad.\n"}
    code, out, err = check(files)
    assert (code, out) == (0, "")
    assert (
        err == "warning: replies/a.md:1:33: unused suppression: `we-hope` has nothing to hide (take it out)\n"
    )
    assert check(files, "replies", "--strict")[0] == 1
    assert check(files, config="strict: true\n")[0] == 1
    assert check(files, "replies", "--ignore", "we-hope", "--strict") == (0, "", "")


def test_the_config_suppresses(check):
    config = "suppressions: [{files: replies/a/**, rules: [too-bad, we-hope], reason: quoted}]\n"
    code, out, err = check(TWO, config=config)
    assert (code, found(out), err) == (1, ["b/x.txt:1:7: too-bad", "b/x.txt:3:5: we-hope"], "")


def test_by_the_id_of_a_reply(check):
    rows = [{"id": "one", "text": "Too bad."}, {"id": "two", "text": "Too bad."}]
    files = {"rows.jsonl": "".join(json.dumps(row) + "\n" for row in rows)}
    config = "suppressions: [{ids: [one], rules: [too-bad], reason: quoted}]\n"
    code, out, err = check(files, "rows.jsonl", "--reply-field", "text", "--id-field", "id", config=config)
    assert (code, found(out), err) == (1, ["rows.jsonl:2:24: too-bad"], "")


def test_entries_are_told_as_unused_where_all_was_seen(check):
    config = "suppressions: [{files: replies/a/*, rules: [too-bad], reason: quoted}]\n"
    files = {"replies/a/x.txt": "Fine.\n", "replies/a/y.txt": "Fine.\n"}
    told = "warning: replylint.yaml:2:45: unused suppression: `too-bad` has nothing to hide (take it out)\n"
    assert check(files, "replies/a/x.txt", config=config) == (0, "", "")
    assert check(files, "replies/a", config=config) == (0, "", told)
    assert check(files, ".", config=config)[2].endswith(told)
    one = config.replace("/*", "/x.txt")
    assert check(files, "replies/a/x.txt", config=one)[2] == told.replace(":45:", ":49:")
    assert check(files, "replies/a/y.txt", config=one) == (0, "", "")


def test_entries_for_nothing_and_for_rules_that_were_not_judged(check):
    config = "suppressions: [{files: gone/*, rules: [too-bad], reason: x}]\n"
    code, _, err = check({"replies/a.txt": "Fine.\n"}, ".", config=config)
    assert code == 0
    assert "warning: replylint.yaml:2:16: unused suppression: it is about no reply (" in err
    config = "suppressions: [{files: replies/*, rules: [too-bad], reason: x}]\n"
    assert check({"replies/a.txt": "Fine.\n"}, "replies", "--select", "care", config=config) == (0, "", "")


def test_processes_see_the_same(check):
    rows = "".join(json.dumps({"id": str(n), "text": "Too bad.\n\nWe hope so."}) + "\n" for n in range(30))
    files = {"replies/a.jsonl": rows, "replies/b.jsonl": rows}
    config = (
        "overrides: [{files: '*b.jsonl', ignore: we-hope}]\n"
        "suppressions: [{ids: ['3'], rules: too-bad, reason: quoted}]\n"
    )
    args = ("replies", "--reply-field", "text", "--id-field", "id")
    alone = check(files, *args, "--workers", "1", config=config)
    assert len(found(alone[1])) == 30 * 3 - 2
    assert check(files, *args, "--workers", "2", config=config) == alone


def test_severities_on_the_command_line(check):
    files = {"replies/a.txt": BAD}
    assert check(files, "replies", "--severity", "too-bad=off,we-hope=suggestion")[0] == 0
    assert found(check(files, "replies", "--severity", "too-bad=off")[1]) == ["a.txt:3:5: we-hope"]
    for wrong, told in (("too-bd=off", "did you mean"), ("too-bad=of", "off"), ("too-bad", "text-speak=off")):
        code, out, err = check(files, "replies", "--severity", wrong)
        assert (code, out) == (2, "")
        assert told in err
