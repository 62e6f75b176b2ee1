import json
import os
from pathlib import Path

import pytest

from replylint.packs import cache as store
from replylint.packs import load
from replylint.packs.load import load_packs
from replylint.packs.severity import Severity
from replylint.text.problem import ProblemsError

RULE = """\
  - id: {id}
    kind: forbid
    group: respect
    severity: {severity}
    message: Message of {id}.
    why: Because.
    source: "001"
    advice: Advice.
    match: {{any: [late, {{phrase: [so late, too late]}}, {{clause: {{verb: "@go", polarity: negative}}}}]}}
    examples:
      - bad: You are [[late]].
      - good: You are early.
"""
BASE = {
    "pack.yaml": "name: base\nprofiles: {premium: {suggestion: warning, warning: error}}\n",
    "words.yaml": 'words: {go: [go, "@run", walk], run: [run, rush]}\n',
    "more/patterns.yml": "patterns:\n  late: {about: Late., pattern: {phrase: late}, hits: ['[[late]]']}\n",
    "rules.yaml": "rules:\n"
    + RULE.format(id="late", severity="warning")
    + RULE.format(id="later", severity="suggestion"),
    ".hidden.yaml": "nonsense",
    "notes.txt": "no YAML",
}


@pytest.fixture
def base(write):
    return write(BASE, "base")


def severities(pack):
    return {rule.id: str(rule.severity) for rule in pack.rules}


def test_a_folder(base):
    pack = load_packs([base], examples=True)
    assert pack.name == "base"
    assert pack.words == {"go": ("go", "run", "rush", "walk"), "run": ("run", "rush")}
    assert pack.groups == {"respect": ("late", "later")}
    assert severities(pack) == {"late": "warning", "later": "suggestion"}
    assert [example.form for example in pack.rule("late").examples] == ["bad", "good"]
    assert pack.patterns["late"].hits == ["[[late]]"]
    with pytest.raises(KeyError):
        pack.rule("gone")


def test_one_file_is_a_pack_too(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\nwords: {go: [go]}\npatterns: {late: {pattern: {phrase: late}}}\nrules:\n"
                    + RULE.format(id="late", severity="error"))  # fmt: skip
    assert severities(load_packs([path])) == {"late": "error"}


def test_the_built_in_pack_goes_by_its_name(tmp_path, monkeypatch):
    (tmp_path / "service").mkdir()
    monkeypatch.chdir(tmp_path)
    pack = load_packs(["service"])
    assert pack.name == "service"
    assert {"default", "premium"} <= set(pack.profiles)


def test_profiles(base):
    assert severities(load_packs([base], profile="premium")) == {"late": "error", "later": "warning"}
    assert severities(load_packs([base], profile="premium")) == {"late": "error", "later": "warning"}
    assert severities(load_packs([base])) == {"late": "warning", "later": "suggestion"}


def test_extending_and_overriding(base, write):
    mine = write(
        {
            "pack.yaml": "name: mine\nextends: ../base\noverrides:\n  late: off\n"
            "  later: {message: Mine., severity: error}\n",
            "own.yaml": "words: {run: [jog]}\npatterns: {late: {pattern: {phrase: tardy}}}\n"
            "rules:\n" + RULE.format(id="own", severity="warning"),
        },
        "mine",
    )
    pack = load_packs([mine], profile="premium")
    assert pack.name == "mine"
    assert severities(pack) == {"late": "off", "later": "error", "own": "error"}
    assert pack.rule("later").message == "Mine."
    assert pack.words["go"] == ("go", "jog", "walk")
    assert pack.patterns["late"].pattern.phrase == ["tardy"]
    assert load_packs([base, mine]).rules == load_packs([mine]).rules
    assert load_packs([base, mine]).name == "base + mine"


def test_a_rule_of_a_later_pack_replaces_the_earlier_one(base, write):
    mine = write(
        {
            "pack.yaml": "name: mine\nextends: ../base\n",
            "r.yaml": "rules:\n" + RULE.format(id="late", severity="error"),
        },
        "mine",
    )  # fmt: skip
    pack = load_packs([mine], examples=True)
    assert severities(pack) == {"late": "error", "later": "suggestion"}
    source, _ = pack.places("rule", "late", ())
    assert source.name.endswith("mine/r.yaml")


def test_a_pack_met_twice_is_loaded_once(base, write):
    left = write({"pack.yaml": "name: left\nextends: ../base\noverrides: {late: off}\n"}, "left")
    right = write({"pack.yaml": "name: right\nextends: [../base]\n"}, "right")
    top = write({"pack.yaml": "name: top\nextends: [../left, ../right]\n"}, "top")
    assert severities(load_packs([top]))["late"] == "off"
    assert severities(load_packs([left, right]))["late"] == "off"


@pytest.mark.parametrize("warm", [False, True])
def test_places(base, warm):
    if warm:
        load_packs([base])
    pack = load_packs([base])
    source, span = pack.places("rule", "later", ("match", "any", 1, "phrase", 1))
    assert (source.name.split("/")[-1], span.of(source.text)) == ("rules.yaml", "too late")
    source, span = pack.places("rule", "later", ("match", "any", 2, "clause", "verb", 0))
    assert span.of(source.text) == '"@go"'
    source, span = pack.places("pattern", "late", ("pattern", "phrase", 0))
    assert (source.name.split("/")[-1], span.of(source.text)) == ("patterns.yml", "late")
    source, span = pack.places("words", "go", (2,))
    assert span.of(source.text) == "walk"
    source, span = pack.places("rule", "later", ())
    assert span.of(source.text) == "later"
    with pytest.raises(KeyError):
        pack.places("rule", "gone", ())


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def no_yaml(monkeypatch):
    monkeypatch.setattr(load, "_join", lambda asked: pytest.fail("the cache was not used"))


def test_a_second_load_comes_from_the_cache_and_is_the_same(base, private_cache, monkeypatch):
    fresh = load_packs([base], cache=False)
    assert entries(private_cache) == []
    assert load_packs([base]) == fresh
    [entry] = entries(private_cache)
    assert entry.stat().st_mode & 0o777 == 0o600
    assert private_cache.stat().st_mode & 0o777 == 0o700
    assert b"You are" not in entry.read_bytes()
    no_yaml(monkeypatch)
    assert load_packs([base]) == fresh


def test_a_changed_file_is_read_again(base, private_cache):
    before = load_packs([base])
    (base / "words.yaml").write_text("words: {go: [fly]}\n")
    after = load_packs([base])
    assert after.words == {"go": ("fly",)}
    assert after.digest != before.digest
    assert len(entries(private_cache)) == 2


def test_a_new_file_and_a_changed_pack_below_are_seen(base, write):
    mine = write({"pack.yaml": "name: mine\nextends: ../base\n"}, "mine")
    first = load_packs([mine])
    (base / "words.yaml").write_text("words: {go: [fly]}\n")
    second = load_packs([mine])
    assert second.words == {"go": ("fly",)}
    (mine / "new.yaml").write_text("words: {new: [x]}\n")
    third = load_packs([mine])
    assert "new" in third.words
    assert len({first.digest, second.digest, third.digest}) == 3


def test_the_digest_does_not_depend_on_the_place(write):
    assert load_packs([write(BASE, "one")]).digest == load_packs([write(BASE, "two")]).digest


@pytest.mark.parametrize("spoil", [
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"\xff\x00 nonsense"),
    lambda path: path.write_bytes(path.read_bytes()[:-20]),
    lambda path: path.write_bytes(path.read_bytes().replace(b"walk", b"talk")),
    lambda path: path.chmod(0o666),
    lambda path: (path.unlink(), path.mkdir()),
    lambda path: (path.unlink(), path.symlink_to("/etc/passwd")),
    lambda path: (path.unlink(), os.mkfifo(path)),
    lambda path: path.parent.chmod(0o777),
])  # fmt: skip
def test_a_spoilt_cache_is_not_believed(base, private_cache, spoil):
    fresh = load_packs([base])
    [entry] = entries(private_cache)
    spoil(entry)
    assert load_packs([base]) == fresh


def test_an_entry_of_other_packs_is_not_believed(base, write, private_cache):
    other = write({"pack.yaml": "name: other\n"}, "other")
    fresh = load_packs([base])
    [mine] = entries(private_cache)
    load_packs([other])
    [theirs] = [entry for entry in entries(private_cache) if entry != mine]
    mine.write_bytes(theirs.read_bytes())
    assert load_packs([base]) == fresh


def test_a_sound_entry_of_another_shape_is_not_believed(base, private_cache):
    fresh = load_packs([base])
    [entry] = entries(private_cache)
    for body in (
        b"{}",
        b"[]",
        json.dumps({"extended": [["/gone", "x"]], "content": {}}).encode(),
        b"{" * 10000,
    ):
        store.keep(entry.stem, body)
        assert load_packs([base]) == fresh


def test_no_cache_where_it_cannot_be_written(base, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "x"))
    assert load_packs([base]).name == "base"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert load_packs([base]).name == "base"


def test_broken_packs_are_not_kept(write, private_cache):
    root = write({"pack.yaml": "name: x\nnmae: y\n"})
    with pytest.raises(ProblemsError):
        load_packs([root])
    assert entries(private_cache) == []


def test_switched_off_rules_stay_in_the_list(base, write):
    mine = write({"pack.yaml": "name: mine\nextends: ../base\noverrides: {late: off}\n"}, "mine")
    assert load_packs([mine]).rule("late").severity is Severity.OFF
