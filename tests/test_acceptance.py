"""A fresh repository with three hundred templates in four formats, checked in CI as the documentation says:
old sins pass, a new one fails and is named, and there is a report on all of it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import canned

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
JOB = yaml.safe_load((ROOT / "integrations" / "gitlab-ci.yml").read_text(encoding="utf-8"))["replylint"]
INPUT = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")
SIN = "You should have called us before you opened it."

pytestmark = pytest.mark.skipif(not (shutil.which("bash") and shutil.which("git")), reason="needs bash, git")


def shown(page, name):
    """A file that a page shows, by the name in its first line."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (found,) = re.findall(rf"```yaml\n(# {re.escape(name)}\n.*?)```", text, re.DOTALL)
    return yaml.safe_load(found)


class Repository(NamedTuple):
    """A checkout, with programs and files of a runner beside it."""

    folder: Path

    @property
    def runner(self):
        return self.folder.parent / "runner"

    def git(self, *words):
        settings = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *settings, *words], cwd=self.folder, check=True, capture_output=True)

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def run(self, *command, **more):
        """Runs a command with the environment of a runner."""
        temp = self.runner / "temp"
        env = os.environ | {
            "PATH": f"{self.runner / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "XDG_CACHE_HOME": str(self.runner / "cache"),
            "RUNNER_TEMP": str(temp),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.folder),
            "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
            "CI_PROJECT_DIR": str(self.folder),
            "PRE_COMMIT_HOME": str(self.runner / "pre-commit"),
        }
        env = {name: value for name, value in env.items() if not name.startswith("REPLYLINT_")}
        return subprocess.run(
            command, cwd=self.folder, env=env | more, capture_output=True, text=True, check=False
        )

    def act(self, given):
        """Runs the steps of the action that have a script, as GitHub does, up to one that fails.

        Gives the last one's result, and the names of the other steps that would have run.
        """
        given = {name: it["default"] for name, it in ACTION["inputs"].items()} | given
        others = []
        for step in ACTION["runs"]["steps"]:
            wanted = re.fullmatch(r"inputs\.(\w+) == '(\w+)'", step.get("if", "inputs.paths == 'any'"))
            if "if" in step and given[wanted[1]] != wanted[2]:
                continue
            if "run" not in step:
                others.append(step["uses"].partition("@")[0])
                continue
            assert step["shell"] == "bash"
            env = {
                name: INPUT.sub(lambda found: given[found[1]], it) for name, it in step.get("env", {}).items()
            }
            done = self.run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], **env)
            if done.returncode:
                break
        return done, others

    def sin(self):
        """Puts a new sin into a macro, and a template with one beside the others."""
        macros = self.folder / "replies" / "macros.json"
        text = macros.read_text()
        assert text.count("The bulb that came with it is yours to keep.") > 5
        macros.write_text(text.replace("The bulb that came with it is yours to keep.", SIN, 1))
        page = self.folder / "replies" / "pages" / "new.md"
        page.write_text(f"---\ntitle: New\n---\nHi {{{{ name }}}},\n\n{SIN}\n\nKind regards,\nThe workshop\n")


ONE = "taskset -c $(taskset -cp $$ | sed 's/.*[ ,-]//')" if shutil.which("taskset") else ""
"""Has a program use one processor: the tests have the others."""

PROGRAMS = {
    "replylint": f'exec {ONE} "{sys.executable}" -m replylint "$@"',
    "python": 'echo "python $*" >> "$RUNNER_TEMP/installed"',
    "pip": "exit 1",
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A repository whose old sins are in a baseline, as the page for libraries says."""
    repository = Repository(tmp_path_factory.mktemp("work") / "repository")
    for folder in ("bin", "temp", "cache"):
        (repository.runner / folder).mkdir(parents=True)
    for name, script in PROGRAMS.items():
        program = repository.runner / "bin" / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    canned.write_library(repository.folder / "replies")
    repository.git("init", "-q")
    done = repository.run("replylint", "baseline", "create", "replies")
    assert done.returncode == 0, done.stderr
    assert int(re.search(r"(\d+) findings accepted", done.stdout)[1]) >= 25
    (repository.folder / "replylint.yaml").write_text("baseline: replylint-baseline.json\n")
    repository.commit("The library")
    return repository


@pytest.fixture
def repository(origin, tmp_path):
    """A branch of a fresh clone."""
    clone = Repository(tmp_path / "clone")
    subprocess.run(["git", "clone", "-q", origin.folder, clone.folder], check=True)
    shutil.copytree(origin.runner, clone.runner)
    clone.git("switch", "-qc", "work")
    return clone


def workflow(page):
    """What the workflow on a page gives to its one step beside the checkout."""
    steps = shown(page, ".github/workflows/replies.yml")["jobs"]["replies"]["steps"]
    checkout, step = steps
    assert checkout["uses"].startswith("actions/checkout@")
    assert step["uses"].startswith("OWNER/replylint@")
    assert set(step["with"]) <= set(ACTION["inputs"])
    return step["with"]


def test_one_step_lets_old_sins_pass_and_writes_a_report(repository):
    done, others = repository.act(workflow("start-library.md"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::" not in done.stdout
    assert others == ["actions/setup-python", "actions/upload-artifact"]
    assert (repository.runner / "temp" / "installed").read_text() == f"python -m pip install --quiet {ROOT}\n"
    summary = (repository.runner / "temp" / "summary.md").read_text()
    assert re.search(r"Nothing found in 300 replies&#59; \d+ in the baseline", summary)
    report = (repository.runner / "temp" / "replylint.html").read_text(encoding="utf-8")
    assert report.startswith("<!DOCTYPE html>")
    assert "300 replies" in report
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", report)


def test_one_step_stops_a_new_sin_and_names_it(repository):
    repository.sin()
    repository.commit("A new one")
    done, _ = repository.act(workflow("start-library.md") | {"report": "false"})
    assert done.returncode == 1, done.stdout + done.stderr
    named = re.findall(r"::error title=blame-customer,file=([^,]+),line=(\d+)", done.stdout)
    assert [name for name, _ in named] == ["replies/macros.json", "replies/pages/new.md"]
    line = int(named[0][1])
    assert SIN in (repository.folder / "replies" / "macros.json").read_text().splitlines()[line - 1]
    summary = (repository.runner / "temp" / "summary.md").read_text()
    assert f"| error | replies/macros.json:{line} | blame-customer |" in summary


def test_only_what_a_branch_changed(repository):
    given = workflow("ci.md") | {
        "paths": "replies",
        "diff": "origin/main",
        "report": "false",
        "sarif": "false",
    }
    done, _ = repository.act(given)
    assert done.returncode == 0, done.stdout + done.stderr
    repository.sin()
    done, _ = repository.act(given)
    assert done.returncode == 1, done.stderr
    assert "2 replies" in (repository.runner / "temp" / "summary.md").read_text()


def test_the_job_for_gitlab(repository):
    given = shown("ci.md", ".gitlab-ci.yml")["replylint"]["variables"]
    given = {name: str(value) for name, value in (JOB["variables"] | given).items()}
    given |= {"REPLYLINT_PATHS": "replies", "REPLYLINT_REPORT": "false"}
    script = "\n".join(("set -e", *JOB["script"]))
    assert repository.run("sh", "-c", script, **given).returncode == 0
    report = repository.folder / JOB["artifacts"]["reports"]["codequality"]
    assert json.loads(report.read_text()) == []
    repository.sin()
    done = repository.run("sh", "-c", script, **given)
    assert done.returncode == 1, done.stderr
    blamed = [it for it in json.loads(report.read_text()) if it["check_name"] == "blame-customer"]
    assert [it["location"]["path"] for it in blamed] == ["replies/macros.json", "replies/pages/new.md"]


def test_pre_commit(repository):
    pytest.importorskip("pre_commit")
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (asked,) = shown("ci.md", ".pre-commit-config.yaml")["repos"][0]["hooks"]
    local = {"repo": "local", "hooks": [hook | asked | {"language": "system"}]}
    (repository.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}))
    repository.commit("The hook")
    command = [sys.executable, "-m", "pre_commit", "run"]
    repository.sin()
    repository.git("add", "-A")
    done = repository.run(*command)
    assert done.returncode == 1, done.stdout
    assert "[blame-customer]" in done.stdout
    assert "2 replies" in done.stdout
    repository.git("reset", "-q", "--hard")
    page = repository.folder / "replies" / "pages" / "000.md"
    page.write_text(page.read_text().replace("Kind regards", "Best regards"))
    repository.git("add", "-A")
    done = repository.run(*command)
    assert done.returncode == 0, done.stdout
