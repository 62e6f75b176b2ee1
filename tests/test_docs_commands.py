"""Every command that the documentation shows is run by a test, or it is said here why not."""

import importlib.util
import re
import shlex
import sys
from pathlib import Path

import click
import pytest

from replylint.cli.main import TABLE, shell

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
NOT_RUN = {
    "README.md": {
        "python3 -m venv .venv && .venv/bin/pip install --quiet . && "
        ".venv/bin/replylint examples/email-bad.txt": "a fresh environment: CI runs it",
        "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/pytest": (
            "a fresh environment: CI runs it"
        ),
    },
    "docs/start-drafts.md": {"pip install .": "needs a package index; CI runs it with the README"},
    "docs/ci.md": {"pip install replylint": "needs a package index"},
}
"""Commands that no test runs, and why."""

FENCED = re.compile(r"^(<!-- file: \S+ -->\n)?```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?<=\n\n)(?: {4}\S.*\n)+")
INLINE = re.compile(r"`(replylint [^`]+)`")
PROGRAM = re.compile(r"\$ |(?:replylint|git|pip|python3?|sh|npm|curl) ")
IN_YAML = re.compile(r"^\s*(?:- )?(?:script|run): (\w.*)$", re.MULTILINE)
CALLED = re.compile(r'lay_out\(desk, "([^"]+)"\)')


def commands(text):
    """The commands that a page shows for a person, or a CI service, to run."""
    shown = []
    for file, language, body in FENCED.findall(text):
        if file:
            continue
        lines = body.splitlines()
        if language in ("sh", "bash", "shell"):
            shown += lines
        elif language == "console":
            shown += [line for line in lines if line.startswith("$ ")]
        elif language == "yaml":
            shown += IN_YAML.findall(body)
        elif language in ("", "text"):
            shown += [line for line in lines if PROGRAM.match(line)]
    for block in INDENTED.findall(FENCED.sub("", text)):
        shown += [line.strip() for line in block.splitlines() if PROGRAM.match(line.strip())]
    return {bare(line) for line in shown} - {""}


def bare(line):
    """A command without its comment."""
    return re.split(r"(?:^|\s+)# ", line.removeprefix("$ "))[0].strip()


def module(path):
    """A module of tests."""
    name = Path(path).stem
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, TESTS / path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def run_by_tests(page):
    """The commands of a page that tests run, as these find them."""
    pages = module("test_docs_settings.py")
    text = (ROOT / page).read_text(encoding="utf-8")
    name = Path(page).name
    if name in pages.PAGES:
        steps = [step.groupdict() for step in pages.STEP.finditer(text)]
        shown = [line for step in steps for line in (step["shell"] or "").splitlines()]
        return [*shown, *(step["words"] or step["typed"] or "" for step in steps)]
    match name:
        case "README.md":
            return [*module("test_docs.py").COMMANDS, "replylint draft.txt"]
        case "ci.md":
            return module("test_docs_ci.py").COMMANDS
        case "readers.md":
            return module("readers/test_readers_docs.py").COMMANDS
        case "fixing.md":
            return module("fixing/test_fixing_docs.py").COMMANDS
        case "mail.md":
            return [line for section in recipes_tried() for line in recipe(text, section)]
        case _:
            return []


def recipes_tried():
    """The sections of docs/mail.md that tests follow."""
    return {name for path in (TESTS / "mail").glob("*.py") for name in CALLED.findall(path.read_text())}


def recipe(text, section):
    """The commands of a section of docs/mail.md."""
    found = re.search(rf"^### {re.escape(section)}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    body = found[1] if found else ""
    return [line for file, language, block in FENCED.findall(body) if language == "sh" and not file
            for line in block.splitlines()]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_run(page):
    shown = commands((ROOT / page).read_text(encoding="utf-8"))
    excused = set(NOT_RUN.get(page, ()))
    assert excused <= shown, "excused and not shown any more"
    assert shown - excused <= set(map(bare, run_by_tests(page))), f"{page} shows what no test runs"


def test_a_new_command_would_be_seen():
    text = (
        "# A page\n\nDo it:\n\n    replylint one.txt\n\n```sh\nreplylint two.txt   # a comment\n```\n"
        "<!-- file: x.sh -->\n```sh\nreplylint no.txt\n```\n\n```console\n$ replylint three.txt\nsaid\n```\n"
        "```yaml\n- script: replylint four.txt\n```\n```\nreplylint five.txt\n```\n"
    )
    assert commands(text) == {f"replylint {number}.txt" for number in ("one", "two", "three", "four", "five")}


def commands_in_prose():
    for page in PAGES:
        text = FENCED.sub("", (ROOT / page).read_text(encoding="utf-8"))
        for words in sorted(set(INLINE.findall(re.sub(r"\s+", " ", text)))):
            yield pytest.param(words, id=f"{page}: {words}")


@pytest.mark.parametrize("words", [*commands_in_prose()])
def test_commands_in_prose_are_known(words):
    command, rest = shell, shlex.split(words.replace("…", ""))[1:]
    if rest and rest[0] not in TABLE:
        rest.insert(0, "check")
    while rest and isinstance(command, click.Group):
        context = click.Context(command)
        inner = command.get_command(context, rest[0])
        assert inner, f"there is no {rest[0]}"
        command, rest = inner, rest[1:]
    known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    options = [word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"]
    if command.name in ("sendmail", "filter"):
        options = options[: len(rest) and rest[0].startswith("--")]
    assert set(options) <= known | {"--help"}
