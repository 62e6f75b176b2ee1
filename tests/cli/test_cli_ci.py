"""`check` in CI: formats of other programs, what a branch changed, and counts."""

import json
import shutil
import subprocess

import pytest
from test_cli_check import check  # noqa: F401 - a fixture


def git(folder, *words):
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def run(check):  # noqa: F811
    return check


@pytest.fixture
def branch(run, tmp_path):
    """A repository with a branch, and what is in it before anything is changed there."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    rows = [{"id": "a", "text": "awful a"}, {"id": "b", "text": "poor b"}, {"id": "c", "text": "awful c"}]
    write(tmp_path, rows)
    (tmp_path / "old.txt").write_text("awful old\n")
    (tmp_path / "moved.txt").write_text("awful moved, with some words more\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "switch", "-qc", "work")
    return tmp_path


def write(folder, rows):
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def found(run, *args):
    code, out, err = run(
        "check", ".", "--reply-field", "text", "--id-field", "id", "--format", "jsonl", *args
    )
    return code, [row["id"] or row["path"] for row in map(json.loads, out.splitlines())], err


def test_without_a_change_nothing_is_checked(run, branch):
    code, rows, err = found(run, "--diff", "main")
    assert (code, rows) == (0, [])
    assert err == "note: no reply differs from main\n"
    assert len(found(run)[1]) == 5


def test_changed_entries_are_checked_and_moved_ones_are_not(run, branch):
    write(branch, [
        {"id": "n", "text": "awful n"}, {"id": "c", "text": "awful c"}, {"id": "a", "text": "awful a!"},
        {"id": "b", "text": "poor b"},
    ])  # fmt: skip
    (branch / "new.txt").write_text("poor new\n")
    git(branch, "mv", "moved.txt", "elsewhere.txt")
    assert found(run, "--diff", "main")[1] == ["new.txt", "n", "a"]
    git(branch, "add", ".")
    git(branch, "commit", "-qm", "two")
    assert found(run, "--diff", "main")[1] == ["new.txt", "n", "a"]
    assert found(run, "--diff", "HEAD")[1] == []


def test_what_the_base_changed_since_is_not_the_branch_s(run, branch):
    git(branch, "switch", "-q", "main")
    (branch / "old.txt").write_text("awful and new\n")
    git(branch, "commit", "-qam", "two")
    git(branch, "switch", "-q", "work")
    assert found(run, "--diff", "main")[1] == []


def test_a_copy_of_an_entry_is_new(run, branch):
    rows = [{"id": "a", "text": "awful a"}, {"id": "b", "text": "poor b"}, {"id": "c", "text": "awful c"}]
    write(branch, [*rows, {"id": "d", "text": "awful a"}])
    assert found(run, "--diff", "main")[1] == ["d"]


def test_line_ends_of_the_checkout_are_no_change(run, branch):
    (branch / ".gitattributes").write_text("*.txt text eol=crlf\n")
    (branch / "old.txt").write_bytes(b"awful old\r\n")
    git(branch, "add", ".")
    assert found(run, "--diff", "main")[1] == []


def test_from_a_folder_inside(run, branch, monkeypatch):
    (branch / "in").mkdir()
    (branch / "in" / "new.txt").write_text("poor\n")
    (branch / "old.txt").write_text("poor old\n")
    monkeypatch.chdir(branch / "in")
    code, out, _ = run("check", "..", "--diff", "main", "--format", "concise")
    assert [line.split(":")[0] for line in out.splitlines()] == ["../in/new.txt", "../old.txt"]
    assert code == 1


def test_what_was_accepted_before_is_not_called_stale(run, branch):
    assert run("baseline", "create", "old.txt", "moved.txt")[0] == 0
    (branch / "replylint.yaml").write_text("baseline: replylint-baseline.json\n")
    (branch / "old.txt").write_text("fine\n")
    code, _, err = found(run, "--diff", "main", "--strict")
    assert (code, err) == (0, "")


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "main:old.txt", ""])
def test_a_base_that_is_none_is_told(run, branch, base):
    code, out, err = run("check", ".", f"--diff={base}")
    assert (code, out) == (2, "")
    assert err.startswith("error: nothing was checked")
    assert "git" in err
    assert not (branch / "x").exists()


def test_no_repository_is_told(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, err = run("check", "a.txt", "--diff", "main", a="awful")
    assert code == 2
    assert "not a git repository" in err


def test_counts(run, tmp_path):
    texts = {"a": "awful poor", "b": "poor", "c": "meh", "d": "fine"}
    files = [f"{name}.txt" for name in texts]
    code, out, _ = run("check", *files, "--statistics", **texts)
    assert code == 1
    assert out == (
        "findings  replies  severity    rule\n"
        "       2        2  warning     says-poor\n"
        "       1        1  error       says-awful\n"
        "       1        1  suggestion  says-meh\n"
        "\n"
        "1 error, 2 warnings, 1 suggestion in 3 of 4 replies\n"
    )
    rows = json.loads(run("check", *files, "--statistics", "--format", "json")[1])
    assert rows[0] == {"rule": "says-poor", "severity": "warning", "findings": 2, "replies": 2}
    assert run("check", "d.txt", "--statistics")[1] == "Nothing found in 1 reply\n"
    run("check", *files, "--statistics", "-o", "counts.txt")
    assert (tmp_path / "counts.txt").read_text() == out
    code, _, err = run("check", *files, "--statistics", "--format", "sarif")
    assert code == 2
    assert "--statistics does not go with" in err


def test_the_step_summary_is_added_to(run, tmp_path, monkeypatch):
    (tmp_path / "summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    code, out, _ = run("check", "a.txt", "--format", "github", a="awful")
    assert code == 1
    assert out.startswith("::error title=says-awful,file=a.txt,line=1,")
    told = (tmp_path / "summary.md").read_text()
    assert told.startswith("before\n### Replylint\n\n1 error in 1 reply\n")
    assert "| error | a.txt:1 | says-awful |" in told
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "summary.md"))
    code, _, err = run("check", "a.txt", "--format", "github")
    assert code == 2
    assert "the report was not written" in err


@pytest.mark.parametrize(
    ("to", "variable"),
    [
        ("github", "GITHUB_WORKSPACE"),
        ("gitlab", "CI_PROJECT_DIR"),
        ("azure", "BUILD_SOURCESDIRECTORY"),
        ("sarif", ""),
    ],
)
def test_paths_count_from_the_checkout(run, tmp_path, monkeypatch, to, variable):
    inner = tmp_path / "sub"
    inner.mkdir()
    (inner / "b.txt").write_text("awful")
    monkeypatch.chdir(inner)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    else:
        (tmp_path / ".git").mkdir()
    assert "sub/b.txt" in run("check", "b.txt", "--format", to)[1]
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
        assert "sub/b.txt" not in run("check", "b.txt", "--format", to)[1]


@pytest.mark.parametrize("to", ["github", "azure"])
def test_a_name_on_standard_error_is_no_command(run, to):
    _, _, err = run("check", "##[add-mask]x.txt", "##vso[task.complete]y.txt", "--format", to)
    assert "add-mask" in err
    assert "##" not in err
