"""Folders without what `.gitignore` files name: the same files as git sees."""

import os
import shutil
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replylint.readers.discover import Input, discover
from replylint.readers.options import ReadOptions
from replylint.text.problem import Level, Problem

NAMES = ("a", "b", "ab")
FILES = [f"{name}.txt" for name in NAMES]
PLACES = ["", *(f"{name}/" for name in NAMES), "a/b/", "b/a/", "ab/a/", "ab/a/b/"]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    def make(**files):
        for place in PLACES:
            (tmp_path / place).mkdir(parents=True, exist_ok=True)
            for file in FILES:
                (tmp_path / place / file).write_text("Hi")
        for name, text in files.items():
            (tmp_path / name.replace("__", "/") / ".gitignore").write_text(text)
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


def found(*inputs, **options):
    return [
        item.name if isinstance(item, Input) else item.message
        for item in discover(inputs, ReadOptions(**options))
    ]


def test_nested_files_and_negation(tree):
    tree(a="*.txt\n!b.txt\n", b="/a/\n", a__b="!a.txt\n")
    assert [name for name in found(".") if name.startswith(("a/", "b/"))] == [
        "a/b/a.txt", "a/b/b.txt", "a/b.txt", "b/a.txt", "b/ab.txt", "b/b.txt",
    ]  # fmt: skip
    assert len(found(".", gitignore=False)) == len(PLACES) * len(FILES)


def test_files_above_count_up_to_the_root_of_the_repository(tree):
    root = tree(**{"": "b.txt\n", "a": "a.txt\n"})
    assert "a/b/b.txt" in found("a/b")
    (root / ".git").mkdir()
    assert found("a/b") == ["a/b/ab.txt"]
    (root / "a/.git").mkdir()
    assert found("a/b") == ["a/b/ab.txt", "a/b/b.txt"]
    assert found("ab/a") == ["ab/a/a.txt", "ab/a/ab.txt", "ab/a/b/a.txt", "ab/a/b/ab.txt"]


def test_a_folder_that_is_named_is_searched_though_it_is_ignored(tree):
    (tree(**{"": "ab/\n"}) / ".git").mkdir()
    assert len(found("ab/a")) == 6
    assert not [name for name in found(".") if name.startswith("ab/")]


def test_a_file_that_is_named_is_read_though_it_is_ignored(tree):
    tree(**{"": "*\n"})
    assert found("a/a.txt") == ["a/a.txt"]


def test_where_all_is_ignored_it_is_said(tree):
    tree(**{"": "*\n"})
    (problem,) = discover(["."], ReadOptions())
    assert problem.level is Level.ERROR
    assert "--no-gitignore" in problem.hint


def test_what_is_no_pattern_is_told_and_the_rest_holds(tree):
    tree(a="b.txt\n!\n[z-a]\nab.txt\n")
    notes = [item for item in discover(["a"], ReadOptions()) if isinstance(item, Problem)]
    assert [(note.level, note.location.rpartition("/")[2]) for note in notes] == [
        (Level.NOTE, ".gitignore:2:1"),
        (Level.NOTE, ".gitignore:3:1"),
    ]
    assert found("a")[2:] == ["a/a.txt", "a/b/a.txt"]


def test_a_file_that_cannot_be_read_is_told(tree):
    with (tree() / "a/.gitignore").open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    first, *rest = discover(["a"], ReadOptions())
    assert first.level is Level.NOTE
    assert ".gitignore was not followed: it is larger than 64 MiB" in first.message
    assert len(rest) == 6


def test_a_long_file_is_followed_to_its_bound(tree):
    many = [f"x{nth}*/**/y{nth}.txt\n" for nth in range(4998)]
    tree(a="".join([*many, "b.txt\n", "ab.txt\n", "a.txt\n"]))
    first, *rest = discover(["a"], ReadOptions())
    assert first.message == "only the first 5,000 lines are followed"
    assert {item.path.name for item in rest} == {"a.txt"}


def test_hard_patterns_take_no_time(tree):
    root = tree(**{"": "a*" * 40 + "x\n" + "**/a/" * 40 + "x\n"})
    (root / ("a" * 200 + ".txt")).write_text("Hi")
    assert len(found(".")) == len(PLACES) * len(FILES) + 1


def test_nothing_is_imported_where_there_is_no_such_file(tmp_path):
    (tmp_path / "a.txt").write_text("Hi")
    code = (
        "import sys\nfrom replylint.readers.discover import discover\n"
        "from replylint.readers.options import ReadOptions\n"
        f"list(discover([{str(tmp_path)!r}], ReadOptions()))\nsys.exit('pathspec' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PATTERN = st.one_of(
    st.text(alphabet="ab*/?!.[]-\\# ", max_size=6),
    st.lists(
        st.sampled_from(["a", "b", "ab", "*", "**", "a*", "?", "[ab]", "*.txt", "b.txt"]), max_size=3
    ).map("/".join),
    st.builds("{}{}{}".format, st.sampled_from(["", "!", "/"]), st.sampled_from([*NAMES, *FILES, "*", "*/"]),
              st.sampled_from(["", "/", "/**", "/*"])),
)  # fmt: skip
LINES = st.lists(PATTERN, max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines))


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["", "a", "a__b", "ab"]), LINES, max_size=3))
def test_it_is_what_git_sees(tree, files):
    root = tree(**files)
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(root)}

    def git(*words):
        return subprocess.check_output(["git", *words], cwd=root, env=environment, text=True)

    if not (root / ".git").is_dir():
        git("init", "-q", ".")
    listed = git("ls-files", "--others", "--exclude-standard").splitlines()
    expected = {name for name in listed if name.endswith(".txt")}
    names = {item.name for item in discover(["."], ReadOptions()) if isinstance(item, Input)}
    for name in ("", "a", "a__b", "ab"):
        (root / name.replace("__", "/") / ".gitignore").unlink(missing_ok=True)
    assert names == expected
