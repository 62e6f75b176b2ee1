"""`replylint baseline`, and `check` with a baseline, with a linter that finds fixed words."""

import json
import re

import pytest
import yaml
from test_cli_check import WORDS, FakeLinter

from replylint.cli import checking
from replylint.cli.main import run

SECRET = "Jane Doe"


def pack():
    """A pack with the rules that the linter pretends to have."""
    rules = [
        {"id": f"says-{word}", "kind": "forbid", "group": "care", "severity": severity.value, "message": "m",
         "why": "w", "source": "s", "advice": "a", "match": {"phrase": word}}
        for word, severity in WORDS.items()
    ]  # fmt: skip
    return yaml.safe_dump({"name": "shop", "rules": rules})


class Shop:
    """A folder with replies, and the program in it."""

    def __init__(self, folder, capture):
        self.folder = folder
        self.capture = capture

    def __call__(self, *args, **files):
        self.write(**files)
        code = run(list(args))
        out, err = self.capture.readouterr()
        return code, out.decode(), err.decode()

    def write(self, **files):
        for name, text in files.items():
            (self.folder / f"{name}.txt").write_text(f"Hi {SECRET},\n\n{text}\n", encoding="utf-8")

    @property
    def baseline(self):
        return (self.folder / "replylint-baseline.json").read_text()


@pytest.fixture
def shop(monkeypatch, tmp_path, capsysbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(checking, "make_linter", lambda settings, request: FakeLinter())
    (tmp_path / "pack.yaml").write_text(pack())
    (tmp_path / "replylint.yaml").write_text("rules: pack.yaml\nbaseline: replylint-baseline.json\n")
    return Shop(tmp_path, capsysbinary)


def test_what_is_accepted_does_not_count(shop):
    assert shop("check", "a.txt", "--no-baseline", a="awful poor")[0] == 1
    code, out, err = shop("baseline", "create", "a.txt")
    assert (code, out, err) == (0, "2 findings accepted in replylint-baseline.json\n", "")
    code, out, err = shop("check", "a.txt")
    assert (code, err) == (0, "")
    assert "verdict: pass - nothing new was found" in out
    assert out.endswith("Nothing found in 1 reply; 2 in the baseline\n")
    code, out, _ = shop("check", "a.txt", "b.txt", a="now first: poor\nthen\nawful", b="meh awful")
    assert code == 1
    assert "a.txt" not in out
    assert out.endswith("1 error, 1 suggestion in 1 of 2 replies; 2 in the baseline\n")
    assert shop("check", "a.txt", "--no-baseline")[0] == 1


def test_no_text_is_in_the_file(shop):
    shop("baseline", "create", "a.txt", a="awful")
    assert SECRET not in shop.baseline
    assert "awful" not in shop.baseline.replace("says-awful", "")
    assert ".txt" not in shop.baseline
    assert re.fullmatch(r"[\w\s{}\[\]:,\"-]*", shop.baseline)


def test_the_hint_where_the_config_names_none(shop):
    (shop.folder / "replylint.yaml").write_text("rules: pack.yaml\n")
    out = shop("baseline", "create", "a.txt", a="awful")[1]
    assert out.endswith("To have it hold, add to replylint.yaml: `baseline: replylint-baseline.json`\n")
    assert shop("baseline", "show")[0] == 0
    assert shop("check", "a.txt")[0] == 1
    assert shop("check", "a.txt", "--baseline", "replylint-baseline.json")[0] == 0
    assert shop("check", "a.txt", "--baseline", "x", "--no-baseline")[0] == 2


def test_a_baseline_is_not_written_over(shop):
    shop("baseline", "create", "a.txt", a="awful")
    before = shop.baseline
    code, out, err = shop("baseline", "create", "a.txt", a="poor")
    assert (code, out, shop.baseline) == (2, "", before)
    assert err.startswith("error: no baseline was written")
    assert "replylint baseline update" in err
    assert shop("baseline", "create", "a.txt", "--force")[0] == 0
    assert shop.baseline != before


def test_what_is_not_checked_keeps_it_from_being_written(shop):
    code, out, err = shop("baseline", "create", "a.txt", "gone.txt", a="awful")
    assert (code, out) == (2, "")
    assert "no such file" in err
    assert "no baseline written: not everything could be checked" in err
    assert not (shop.folder / "replylint-baseline.json").exists()


def test_update(shop):
    shop("baseline", "create", "a.txt", "b.txt", a="awful", b="poor meh")
    code, out, err = shop("baseline", "update", "b.txt", b="meh awful")
    assert (code, err) == (0, "")
    assert out == "replylint-baseline.json: 1 accepted, 1 taken out, 3 findings now\n"
    assert shop("check", "a.txt", "b.txt", "--fail-on", "suggestion")[0] == 0
    out = shop("baseline", "update", "--prune", "a.txt", a="poor")[1]
    assert out == "replylint-baseline.json: 0 accepted, 1 taken out, 2 findings now\n"
    assert shop("check", "a.txt")[0] == 1


def test_files_that_are_gone(shop):
    shop("baseline", "create", ".", a="awful", b="poor")
    (shop.folder / "a.txt").unlink()
    assert shop("check", "b.txt")[2] == ""
    assert "1 accepted finding no longer there: 1 says-awful" in shop("check", ".", "--format", "concise")[2]
    assert shop("baseline", "update", "b.txt")[1].endswith("2 findings now\n")
    assert shop("baseline", "update", ".")[1].endswith("1 taken out, 1 finding now\n")


def test_the_same_runs_give_the_same_file(shop):
    shop("baseline", "create", "a.txt", "b.txt", a="awful poor", b="meh awful")
    before = shop.baseline
    shop("baseline", "create", "b.txt", "a.txt", "--force")
    assert shop.baseline == before
    shop("baseline", "update", ".")
    assert shop.baseline == before


def test_stale_entries_are_told_and_strict_fails(shop):
    shop("baseline", "create", "a.txt", a="awful")
    code, _, err = shop("check", "a.txt", "--format", "concise", a="fine")
    told = "stale baseline: 1 accepted finding no longer there: 1 says-awful"
    hint = "`replylint baseline update` takes them out"
    assert (code, err) == (0, f"warning: replylint-baseline.json: {told} ({hint})\n")
    assert shop("check", "a.txt", "--strict")[0] == 1
    assert shop("check", "a.txt", "--strict", "--exit-zero")[0] == 0


def test_show(shop, golden):
    shop("baseline", "create", ".", a="awful poor", b="awful")
    golden("baseline.txt", shop("baseline", "show")[1])
    shown = json.loads(shop("baseline", "show", "replylint-baseline.json", "--format", "json")[1])
    assert shown == {
        "path": "replylint-baseline.json", "version": 1, "findings": 3, "files": 2,
        "rules": {"says-awful": 2, "says-poor": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "a.txt"), "baseline not read: no such file"),
        (("baseline", "update", "a.txt"), "baseline not read: no such file"),
        (("baseline", "show"), "baseline not read: no such file"),
        (("baseline", "show", "--no-config"), "baseline not read: no such file"),
        (("baseline", "create"), "Name a file or a folder"),
        (("baseline", "create", "a.txt", "--baseline", "no/where.json"), "there is no folder no"),
        (("baseline", "creat", "a.txt"), "creat"),
    ],
)
def test_what_cannot_be_done(shop, args, said):
    code, out, err = shop(*args, a="awful")
    assert (code, out) == (2, "")
    assert said in err


def page(shop, *args):
    """Exit code and text of the HTML report."""
    code, out, _ = shop("check", *args, "--format", "html", "-o", "report.html")
    assert out == ""
    return code, re.sub(r"<[^>]*>", "", (shop.folder / "report.html").read_text().split("<body>")[1])


def test_the_page_tells_what_has_changed_since_the_baseline(shop):
    shop("baseline", "create", ".", a="awful", b="poor meh", c="fine")
    code, text = page(shop, ".")
    assert code == 0
    assert "Nothing new was found in 3 replies." in text
    assert "0 mended" in text and "3 still there" in text and "0 new" in text
    shop.write(a="fine", c="awful")
    code, text = page(shop, ".")
    assert code == 1
    assert "1 of 3 replies has something new." in text
    assert "1 mended" in text and "2 still there" in text and "1 new" in text
    assert SECRET in text
    assert SECRET not in page(shop, ".", "--redact")[1]
    assert "Since the baseline" not in page(shop, ".", "--no-baseline")[1]


def test_the_page_tells_first_what_was_not_checked(shop):
    code, text = page(shop, "a.txt", "b.txt", "--no-baseline")
    assert code == 2
    assert "Nothing was checked." in text
    shop.write(a="fine")
    code, text = page(shop, "a.txt", "b.txt", "--no-baseline")
    assert code == 2
    assert text.index("Not everything was checked.") < text.index("b.txt")


def test_the_day_of_the_page(shop, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1778025600")
    shop.write(a="fine")
    assert "6 May 2026" in page(shop, "a.txt", "--no-baseline")[1]
    for odd in ("9" * 30, "\u0661", "soon", ""):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        assert page(shop, "a.txt", "--no-baseline")[0] == 0
