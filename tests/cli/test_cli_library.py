"""`check` on a library: rules that compare templates, and what is told of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from test_cli_check import check  # noqa: F401 - a fixture
from test_cli_ci import git

RETURNS = "Hi {{first_name}},\n\nYou can return it within 30 days of delivery.\n\nBest,\nSam\n"
LATE = "Hi {{first_name}},\n\nIt is late. You have 14 days to return it.\n\nBest,\nSam\n"
SENT = (
    "Hi {{first_name}},\n\nYour parcel has left our warehouse and will be with you on Friday. You can follow "
    "it on the page of the courier.\n\nBest,\nSam\n"
)
MACROS = [
    {"short_code": "sent", "content": SENT},
    {"short_code": "on its way", "content": SENT.replace("first_name", "contact.name").replace("Sam", "Ana")},
    {"short_code": "late", "content": LATE},
]


@pytest.fixture
def library(check, tmp_path, monkeypatch):  # noqa: F811
    """Runs `check` with the rules that compare, where two files of templates are."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "t").mkdir()
    write(tmp_path, MACROS)
    (tmp_path / "t" / "returns.md").write_text(f"---\ntitle: Returns\n---\n{RETURNS}")
    (tmp_path / "replylint.yaml").write_text("rules: [library]\n")
    return lambda *args, **files: check("check", *args, **files)


def write(folder, macros):
    rows = ",\n".join(json.dumps({"id": nth, **row}) for nth, row in enumerate(macros))
    (folder / "t" / "macros.json").write_text(f"[\n{rows}\n]\n")


def found(library, *args):
    """The rule, the id and the ids of the others of every finding."""
    code, out, err = library(*args, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    told = [
        (finding["rule"], row["id"], [other["id"] for other in finding["others"]])
        for row in rows
        for finding in row["findings"]
    ]
    return code, told, err


CONTRADICTION = ("contradicting-facts", "Returns", ["late"])
TWINS = ("near-duplicate", "sent", ["on its way"])


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("library.txt", ()),
        ("library.redacted.txt", ("--redact", "--quiet")),
        ("library.concise.txt", ("--format", "concise")),
        ("library.json", ("--format", "json")),
        ("library.sarif", ("--format", "sarif")),
        ("library.github", ("--format", "github")),
    ],
)
def test_what_is_printed(library, golden, name, args):
    code, out, err = library("t", *args)
    assert (code, err) == (1, "")
    golden(name, out)


def test_the_order_of_the_paths_does_not_matter(library):
    one = found(library, "t/macros.json", "t/returns.md")
    other = found(library, "t/returns.md", "t/macros.json")
    assert sorted(one[1]) == sorted(other[1]) == [CONTRADICTION, TWINS]


def test_a_file_is_no_duplicate_of_itself(library, tmp_path):
    (tmp_path / "t" / "link.md").symlink_to("returns.md")
    told = found(library, "t/macros.json", "t/../t/macros.json", "t/returns.md", "t/link.md")[1]
    assert told == [TWINS, CONTRADICTION]


def test_processes_make_no_difference(library):
    assert found(library, "t", "--workers", "1")[1] == [TWINS, CONTRADICTION]


@pytest.mark.parametrize("args", [("t/returns.md",), ("-",), ("t/returns.md", "-")])
def test_one_template_and_standard_input_are_compared_with_nothing(library, args, monkeypatch):
    with Path("t/macros.json").open() as macros:
        monkeypatch.setattr("sys.stdin", macros)
        assert found(library, *args, "--stdin-filename", "t/x.json")[1] == []


def test_drafts_and_mails_are_compared_with_nothing(library, tmp_path):
    (tmp_path / "replylint.yaml").write_text("rules: [library]\n")
    texts = {"one": RETURNS.replace("{{first_name}}", "Jo"), "two": LATE.replace("{{first_name}}", "Jo")}
    assert found(library, "one.txt", "two.txt")[1] == []
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
        (tmp_path / f"{name}.eml").write_text(f"Subject: Re: x\n\n{text}")
    assert found(library, "one.txt", "two.txt", "one.eml", "two.eml")[1] == []


def test_settings_hold_for_rules_that_compare(library, tmp_path):
    assert found(library, "t", "--ignore", "near-duplicate")[1] == [CONTRADICTION]
    assert found(library, "t", "--select", "near-duplicate") == (0, [TWINS], "")
    assert found(library, "t", "--select", "consistency", "--severity", "contradicting-facts=off")[1] == [
        TWINS
    ]
    with (tmp_path / "replylint.yaml").open("a") as config:
        config.write("overrides:\n  - files: '*.md'\n    ignore: [contradicting-facts]\n")
    assert found(library, "t")[1] == [TWINS]


def test_a_pack_tunes_a_comparison(library, tmp_path):
    pack = {
        "name": "ours",
        "extends": "library",
        "overrides": {
            "near-duplicate": {"compare": {"alike": {"fewest": 60}}},
            "contradicting-facts": {"compare": {"facts": {"time to return": {"apart": ["late"]}}}},
        },
    }
    (tmp_path / "ours.yaml").write_text(yaml.safe_dump(pack))
    assert found(library, "t", "--rules", "ours.yaml")[1] == []
    pack["overrides"]["near-duplicate"]["compare"]["alike"]["fewest"] = 1
    (tmp_path / "ours.yaml").write_text(yaml.safe_dump(pack))
    code, _, err = found(library, "t", "--rules", "ours.yaml")
    assert code == 2
    assert "`1` must be at least 4" in err
    assert "ours.yaml:" in err


def test_what_is_said_to_be_in_order_is(library, tmp_path):
    write(
        tmp_path,
        [{**MACROS[0], "replylint": {"ignore": "near-duplicate", "reason": "two brands"}}, *MACROS[1:]],
    )
    with (tmp_path / "t" / "returns.md").open("a") as file:
        file.write("\n<!-- replylint: ignore-reply contradicting-facts -- old orders -->\n")
    code, told, err = found(library, "t", "--strict")
    assert (code, told, err) == (0, [], "")


def test_in_a_baseline_a_crowd_is_old_until_another_joins(library, tmp_path, check):  # noqa: F811
    assert check("baseline", "create", "t")[0] == 0
    with (tmp_path / "replylint.yaml").open("a") as config:
        config.write("baseline: replylint-baseline.json\n")
    assert found(library, ".", "--strict") == (0, [], "")
    write(tmp_path, [*MACROS, {"short_code": "third", "content": SENT.replace("Friday", "Monday")}])
    assert found(library, ".")[1] == [("near-duplicate", "sent", ["on its way", "third"])]
    write(tmp_path, MACROS)
    assert found(library, "t/returns.md", "--strict") == (0, [], "")
    write(tmp_path, MACROS[1:])
    code, told, err = found(library, ".", "--strict")
    assert (code, told) == (1, [])
    assert "2 near-duplicate" in err


def test_of_a_branch_only_what_concerns_it_is_told(library, tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    assert found(library, "t", "--diff", "main")[1] == []
    write(tmp_path, [*MACROS, {"short_code": "new", "content": "Hi {{first_name}},\n\nEnjoy the lamp.\n"}])
    assert found(library, "t", "--diff", "main")[1] == []
    write(tmp_path, [*MACROS[:2], {"short_code": "late", "content": LATE + "\nP.S. Sorry!\n"}])
    assert found(library, "t", "--diff", "main")[1] == [("contradicting-facts", "late", ["Returns"])]


def test_libraries_for_comparing_are_imported_where_something_is_compared(tmp_path):
    (tmp_path / "draft.txt").write_text(RETURNS)
    code = (
        "import sys; from replylint.cli.main import run; run(['draft.txt', '--no-config', '--exit-zero']);"
        "sys.exit(any(name in sys.modules for name in ('rensa', 'phonenumbers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0
