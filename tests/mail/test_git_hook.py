"""`replylint git-hook`: where the hook is written, and what is left alone."""

import stat

import pytest

from replylint.cli.main import run
from replylint.mail.githook import MARK


@pytest.fixture
def repository(desk, monkeypatch):
    if desk.run("git", "init", "-q", "work").returncode:
        pytest.skip("git is not installed")
    monkeypatch.chdir(desk.home / "work")
    return desk.home / "work"


def test_install_and_uninstall(repository, capsys):
    path = repository / ".git/hooks/sendemail-validate"
    assert run(["git-hook", "install", "--fail-on", "warning", "--config", "it's.yaml"]) == 0
    assert capsys.readouterr().out == f"written: {path}\n"
    assert path.stat().st_mode & stat.S_IXUSR
    assert f"""--fail-on warning --config '{repository}/it'"'"'s.yaml' "$1" >&2""" in path.read_text()
    assert run(["git-hook", "install"]) == 0
    assert run(["git-hook", "uninstall"]) == 0
    assert not path.exists()
    assert run(["git-hook", "uninstall"]) == 0


def test_another_hook_is_left_alone(repository, capsys):
    path = repository / ".git/hooks/sendemail-validate"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n")
    assert run(["git-hook", "install"]) == 2
    assert run(["git-hook", "uninstall"]) == 2
    assert "another hook is there" in capsys.readouterr().err
    assert path.read_text() == "#!/bin/sh\n"
    assert run(["git-hook", "install", "--force"]) == 0
    assert MARK in path.read_text()


def test_where_git_looks_for_hooks(repository, desk):
    desk.run("git", "config", "core.hooksPath", "hooks of mine", cwd=repository)
    assert run(["git-hook", "install"]) == 0
    assert (repository / "hooks of mine/sendemail-validate").exists()


def test_outside_a_repository(desk, monkeypatch, capsys):
    monkeypatch.chdir(desk.home)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(desk.home))
    assert run(["git-hook", "install"]) == 2
    assert "inside a repository only" in capsys.readouterr().err


def test_one_file_or_two(repository, desk):
    """Newer git gives the header fields that it adds in a second file."""
    assert run(["git-hook", "install"]) == 0
    desk.write("work/bad", "Subject: Re: hi\n\nHi Jo,\n\ntoo bad.\n")
    desk.write("work/fields", "To: jo@example.net\nSubject: Re: hi\n\n")
    program = desk.home / ".local/bin/replylint"
    program.unlink()
    seen = desk.home / "seen"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {seen}\nexit 1\n')
    program.chmod(0o755)
    hook = repository / ".git/hooks/sendemail-validate"
    lines = [f"exec {program} {line.split(' ', 2)[2]}" if line.startswith("exec") else line
             for line in hook.read_text().replace("-P -m replylint ", "").splitlines()]  # fmt: skip
    hook.write_text("\n".join(lines) + "\n")
    for files in (["bad"], ["bad", "fields"]):
        assert desk.run(hook, *files, cwd=repository).returncode == 1
        assert seen.read_text().split() == ["check", "--mail", "--fail-on", "error", "bad"]
    assert desk.run(hook, "bad", cwd=repository, REPLYLINT="off").returncode == 0
