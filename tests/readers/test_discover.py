import errno
import os
from pathlib import Path

import pytest

from replylint.engine.report import Report
from replylint.readers.discover import Format, Input, discover
from replylint.readers.options import ReadOptions
from replylint.reporters.options import Format as ReportFormat
from replylint.reporters.options import Options
from replylint.reporters.render import render
from replylint.text.problem import Problem


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "b.txt",
        "a.TXT",
        "c.md",
        "d.reply",
        "e.jsonl",
        "f.csv",
        "g.html",
        "noext",
        ".hidden.txt",
        "old/x.txt",
        "old/deep/y.text",
        ".git/z.txt",
        "node_modules/m.txt",
    ):
        path = tmp_path / "lib" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Hi")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*inputs, **options):
    return [
        found.name if isinstance(found, Input) else found.message
        for found in discover(inputs, ReadOptions(**options))
    ]


def test_a_folder_is_searched_for_drafts_in_order(folder):
    expected = [
        "a.TXT",
        "b.txt",
        "c.md",
        "d.reply",
        "e.jsonl",
        "f.csv",
        "g.html",
        "old/deep/y.text",
        "old/x.txt",
    ]
    assert names("lib") == [f"lib/{name}" for name in expected]


@pytest.mark.parametrize(
    ("options", "guessed"),
    [
        ({}, ["lib/e.jsonl", "lib/f.csv"]),
        ({"preset": "zendesk"}, ["lib/e.jsonl", "lib/f.csv"]),
        ({"reply_field": "text"}, []),
        ({"reply_paths": ("$[*].text",)}, []),
    ],
)
def test_data_sets_are_guesses_unless_the_user_says_where_replies_are(folder, options, guessed):
    found = list(discover(["lib"], ReadOptions(**options)))
    assert [item.name for item in found if item.guess] == guessed
    assert not any(item.guess for item in discover(["lib/e.jsonl"], ReadOptions()))


@pytest.mark.parametrize(
    ("glob", "gone"),
    [
        ("*.md", {"lib/c.md"}),
        ("old", {"lib/old/x.txt", "lib/old/deep/y.text"}),
        ("old/", {"lib/old/x.txt", "lib/old/deep/y.text"}),
        ("lib/old/**", {"lib/old/x.txt", "lib/old/deep/y.text"}),
        ("lib/**/y.text", {"lib/old/deep/y.text"}),
        ("old/*.txt", {"lib/old/x.txt"}),
        ("./lib/b.txt", {"lib/b.txt"}),
        ("/old/x.txt", set()),
        ("**/" * 60 + "nothing", set()),
        ("*a" * 60, set()),
    ],
)
def test_excluded_files_are_passed_over(folder, glob, gone):
    assert set(names("lib")) - set(names("lib", exclude=(glob,))) == gone


def test_a_named_file_is_read_whatever_its_name(folder):
    assert names("lib/noext", "lib/.hidden.txt", "lib/g.html", exclude=("*",)) == [
        "lib/noext",
        "lib/.hidden.txt",
        "lib/g.html",
    ]


def test_what_is_given_twice_is_read_once(folder):
    (folder / "link.txt").symlink_to("lib/b.txt")
    assert names("lib/b.txt", "./lib/b.txt", "link.txt", "lib/old", "lib/old/x.txt", "-", "-") == [
        "lib/b.txt",
        "lib/old/deep/y.text",
        "lib/old/x.txt",
        "<stdin>",
    ]


def test_linked_folders_are_not_entered(folder):
    (folder / "lib/old/loop").symlink_to("..")
    (folder / "lib/old/loop.txt").symlink_to("..")
    assert names("lib/old") == ["lib/old/deep/y.text", "lib/old/x.txt"]


def test_the_name_tells_the_format(folder):
    found = list(discover(["a.JSONL", "a.ndjson", "a.json", "a.csv", "a.tsv", "a.txt", "a"], ReadOptions()))
    found += discover(["a.eml", "a.mbox", "a.html", "a.HTM", "a.md", "a.markdown"], ReadOptions())
    assert [each.format for each in found] == [
        Format.JSONL,
        Format.JSONL,
        Format.JSON,
        Format.CSV,
        Format.TSV,
        Format.PLAIN,
        None,
        Format.MAIL,
        Format.MBOX,
        Format.HTML,
        Format.HTML,
        Format.MARKDOWN,
        Format.MARKDOWN,
    ]
    (stdin,) = discover(["-"], ReadOptions(stdin_filename="x.csv"))
    assert stdin == Input("x.csv", None, Format.CSV)


def test_a_maildir_is_a_folder_of_mails(tmp_path, monkeypatch):
    for name in (
        "new/1.host",
        "cur/2.host:2,S",
        "cur/.hidden",
        "tmp/3.host",
        "notes.txt",
        ".Sent/cur/4.host",
    ):
        path = tmp_path / "box" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Hi")
    monkeypatch.chdir(tmp_path)
    found = [(each.name, each.format) for each in discover(["box"], ReadOptions())]
    assert found == [
        ("box/cur/2.host:2,S", Format.MAIL),
        ("box/new/1.host", Format.MAIL),
        ("box/notes.txt", Format.PLAIN),
    ]
    assert names("box", exclude=("cur",)) == ["box/new/1.host", "box/notes.txt"]


def test_nothing_found_is_a_problem(folder):
    (folder / "empty").mkdir()
    (folder / "empty" / "replylint.yaml").write_text("profile: premium")
    (empty,) = discover(["empty"], ReadOptions())
    assert isinstance(empty, Problem)
    assert empty == Problem(
        'not checked: no draft found in "empty"',
        place="empty",
        hint="drafts are files that end in .eml, .htm, .html, .markdown, .mbox, .md, .reply, .text, .txt; "
        "name any other file itself",
    )


def test_no_input_is_a_problem():
    assert names() == ["not checked: no draft was named"]


def test_a_closed_folder_is_a_problem(folder, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "old":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names("lib")[:2] == [
        "not checked: the folder cannot be searched (Permission denied)",
        "lib/a.TXT",
    ]


def test_deep_folders_are_searched(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Hi")
    assert names(".") == ["a.txt"]
    remove_chain("d", 1200)


def remove_chain(name, depth):
    """Removes folders that are nested too deeply for shutil, from the innermost outwards."""
    for _ in range(depth):
        os.chdir(name)
    for _ in range(depth):
        os.chdir("..")
        Path(name).rmdir()


def test_reports_of_our_own_are_no_replies(folder):
    report = render(Report(()), Options(), to=ReportFormat.HTML)
    (folder / "lib" / "report.html").write_text(report)
    (folder / "lib" / "quoted.html").write_text(f"<p>{'x' * 300}</p>{report}")
    assert "lib/report.html" not in names("lib")
    assert "lib/quoted.html" in names("lib")
    assert names("lib/report.html") == ["lib/report.html"]
