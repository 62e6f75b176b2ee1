"""The JSON formats: their schema, their contract, and odd characters."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sample_report import finding, full_report, plain

from replylint.engine.report import Finding, ReplyReport, Report, Verdict
from replylint.packs.severity import Severity
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.reporters.schema import reply_schema, report_schema
from replylint.text.edit import Edit
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

SCHEMA = Path(__file__).parents[2] / "schema" / "report.schema.json"


def rows(report, **options):
    return [json.loads(line) for line in render(report, Options(**options), to=Format.JSONL).split("\n")[:-1]]


def one(text, *findings, **more):
    return Report((ReplyReport(plain("a.txt", text, **more), findings, (), Verdict.PASS, ()),))


def test_the_schema_on_disk_is_current(request):
    current = json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        SCHEMA.write_text(current, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == current


@pytest.mark.parametrize("options", [Options(), Options(explain=True), Options(redact=True, explain=True)])
def test_a_report_follows_the_schema(options):
    document = json.loads(render(full_report(), options, to=Format.JSON))
    Draft202012Validator(report_schema()).validate(document)
    assert document["version"] == 1
    assert document["summary"] == {
        "replies": 4,
        "replies_with_findings": 3,
        "errors": 3,
        "warnings": 4,
        "suggestions": 2,
        "not_checked": 2,
        "suppressed": 1,
        "accepted": 1,
    }


def test_every_line_follows_the_schema():
    for row in rows(full_report()):
        Draft202012Validator(reply_schema()).validate(row)


def test_the_schema_allows_nothing_else():
    document = json.loads(render(full_report(), Options(), to=Format.JSON))
    document["replies"][0]["more"] = 1
    assert not Draft202012Validator(report_schema()).is_valid(document)


def test_lines_come_in_input_order_with_ids():
    assert [row["id"] for row in rows(full_report())] == [None, "t-17", None, None]


def test_spans_count_the_reply_and_locations_the_source():
    row = rows(full_report())[1]
    first = row["findings"][0]
    assert first["span"] == [10, 30]
    assert first["excerpt"] == "we can’t refund that"
    assert first["location"] == {
        "path": "replies.jsonl",
        "line": 1,
        "column": 38,
        "end_line": 1,
        "end_column": 63,
    }


def test_a_finding_about_the_whole_reply_has_no_excerpt():
    mail = rows(full_report())[0]
    whole = next(row for row in mail["findings"] if row["rule"] == "missing-plan")
    assert (whole["span"], whole["excerpt"]) == (None, None)
    assert (whole["location"]["line"], whole["location"]["end_line"]) == (1, 10)


def test_folded_findings_are_listed():
    mail = rows(full_report())[0]
    assert [row["under"] for row in mail["findings"]] == [None, None, 1, None, None, 4]


def test_lone_surrogates_become_replacement_characters():
    text = "a\ud800b"
    report = one(text, finding("x", "error", "m", "a", Span(0, 3)), ident="\udfff")
    for to in (Format.JSON, Format.JSONL):
        Options().encode(render(report, Options(), to=to)).decode("utf-8", "strict")
    assert rows(report)[0]["findings"][0]["excerpt"] == "a\ufffdb"
    assert rows(report)[0]["id"] == "\ufffd"


def test_one_line_a_reply_for_every_reader():
    text = "a\u2028b\u2029c\x85d\x0be\x1cf\x9b2J\u202e"
    report = one(text, finding("x", "error", "m", "a", Span(0, len(text))))
    out = render(report, Options(), to=Format.JSONL)
    assert len(out.splitlines()) == 1
    assert json.loads(out)["findings"][0]["excerpt"] == text
    assert "\x9b" not in out
    assert "\u202e" not in out


def test_an_output_that_is_not_unicode_gets_ascii():
    out = render(full_report(), Options(encoding="latin-1"), to=Format.JSON)
    assert out.isascii()
    assert json.loads(out) == json.loads(render(full_report(), Options(), to=Format.JSON))


def test_redacted_reports_hold_no_draft_text():
    for to in (Format.JSON, Format.JSONL):
        out = render(full_report(), Options(redact=True, explain=True), to=to)
        assert "manual" not in out
        assert "refund that" not in out
    plain_rows, redacted = rows(full_report()), rows(full_report(), redact=True)
    assert redacted[1]["findings"][0]["excerpt"] == "[20 characters]"
    assert redacted[1]["findings"][0]["span"] == plain_rows[1]["findings"][0]["span"]


def test_an_empty_reply():
    report = one("", finding("missing-plan", "error", "m", "a", None))
    assert rows(report)[0]["findings"][0]["location"]["column"] == 1
    assert rows(replace(report, replies=())) == []


def test_a_fix_is_told_with_its_place():
    text = 'Hi "Jo", pls wait, pls'
    offsets = OffsetMap.of_pieces([(19, Span(5, 24), True), (3, Span(24, 32), False)])
    reply = Reply(Source("a.txt", " " * 40), text, offsets)
    fixes = [Edit(Span(9, 12), "please"), Edit(Span(19, 22), "please", safe=False)]
    found = [Finding("r", Severity.ERROR, "M", "A", fix.span, fix=fix) for fix in fixes]
    report = Report((ReplyReport(reply, tuple(found), (), Verdict.BLOCK, ()),))
    first, second = json.loads(render(report, Options(), to=Format.JSON))["replies"][0]["findings"]
    assert first["fix"] == {
        "span": [9, 12], "text": "please", "safe": True,
        "location": {"path": "a.txt", "line": 1, "column": 15, "end_line": 1, "end_column": 18},
    }  # fmt: skip
    assert second["fix"] == {"span": [19, 22], "text": "please", "safe": False, "location": None}
    assert '"text": "please"' not in render(report, Options(redact=True), to=Format.JSON)
    assert "`replylint fix` mends 1 of them." in render(report, Options(), to=Format.RICH)
