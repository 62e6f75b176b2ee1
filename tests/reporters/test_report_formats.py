"""The formats of other programs: what they say, that no text breaks out, what real programs make of them."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from sample_report import finding, full_report, plain, span

from replylint.engine.report import ReplyReport, Report, Verdict
from replylint.packs.severity import Severity
from replylint.reporters import stepsummary
from replylint.reporters.annotation import Annotations
from replylint.reporters.options import Format, Options
from replylint.reporters.position import Unit
from replylint.reporters.render import render
from replylint.reporters.visible import UNSAFE
from replylint.text.edit import Edit
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

OURS = [
    Format.SARIF, Format.GITHUB, Format.GITLAB, Format.JUNIT, Format.CHECKSTYLE, Format.RDJSON,
    Format.RDJSONL, Format.TAP, Format.AZURE,
]  # fmt: skip
HOSTILE = st.one_of(
    st.text(
        st.one_of(
            st.characters(exclude_categories=()),
            st.sampled_from("\x1b\x00\x85\u2028\u202e\ufffe\ud800\r\n\t:;,%[]<>&\"'#|`{}\\ 日🙂"),
        ),
        max_size=40,
    ),
    st.sampled_from(
        ["\n::error::x", "::stop-commands::x", "##vso[task.setvariable variable=a]b", "##[add-mask]a", "]]>",
         "[a](b)", "%0A%25", "\n...\nok 1", "a # SKIP", "not ok 1 \\# TODO", "| a |\n\n# b", "</file>"]
    ),
)  # fmt: skip


def report_of(text, other):
    whole = Span(0, len(text))
    findings = (
        finding(other, "error", other, other, whole),
        finding(other, "warning", text, text, None),
        finding("a", "suggestion", text, "", whole, under=0),
    )
    reply = ReplyReport(plain(other.replace("\0", ""), text, ident=text), findings, (), Verdict.BLOCK, ())
    problem = Problem(text, source=reply.reply.source, span=whole, hint=other)
    return Report((reply, reply), (problem, Problem(other, place=text)))


def expected(report, unit=Unit.UTF16, **options):
    return Annotations(Options(**options), unit).of(report)


@settings(deadline=None)
@given(HOSTILE, HOSTILE, st.sampled_from(OURS), st.sampled_from(["utf-8", "ascii", "utf-16"]))
def test_no_control_characters_and_the_encoding_holds(text, other, to, encoding):
    options = Options(encoding=encoding)
    out = render(report_of(text, other), options, to=to)
    assert not UNSAFE.search(out.replace("\n", ""))
    assert options.encode(out).decode(encoding) == out or encoding == "ascii"


COMMAND = re.compile(r"::([\w-]+)(?: ([^:]*))?::(.*)")


def unescaped(text):
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def obeyed(out):
    """The commands that GitHub's runner finds in a log."""
    found, word = [], None
    for line in re.split(r"\r\n|\r|\n", out):
        command = line.lstrip()
        if word is not None:
            word = None if command == f"::{word}::" else word
        elif match := COMMAND.fullmatch(command):
            word = match[3] if match[1] == "stop-commands" else None
            if match[1] in ("error", "warning", "notice"):
                pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
                found.append((match[1], {k: unescaped(v) for k, v in pairs.items()}, unescaped(match[3])))
        else:
            assert "##[" not in line
    return found, word


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
@example("##[add-mask]a", "::error::x")
def test_github_obeys_our_commands_alone(text, other):
    report = report_of(text, other)
    found, word = obeyed(render(report, Options(), to=Format.GITHUB))
    assert word is None
    wanted = expected(report)
    assert Counter((p["title"], p.get("file", ""), m) for _, p, m in found) == Counter(
        (a.rule, a.path, "\n".join(filter(None, (a.message, a.advice)))) for a in wanted
    )
    assert [kind for kind, _, _ in found] == sorted(
        (kind for kind, _, _ in found), key=["error", "warning", "notice"].index
    )


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_azure_obeys_our_commands_alone(text, other):
    report = report_of(text, other)
    lines = re.split(r"\r\n|\r|\n", render(report, Options(), to=Format.AZURE).removesuffix("\n"))
    said = Counter()
    for line in lines:
        match = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
        pairs = dict(pair.split("=", 1) for pair in match[1].split(";") if pair)
        plain_text = [
            t.replace("%3B", ";").replace("%5D", "]").replace("%AZP25", "%")
            for t in (pairs["code"], pairs.get("sourcepath", ""), match[2])
        ]
        said[tuple(plain_text)] += 1
    assert said == Counter((a.rule, a.path, a.text) for a in expected(report))


def legal(text):
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_xml_is_read_as_it_was_meant(text, other):
    report = report_of(text, other)
    root = ElementTree.fromstring(render(report, Options(), to=Format.CHECKSTYLE))
    said = [(file.get("name"), e.get("message")) for file in root for e in file]
    wanted = [(legal(a.path), legal(a.text)) for a in expected(report, Unit.CODE_POINTS)]
    assert Counter(said) == Counter(wanted)
    root = ElementTree.fromstring(render(report, Options(encoding="ascii"), to=Format.JUNIT))
    assert len(root.findall(".//testcase")) == 4
    assert len(root.findall(".//error")) == 2
    for failure in root.iter("failure"):
        assert len(failure.text.split("\n")) == 2
    names = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
    assert len(set(names)) == 2


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_tap_has_the_tests_that_there_are(text, other):
    lines = render(report_of(text, other), Options(), to=Format.TAP).split("\n")[:-1]
    assert lines[:2] == ["TAP version 13", "1..4"]
    tests = [line for line in lines if line.startswith(("ok", "not ok"))]
    assert [line.split(" - ")[0] for line in tests] == [f"not ok {n}" for n in (1, 2, 3, 4)]
    assert not any(re.search(r"(?<!\\)(?:\\\\)*#", line) for line in tests)
    inside = [line for line in lines[2:] if line not in tests]
    assert all(re.fullmatch(r"  (---|findings:|\.\.\.)|    [- ] \w+: \".*\"", line) for line in inside)
    assert all(isinstance(json.loads(line.split(": ", 1)[1]), str) for line in inside if ": " in line)


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_json_says_what_was_meant(text, other):
    report = report_of(text, other)
    wanted = [(a.rule, a.text) for a in expected(report)]
    lines = render(report, Options(), to=Format.RDJSONL).split("\n")[:-1]
    assert [(d["code"]["value"], d["message"]) for d in map(json.loads, lines)] == wanted
    whole = json.loads(render(report, Options(), to=Format.RDJSON))
    assert [(d["code"]["value"], d["message"]) for d in whole["diagnostics"]] == wanted
    issues = json.loads(render(report, Options(), to=Format.GITLAB))
    assert [(i["check_name"], i["description"]) for i in issues] == wanted
    assert len({i["fingerprint"] for i in issues}) == len(issues)
    (run,) = json.loads(render(report, Options(), to=Format.SARIF))["runs"]
    assert [(r["ruleId"], r["message"]["text"]) for r in run["results"]] == wanted[2:]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert not run["invocations"][0]["executionSuccessful"]


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_the_summary_is_one_table(text, other):
    report = report_of(text, other)
    tokens = MarkdownIt("commonmark").enable("table").parse(stepsummary.summary(report, Options()))
    assert sum(token.type == "tr_open" for token in tokens) == 1 + len(expected(report))
    assert {t.type for t in tokens if t.level == 0 and t.type.endswith("_open")} == {
        "heading_open", "paragraph_open", "table_open"
    }  # fmt: skip
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner <= {"text", "text_special"}


def test_a_long_summary_is_cut_and_says_so():
    text = "bad " * 10_000
    findings = tuple(finding("a", "warning", "m" * 300, "", Span(4 * n, 4 * n + 3)) for n in range(10_000))
    report = Report((ReplyReport(plain("a.txt", text), findings, (), Verdict.ADVISE, ()),))
    said = stepsummary.summary(report, Options())
    assert len(said.encode()) < 1 << 20
    assert re.search(r"[0-9,]+ more are in the log", said)


def test_sarif_keeps_to_what_code_scanning_takes():
    text = "bad " * 25_010
    findings = tuple(
        finding("a", "error" if n == 25_009 else "suggestion", "m", "", Span(4 * n, 4 * n + 3))
        for n in range(25_010)
    )
    report = Report((ReplyReport(plain("a.txt", text), findings, (), Verdict.ADVISE, ()),))
    (run,) = json.loads(render(report, Options(), to=Format.SARIF))["runs"]
    assert len(run["results"]) == 25_000
    assert run["results"][0]["level"] == "error"
    assert "10 more" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def fixed(text, source, offsets, edit):
    reply = Reply(Source("a", source), text, offsets)
    found = finding("a", "warning", "m", "", edit.span, fix=edit)
    return ReplyReport(reply, (found,), (), Verdict.ADVISE, ())


@pytest.mark.parametrize(
    ("source", "at", "edit", "offered"),
    [
        ("ask u now", 0, ("u", "you"), True),
        ("im here", 0, ("im", "I'm"), True),
        ('{"a": "ask u now"}', 7, ("u", "you"), True),
        ('{"a": "ask u now"}', 7, ("u", '"you"'), False),
        ("'im here'", 1, ("im", "I'm"), False),
        ("<p>I'M HERE</p>", 3, ("I'M HERE", "I'm here"), True),
        ("a,ask u,b", 2, ("u", "you, please"), False),
    ],
)
def test_a_fix_is_offered_where_no_format_can_misread_it(source, at, edit, offered):
    text = source[at:].rstrip("}\"'") if at else source
    old, new = edit
    start = text.index(old)
    report = fixed(text, source, OffsetMap.identity(len(text), at), Edit(Span(start, start + len(old)), new))
    (diagnostic,) = json.loads(render(Report((report,)), Options(), to=Format.RDJSON))["diagnostics"]
    assert ("suggestions" in diagnostic) == offered
    assert "suggestions" not in render(Report((report,)), Options(redact=True), to=Format.RDJSON)


@pytest.mark.parametrize("to", OURS)
def test_no_text_of_a_reply_is_in_a_redacted_report(to):
    text = "Zanzibar u Xylophon\n"
    report = fixed(text, text, OffsetMap.identity(len(text)), Edit(span(text, "Zanzibar"), "Quagga"))
    out = render(Report((report,)), Options(redact=True), to=to)
    assert not re.search("Zanzibar|Xylophon|Quagga", out)


@pytest.mark.parametrize(
    ("name", "root", "path", "uri"),
    [
        ("drafts/a b.txt", Path(), "drafts/a b.txt", "drafts/a%20b.txt"),
        ("./drafts/../é.txt", Path(), "é.txt", "%C3%A9.txt"),
        ("a.txt", Path("/"), None, None),
        ("drafts/a.txt", Path("drafts"), "a.txt", "a.txt"),
        ("<stdin>", Path("drafts"), "<stdin>", "%3Cstdin%3E"),
    ],
)
def test_paths_count_from_the_root(name, root, path, uri, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = path or f"{tmp_path}/a.txt"[1:]
    report = Report(
        (
            ReplyReport(
                plain(name, "bad"), (finding("a", "error", "m", "", Span(0, 3)),), (), Verdict.BLOCK, ()
            ),
        )
    )
    (issue,) = json.loads(render(report, Options(root=root), to=Format.GITLAB))
    assert issue["location"]["path"] == path
    (run,) = json.loads(render(report, Options(root=root), to=Format.SARIF))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == (uri or path)


def test_a_reply_fails_by_the_bar_that_holds_for_it():
    bars = {"drafts/lamp.txt": "never", "replies.jsonl": "suggestion"}
    options = Options(bar_of=lambda reply: bars.get(reply.source.name, "error"))
    lines = render(full_report(), options, to=Format.TAP).split("\n")
    tests = [line.split(" - ") for line in lines if line.startswith(("ok", "not ok"))]
    assert [said.split()[0] for said, _ in tests] == ["ok", "not", "ok", "ok", "not", "not"]
    report = JUnitXml.fromstring(render(full_report(), options, to=Format.JUNIT).encode())
    assert [(suite.tests, suite.failures) for suite in report][:4] == [(1, 0), (1, 1), (1, 0), (1, 0)]


def test_junitparser_reads_it():
    report = JUnitXml.fromstring(render(full_report(), Options(), to=Format.JUNIT).encode())
    assert (report.tests, report.failures, report.errors) == (6, 3, 2)
    cases = [case for suite in report for case in suite]
    assert sum(case.is_failure for case in cases) == 3
    assert sum(case.is_error for case in cases) == 2
    report.update_statistics()
    assert (report.tests, report.failures, report.errors) == (6, 3, 2)


@pytest.mark.skipif(not shutil.which("prove"), reason="needs prove, which comes with Perl")
@pytest.mark.parametrize("clean", [True, False])
def test_prove_runs_it(clean, tmp_path):
    report = full_report()
    if clean:
        report = replace(report, replies=report.replies[-1:], problems=())
    else:
        odd = ReplyReport(
            plain("a # SKIP.txt", "x", ident="\\# TODO"),
            report.replies[0].findings[:1],
            (),
            Verdict.BLOCK,
            (),
        )
        report = replace(report, replies=(*report.replies, odd))
    (tmp_path / "r.tap").write_text(render(report, Options(), to=Format.TAP), encoding="utf-8")
    done = subprocess.run(
        ["prove", "-e", "cat", "r.tap"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == clean
    assert "Parse errors" not in done.stdout + done.stderr
    if not clean:
        assert "Failed tests:  1-3, 5-7" in done.stdout + done.stderr


def need(name):
    """Skips where a program of npm's is not installed, but not where all are said to be (NPM_VALIDATORS)."""
    absent = shutil.which(name) is None and "NPM_VALIDATORS" not in os.environ
    return pytest.mark.skipif(absent, reason=f"{name} is not installed")


@need("rdformat-validator")
def test_a_validator_takes_the_rdjson(tmp_path):
    (tmp_path / "r.json").write_text(render(full_report(), Options(), to=Format.RDJSON), encoding="utf-8")
    done = subprocess.run(
        ["rdformat-validator", "--strict", str(tmp_path / "r.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@need("Sarif.Multitool")
def test_the_multitool_takes_the_sarif(tmp_path):
    """It exits 0 whatever it finds: what counts is in its output."""
    multitool = shutil.which("Sarif.Multitool")
    made = tmp_path / "r.sarif"
    made.write_text(render(full_report(), Options(root=Path()), to=Format.SARIF), encoding="utf-8")
    judged = tmp_path / "judged.sarif"
    subprocess.run(
        [multitool, "validate", made, "--rule-kind", "Sarif;Ghas", "--output", judged],
        capture_output=True, check=True,
    )  # fmt: skip
    (run,) = json.loads(judged.read_text("utf-8-sig"))["runs"]
    told = [result for result in run.get("results", []) if result.get("level", "warning") != "note"]
    assert {result["ruleId"] for result in told} <= {"SARIF2005"}
    schema = Path(multitool).resolve().parent / "sarif-2.1.0.json"
    Draft4Validator(json.loads(schema.read_text("utf-8-sig"))).validate(json.loads(made.read_text()))


def test_severities_go_over():
    said = {
        to: render(full_report(), Options(), to=to) for to in (Format.GITLAB, Format.RDJSON, Format.SARIF)
    }
    assert {i["severity"] for i in json.loads(said[Format.GITLAB])} == {
        "blocker",
        "critical",
        "major",
        "minor",
    }
    assert {d["severity"] for d in json.loads(said[Format.RDJSON])["diagnostics"]} == {
        "ERROR",
        "WARNING",
        "INFO",
    }
    (run,) = json.loads(said[Format.SARIF])["runs"]
    assert {r["level"] for r in run["results"]} == {"error", "warning", "note"}
    assert Severity.OFF not in {a.severity for a in expected(full_report())}
