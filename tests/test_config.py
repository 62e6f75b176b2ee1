import pytest

from replylint.config import check_ids, find_config, keys, load_config, with_command_line
from replylint.packs.load import load_packs
from replylint.packs.severity import Severity
from replylint.text.problem import ProblemsError

YAML = [
    ("fail-on: eror", ("1:10: `eror` is not allowed here"
     " [did you mean `error`? allowed: error, warning, suggestion, never]")),
    ("# note\nfail_on: error", "2:1: unknown key `fail_on` [did you mean `fail-on`?]"),
    ("rules: [service, 5]", '1:18: a number where text is expected [quote it: "5"]'),
    ("severity: {late: of}", ("1:18: `of` is not allowed here"
     " [did you mean `off`? allowed: off, suggestion, warning, error]")),
    ("severity: off", "1:11: text where a mapping (`key: value`) is expected"),
    ("templates: maybe", "1:12: text where true or false is expected"),
    ("select: {a: b}", "1:9: a mapping where text is expected [quote text with a colon in it]"),
    ("- rules", "1:1: a list where a mapping (`key: value`) is expected"),
    ("rules: [service", ("1:16: not valid YAML: did not find expected ',' or ']'"
     " [a bracket is not closed, or a comma is missing]")),
    ("rules: a\nrules: b", "2:1: `rules` stands twice [it is already in line 1; join the two]"),
]  # fmt: skip
TOML = [
    ('[tool.replylint]\nfail-on = "eror"  # é', ("2:11: `eror` is not allowed here"
     " [did you mean `error`? allowed: error, warning, suggestion, never]")),
    ("rules = 1\n[project]\nrules = 2\n[tool.replylint]\n  rulse = ['a']", ("5:3: unknown key `rulse`"
     " [did you mean `rules`?]")),
    ("[tool.replylint]\nid-field = 3", '2:12: a number where text is expected [quote it: "3"]'),
    ("[tool.replylint]\nseverity = {too-late = 'off', late = 'of'}", ("2:38: `of` is not allowed here"
     " [did you mean `off`? allowed: off, suggestion, warning, error]")),
    ("[tool.replylint.severity]\nlater = 'off'\n'late' = 'of'\n", ("3:10: `of` is not allowed here"
     " [did you mean `off`? allowed: off, suggestion, warning, error]")),
    ("[ tool . replylint ]\nseverity.late = 'of'\n", ("2:17: `of` is not allowed here"
     " [did you mean `off`? allowed: off, suggestion, warning, error]")),
    ("[tool.replylint]\nselect = [\n", "3:1: not valid TOML: invalid value"),
    ("[tool.replylint]\nselect = ]\n", "2:10: not valid TOML: invalid value"),
    ("[tool.replylint]\nfail-on = 2020-01-01\n", ("2:11: a date or time is not allowed here"
     " [allowed: error, warning, suggestion, never]")),
]  # fmt: skip
FILES = [("replylint.yaml", *row) for row in YAML] + [("pyproject.toml", *row) for row in TOML]


@pytest.mark.parametrize(("name", "text", "expected"), FILES)
def test_broken(tmp_path, name, text, expected):
    (tmp_path / name).write_text(text)
    with pytest.raises(ProblemsError) as caught:
        load_config(tmp_path / name)
    [problem] = caught.value.problems
    hint = f" [{problem.hint}]" if problem.hint else ""
    assert f"{problem.location}: {problem.message}{hint}" == f"{tmp_path}/{name}:{expected}"


def test_defaults():
    settings = load_config(None)
    assert settings.values.rules == ["service"]
    assert settings.values.fail_on == "warning"
    assert dict(settings.origins) == dict.fromkeys(keys(), "default")


def test_yaml(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "replylint.yaml").write_text(
        "rules: [service, packs/mine, /abs]\nselect: late\nfail-on: never\nseverity: {late: off}\n"
        "templates: true\n"
    )
    settings = load_config(tmp_path / "replylint.yaml")
    assert settings.values.rules == ["service", str(tmp_path / "packs" / "mine"), "/abs"]
    assert settings.values.select == ["late"]
    assert settings.values.severity == {"late": Severity.OFF}
    assert settings.origins["fail-on"] == "replylint.yaml:3"
    assert settings.origins["ignore"] == "default"
    assert ("fail-on", "never", "replylint.yaml:3") in list(settings.rows())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_toml(tmp_path, monkeypatch, end):
    monkeypatch.chdir(tmp_path)
    text = "[project]\nname = 'x'\n\n[tool.replylint]\nreply-field = 'text'\n"
    text += "[tool.replylint.severity]\nlate = 'off'\n"
    (tmp_path / "pyproject.toml").write_bytes(text.replace("\n", end).encode())
    settings = load_config(tmp_path / "pyproject.toml")
    assert settings.values.reply_field == "text"
    assert settings.origins["reply-field"] == "pyproject.toml:5"
    assert settings.origins["severity"] == "pyproject.toml:6"


def test_empty_files_are_defaults(tmp_path):
    (tmp_path / "replylint.yaml").write_text("")
    assert load_config(tmp_path / "replylint.yaml").values == load_config(None).values


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "replylint.yaml").write_bytes(b"rules: \xff")
    for path in (tmp_path / "gone.yaml", tmp_path, tmp_path / "replylint.yaml"):
        with pytest.raises(ProblemsError, match="config not loaded"):
            load_config(path)


def test_the_nearest_file_holds(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.replylint]\n")
    assert find_config(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "replylint.yaml").write_text("")
    assert find_config(inner) == tmp_path / "replylint.yaml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 'replylint'\n")
    assert find_config(inner) == tmp_path / "replylint.yaml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.replylint]\nbroken")
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"


def test_the_command_line_wins(tmp_path):
    (tmp_path / "replylint.yaml").write_text("fail-on: never\nselect: [late]\n")
    settings = with_command_line(
        load_config(tmp_path / "replylint.yaml"),
        {"fail_on": "error", "ignore": ("x",), "profile": None, "severity": None},
    )
    assert (settings.values.fail_on, settings.values.ignore, settings.values.select) == (
        "error",
        ["x"],
        ["late"],
    )
    assert settings.origins["fail-on"] == settings.origins["ignore"] == "command line"
    assert settings.origins["select"].endswith("replylint.yaml:2")
    assert settings.origins["profile"] == "default"
    with pytest.raises(ProblemsError, match="command line: `eror` is not allowed here"):
        with_command_line(settings, {"fail-on": "eror"})


def test_unknown_rules_are_told_where_they_stand(tmp_path):
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        "name: mine\nrules: [{id: late, kind: forbid, group: respect, severity: error, message: m, why: w,"
        " source: s, advice: a, match: {phrase: x}}]\n"
    )
    (tmp_path / "replylint.yaml").write_text(
        "select: [late, respect, lat]\nseverity: {later: off, respect: off}\n"
    )
    settings = load_config(tmp_path / "replylint.yaml")
    settings = with_command_line(settings, {"ignore": ["gone"]})
    problems = check_ids(settings, load_packs([pack], cache=False))
    assert [f"{p.location}: {p.message} [{p.hint}]".replace(f"{tmp_path}/", "") for p in problems] == [
        "replylint.yaml:1:25: `select`: there is no rule `lat` [did you mean `late`?]",
        "command line: `ignore`: there is no rule `gone` [known: late, respect]",
        "replylint.yaml:2:12: `severity`: there is no rule `later` [did you mean `late`?]",
        "replylint.yaml:2:24: `severity`: there is no rule `respect` [known: late]",
    ]
