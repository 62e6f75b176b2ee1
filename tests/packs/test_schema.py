from pathlib import Path

import jsonschema
import pytest

from replylint.packs.located import parse
from replylint.packs.model import Manifest, PackFile
from replylint.packs.patterns import Clause, PatternNode
from replylint.packs.schema import FILE, SINGLE, pack_schema, text
from replylint.text.source import Source

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "rules").rglob("*.y*ml"))
RULE = {
    "id": "late", "kind": "forbid", "group": "respect", "severity": "warning", "message": "m", "why": "w",
    "source": "s", "advice": "a",
}  # fmt: skip


@pytest.fixture(scope="module")
def valid():
    schema = pack_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).is_valid


def test_the_committed_schema_is_current():
    assert (ROOT / "schema" / FILE).read_text(encoding="utf-8") == text(), (
        "python -m replylint.packs.schema schema"
    )


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(ROOT).as_posix() for path in FILES])
def test_the_built_in_packs_follow_it(path, valid):
    data = parse(Source(path.name, path.read_text(encoding="utf-8"))).data
    assert data is None or valid(data)


@pytest.mark.parametrize("data", [
    {"name": "x"},
    {"words": {"a": ["x"]}},
    {"name": "x", "extends": "service", "words": {"a": ["x"]}, "overrides": {"late": "off"}},
    {"name": "x", "overrides": {"late": {"severity": "error", "message": "m"}}},
    {"rules": [{**RULE, "match": "late", "turns": "whole", "scope": "body", "covers": "later"}]},
    {"rules": [{**RULE, "require": {"all": ["a", {"not": "b"}], "within": "reply"}}]},
    {"patterns": {"p": {"pattern": {"clause": {"subject": "company", "verb": ["go"], "with": "x"}}}}},
])  # fmt: skip
def test_accepted(data, valid):
    assert valid(data)
    Manifest.model_validate(data) if set(data) <= set(Manifest.model_fields) else None


@pytest.mark.parametrize("data", [
    {"extends": "service"},
    {"nmae": "x"},
    {"words": {"a": "x"}},
    {"words": {"a": [1]}},
    {"rules": [{**RULE}]},
    {"rules": [{**RULE, "match": "a", "require": "b"}]},
    {"patterns": {"p": "q"}},
    {"patterns": {"p": {"pattern": {"phrase": "x", "regex": "y"}}}},
    {"patterns": {"p": {"pattern": {"clause": {"polarity": ["positive"]}}}}},
    {"rules": [{**RULE, "match": "a", "examples": [{"bad": "x", "good": "y"}]}]},
])  # fmt: skip
def test_refused(data, valid):
    assert not valid(data)


def test_a_single_value_stands_for_a_list_where_the_schema_says_so():
    for key in SINGLE["PatternNode"]:
        if key != "scope":
            assert PatternNode.model_validate({key: "x"}) == PatternNode.model_validate({key: ["x"]})
    samples = {"modality": "plain", "mood": "question", "time": "past"}
    for key in SINGLE["Clause"]:
        value = samples.get(key, "x")
        assert Clause.model_validate({key: value}) == Clause.model_validate({key: [value]})
    assert set(SINGLE["Clause"]) | {"polarity", "voice", "relative"} == {
        field.alias or name for name, field in Clause.model_fields.items()
    }
    rule = {**RULE, "match": "a", "turns": "whole", "scope": "body", "covers": "b"}
    assert PackFile.model_validate({"rules": [rule]}).rules[0].turns == ["whole"]
