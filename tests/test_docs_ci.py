"""docs/ci.md and what it is about: commands run, files follow their schemas, scripts of the action work."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
COMMANDS = [
    line.split("  #")[0].strip()
    for language, block in BLOCK.findall(TEXT)
    for line in (block.splitlines() if language == "sh" else re.findall(r"- script: (replylint .*)", block))
]
FILES = {
    block.splitlines()[0].removeprefix("# "): block for kind, block in BLOCK.findall(TEXT) if kind == "yaml"
}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PROGRAMS = {
    "replylint": f'exec "{sys.executable}" -m replylint "$@"',
    "reviewdog": "exec grep blame-customer",
}
"""What stands for the programs that the page calls."""

BAD = "Hi Jo,\n\nyou should have read the manual. I will check it today.\n\nEnjoy the lamp,\nSam\n"


def git(folder, *words):
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path):
    """A repository with a bad reply in it."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "a.txt").write_text("Hi Jo,\n\nit ships today.\n\nEnjoy the lamp,\nSam\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / "replies" / "b.txt").write_text(BAD)
    return tmp_path


def environment(folder, **more):
    """The environment of a job in which `replylint` is installed."""
    programs = folder / ".git" / "programs"
    programs.mkdir(exist_ok=True)
    for name, text in PROGRAMS.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)
    path = f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "XDG_CACHE_HOME": str(folder / ".git"), **more}


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command, folder):
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert not done.stderr


def valid(schema, path):
    pytest.importorskip("check_jsonschema")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode == 0 or pytest.fail(done.stdout + done.stderr)


@pytest.mark.parametrize(
    ("schema", "path"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "integrations/gitlab-ci.yml")],
)
def test_what_we_ship_follows_its_schema(schema, path):
    assert valid(schema, ROOT / path)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        (".github/workflows/replies.yml", "vendor.github-workflows"),
        (".gitlab-ci.yml", "vendor.gitlab-ci"),
        ("azure-pipelines.yml", "vendor.azure-pipelines"),
    ],
)
def test_what_we_recommend_follows_its_schema(name, schema, tmp_path):
    (tmp_path / "it.yml").write_text(FILES[name])
    assert valid(schema, tmp_path / "it.yml")


def named(name):
    return next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)


def act(name, folder, **inputs):
    """Runs a step's script as GitHub does."""
    made = {"RUNNER_TEMP": str(folder / ".git"), "GITHUB_STEP_SUMMARY": str(folder / ".git" / "summary.md")}
    env = environment(folder, **made, GITHUB_WORKSPACE=str(folder), **inputs)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", named(name)["run"]],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_action_checks(folder):
    (folder / "my drafts").mkdir()
    (folder / "my drafts" / "$(touch x).txt").write_text(BAD)
    done = act("Check", folder, PATHS="replies\nmy drafts\n", ARGS="--engine patterns", DIFF="main")
    assert done.returncode == 1, done.stderr
    assert "::error title=blame-customer,file=replies/b.txt,line=3," in done.stdout
    assert "file=my drafts/$(touch x).txt" in done.stdout
    assert "replies/b.txt:3" in (folder / ".git" / "summary.md").read_text()
    assert not (folder / "x").exists()
    assert act("Check", folder, PATHS="replies/a.txt\n", ARGS="--engine patterns", DIFF="").returncode == 0
    assert act("Check", folder, PATHS="nowhere\n", ARGS="--engine patterns", DIFF="").returncode == 2


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("step", "name"), [("Write SARIF", "replylint.sarif"), ("Write report", "replylint.html")]
)
def test_the_action_writes_reports_whatever_is_found(step, name, folder):
    made = folder / ".git" / name
    assert act(step, folder, PATHS="replies\n", ARGS="--engine patterns").returncode == 0
    assert "blame-customer" in made.read_text(encoding="utf-8")
    assert act(step, folder, PATHS="replies\n", ARGS="--select nothing").returncode != 0
    assert not made.exists()


def test_inputs_reach_scripts_through_the_environment_alone():
    for made in ACTION["runs"]["steps"]:
        assert "${{" not in made.get("run", "")


@pytest.mark.skipif(not shutil.which("sh"), reason="needs a shell")
def test_the_job_for_gitlab_writes_its_report(folder):
    job = yaml.safe_load((ROOT / "integrations" / "gitlab-ci.yml").read_text())["replylint"]
    env = environment(
        folder,
        **job["variables"] | {"REPLYLINT_ARGS": "--engine patterns", "REPLYLINT_REPORT": "true"},
        CI_PROJECT_DIR=str(folder),
    )
    script = "\n".join(("set -e", *job["script"]))
    done = subprocess.run(["sh", "-c", script], cwd=folder, env=env, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    report = folder / job["artifacts"]["reports"]["codequality"]
    assert '"path": "replies/b.txt"' in report.read_text()
    (page,) = job["artifacts"]["paths"]
    assert "replies/b.txt" in (folder / page).read_text(encoding="utf-8")


def test_pre_commit_runs_the_hook(folder):
    pytest.importorskip("pre_commit")
    run = [sys.executable, "-m", "pre_commit"]
    subprocess.run([*run, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True)
    (folder / "it.yaml").write_text(FILES[".pre-commit-config.yaml"])
    subprocess.run([*run, "validate-config", "it.yaml"], cwd=folder, check=True)
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (asked,) = yaml.safe_load(FILES[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    local = {"repo": "local", "hooks": [hook | asked | {"language": "system"}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}))
    git(folder, "add", ".")
    env = environment(folder, PRE_COMMIT_HOME=str(folder / ".git" / "pre-commit"))
    done = subprocess.run([*run, "run"], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout
    assert "replies/b.txt" in done.stdout
    assert "replies/a.txt" not in done.stdout
    git(folder, "commit", "-qm", "two")
    done = subprocess.run(
        [*run, "run", "--all-files"], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
