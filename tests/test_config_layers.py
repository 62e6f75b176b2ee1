"""Files that build upon others, and what holds for a file."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from replylint.config import check_ids, find_config, held, load_config, overrides_of, with_command_line
from replylint.config.globs import covers, match_parts
from replylint.config.held import names
from replylint.packs.load import load_packs
from replylint.packs.severity import Severity
from replylint.text.problem import ProblemsError

YAML, TOML = "replylint.yaml", "pyproject.toml"
BROKEN = [
    (YAML, "overrides: [{files: a, slect: b}]", "1:24: unknown key `slect` [did you mean `select`?]"),
    (YAML, "overrides: [{select: b}]", "1:13: `files` is missing"),
    (YAML, "overrides: [{files: []}]", "1:14: `files` names no file"),
    (YAML, "overrides: [{files: [a, '']}]", "1:14: `files` names no file"),
    (YAML, "suppressions: [{files: ' ', rules: a, reason: b}]", "1:17: `files` names no file"),
    (YAML, "overrides: {files: a}", "1:12: a mapping where a list is expected"),
    (YAML, "suppressions:\n- rules: late", "2:3: `reason` is missing"),
    (YAML, "suppressions:\n- {rules: late, reason: ' '}", ("2:17: `reason` is empty: say why these"
     " findings are in order")),
    (YAML, "suppressions:\n- {rules: [], reason: x}", "2:4: `rules` names no rule"),
    (YAML, "suppressions:\n- {ids: [7], rules: a, reason: x}", ("2:10: a number where text is expected"
     ' [quote it: "7"]')),
    (YAML, "extends: nope.yaml", "1:10: config not loaded: there is no file `nope.yaml`"),
    (YAML, "extends: [replylint.yaml]", ("1:11: `replylint.yaml` extends this file in turn"
     " [leave one of the two out]")),
    (TOML, ("[[tool.replylint.overrides]]\nfiles = 'a'\n[[tool.replylint.overrides]]\nfiles = 'b'\n"
     "slect = ['c']"), "5:1: unknown key `slect` [did you mean `select`?]"),
    (TOML, "[tool.replylint]\noverrides = 3", "2:13: a number where a list is expected"),
    (TOML, "[[tool.replylint.suppressions]]\nrules = ['a']", "1:3: `reason` is missing"),
]  # fmt: skip


def told(problem, folder):
    hint = f" [{problem.hint}]" if problem.hint else ""
    return f"{problem.location}: {problem.message}{hint}".replace(f"{folder}/", "")


@pytest.mark.parametrize(("name", "text", "expected"), BROKEN)
def test_broken(tmp_path, name, text, expected):
    (tmp_path / name).write_text(text)
    with pytest.raises(ProblemsError) as caught:
        load_config(tmp_path / name)
    assert [told(problem, tmp_path) for problem in caught.value.problems] == [f"{name}:{expected}"]


def test_all_files_tell_what_is_wrong(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: [b.yaml, c.yaml]\n")
    (tmp_path / "b.yaml").write_text("fail-on: eror")
    (tmp_path / "c.yaml").write_text("extends: a.yaml\nx: 1")
    with pytest.raises(ProblemsError) as caught:
        load_config(tmp_path / "a.yaml")
    assert [problem.location.rpartition("/")[2] for problem in caught.value.problems] == [
        "b.yaml:1:10",
        "c.yaml:2:1",
    ]


def test_a_circle(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n")
    with pytest.raises(ProblemsError, match=r"b.yaml:1:10: `a.yaml` extends this file in turn"):
        load_config(tmp_path / "a.yaml")


def test_a_long_chain(tmp_path):
    for nth in range(30):
        (tmp_path / f"{nth}.yaml").write_text(f"extends: {nth + 1}.yaml\n")
    with pytest.raises(ProblemsError, match="more than 20 files extend one another"):
        load_config(tmp_path / "0.yaml")


@pytest.fixture
def shop(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "replylint.yaml").write_text(
        "rules: [service, packs/house]\nprofile: premium\nignore: [a]\nseverity: {late: off, early: error}\n"
        "baseline: old.json\nsuppressions: [{files: x.txt, rules: r, reason: house}]\n"
        "overrides: [{files: chat, ignore: c}]\n"
    )
    (tmp_path / "replylint.yaml").write_text(
        "extends: house\nprofile: default\nignore: b\nseverity: {late: warning}\n"
        "suppressions: [{rules: s, reason: own}]\n"
        "overrides:\n- {files: macros/**, templates: true, select: d}\n"
        "- {files: '*.md', severity: {early: off}}\n"
    )
    return tmp_path


def test_extends(shop):
    settings = load_config(shop / "replylint.yaml")
    values = settings.values
    assert values.rules == ["service", str(shop / "house" / "packs" / "house")]
    assert values.profile == "default"
    assert values.ignore == ["a", "b"]
    assert values.severity == {"late": Severity.WARNING, "early": Severity.ERROR}
    assert values.baseline == str(shop / "house" / "old.json")
    assert [entry.reason for entry in values.suppressions] == ["house", "own"]
    assert settings.place("suppressions", 0).folder == shop / "house"
    assert settings.place("suppressions", 1).folder == shop
    assert settings.origins["profile"] == "replylint.yaml:2"
    assert settings.origins["rules"] == "house/replylint.yaml:1"
    assert settings.origins["severity"] == "house/replylint.yaml:4, replylint.yaml:4"


def test_mappings_are_joined(tmp_path):
    (tmp_path / "base.yaml").write_text("mail: {block-on: warning, minutes: 3}")
    (tmp_path / "replylint.yaml").write_text("extends: base.yaml\nmail: {minutes: 5}")
    mail = load_config(tmp_path / "replylint.yaml").values.mail
    assert (mail.block_on, mail.minutes) == ("warning", 5)


def test_select_starts_afresh(tmp_path):
    (tmp_path / "base.yaml").write_text("ignore: [a, b]")
    (tmp_path / "replylint.yaml").write_text("extends: base.yaml\nselect: [b, c]")
    settings = load_config(tmp_path / "replylint.yaml")
    assert (settings.values.select, settings.values.ignore) == (["b", "c"], [])
    settings = with_command_line(settings, {"ignore": ["c"]})
    assert (settings.values.select, settings.values.ignore) == (["b", "c"], ["c"])


def test_overrides(shop):
    settings = load_config(shop / "replylint.yaml")
    assert overrides_of(settings, None) == ()
    assert overrides_of(settings, Path("house/chat/a.txt")) == (0,)
    assert overrides_of(settings, Path("chat/a.txt")) == ()
    assert overrides_of(settings, shop / "macros" / "deep" / "a.md") == (1, 2)
    assert overrides_of(settings, Path("../macros/a.md")) == ()
    both = held(settings, (1, 2))
    assert both.values.templates
    assert both.values.select == ["d"]
    assert both.values.ignore == []
    assert both.values.severity == {"late": Severity.WARNING, "early": Severity.OFF}
    assert both.origins["templates"] == "replylint.yaml:7"
    assert both.origins["severity"].endswith("replylint.yaml:8")
    assert held(settings, ()) is settings
    assert held(settings, (0,)).values.ignore == ["a", "b", "c"]


def test_the_command_line_lies_over_overrides(shop):
    settings = with_command_line(load_config(shop / "replylint.yaml"), {"ignore": ("z",)}, ["more"])
    assert settings.values.rules[-1] == "more"
    assert held(settings, (0,)).values.ignore == ["a", "b", "c", "z"]
    assert held(settings, (1,)).values.ignore == ["z"]
    settings = with_command_line(load_config(shop / "replylint.yaml"), {"select": ["q"], "profile": "x"})
    assert held(settings, (0, 1)).values.select == ["q"]
    assert held(settings, (0, 1)).values.ignore == []
    assert held(settings, (0, 1)).origins["select"] == "command line"


def test_packs_of_overrides_come_before_those_on_top(tmp_path):
    (tmp_path / "replylint.yaml").write_text("overrides: [{files: a, rules: [mine]}]")
    settings = with_command_line(load_config(tmp_path / "replylint.yaml"), {}, ["more"])
    assert held(settings, (0,)).values.rules == [str(tmp_path / "mine"), "more"]


def test_unknown_rules_in_overrides(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "name: mine\nrules: [{id: late, kind: forbid, group: respect, severity: error, message: m, why: w,"
        " source: s, advice: a, match: {phrase: x}}]\n"
    )
    (tmp_path / "replylint.yaml").write_text(
        "ignore: late\noverrides:\n- files: a\n  ignore: [late, lat]\n  severity: {later: off}\n"
    )
    settings = held(load_config(tmp_path / "replylint.yaml"), (0,))
    problems = check_ids(settings, load_packs([tmp_path / "mine.yaml"], cache=False))
    assert [told(problem, tmp_path) for problem in problems] == [
        "replylint.yaml:4:18: `ignore`: there is no rule `lat` [did you mean `late`?]",
        "replylint.yaml:5:14: `severity`: there is no rule `later` [did you mean `late`?]",
    ]


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.md", "a/b.md", True),
        ("*.md", "a/b.txt", False),
        ("chat", "a/chat/b.txt", True),
        ("chat/", "chat/a/b.txt", True),
        ("chat/*.txt", "chat/b.txt", True),
        ("chat/*.txt", "a/chat/b.txt", False),
        ("**/chat/*.txt", "a/chat/b.txt", True),
        ("a/**", "a/b/c", True),
        ("a/**/c", "a/c", True),
        ("./a", "a", True),
        ("/a", "b/a", False),
        ("/a", "a/b", True),
        (".", "a", True),
        ("**", "a/b", True),
        ("A", "a", False),
    ],
)
def test_globs(glob, path, expected):
    assert covers(glob, path.split("/")) is expected


def test_globs_count_from_their_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert names(["a/*"], tmp_path, Path("a/x.txt"))
    assert names(["x.txt"], tmp_path / "a", Path("a/../a/x.txt"))
    assert not names(["**"], tmp_path / "a", Path("b/x.txt"))


def test_links_on_the_way_do_not_matter(tmp_path):
    (tmp_path / "real" / "chat").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(["chat/*"], tmp_path / "real", tmp_path / "link" / "chat" / "a.txt")
    assert names(["chat/*"], tmp_path / "link", tmp_path / "real" / "chat" / "a.txt")
    assert not names(["chat/*"], tmp_path / "link" / "chat", tmp_path / "real" / "chat" / "a.txt")


def naive(parts, wanted):
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(naive(parts[at:], wanted[1:]) for at in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], wanted[0]) and naive(parts[1:], wanted[1:])


NAMES = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=6)
GLOBS = st.lists(st.sampled_from(["a", "b", "a*", "*", "**"]), max_size=6)


@given(NAMES, GLOBS)
def test_globs_match_as_they_read(parts, wanted):
    assert match_parts(parts, wanted) is naive(parts, wanted)


@given(NAMES, GLOBS)
def test_a_glob_covers_what_lies_in_what_it_names(parts, wanted):
    expected = any(naive(parts[:at], wanted) for at in range(len(parts) + 1))
    assert covers("/" + "/".join(wanted), parts) is expected


KEYS = st.sampled_from(
    ["rules", "severity", "overrides", "suppressions", "files", "reason", "extends", "ids", "x"]
)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["service", "off"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(DATA)
def test_any_yaml_is_a_config_or_a_problem(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "replylint.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    try:
        settings = load_config(path)
    except ProblemsError as error:
        assert all(problem.message and problem.location for problem in error.problems)
    else:
        for nth in range(len(settings.values.overrides)):
            held(settings, (nth,))
        assert dict(settings.origins).keys() == {key for key, _, _ in settings.rows()}


def test_the_other_ending(tmp_path):
    (tmp_path / "replylint.yml").write_text("")
    assert find_config(tmp_path) == tmp_path / "replylint.yml"
    (tmp_path / "replylint.yaml").write_text("")
    assert find_config(tmp_path) == tmp_path / "replylint.yaml"
