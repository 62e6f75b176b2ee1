"""The JSON Schema of configs."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from replylint.cli.starting import PARTS
from replylint.config.schema import FILE, config_schema, text

SCHEMA = Path(__file__).parents[1] / "schema" / FILE


@pytest.fixture(scope="module")
def valid():
    jsonschema.Draft202012Validator.check_schema(config_schema())
    return jsonschema.Draft202012Validator(config_schema()).is_valid


def test_the_committed_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == text(), "python -m replylint.config.schema schema"


@pytest.mark.parametrize("part", PARTS, ids=[part.key for part in PARTS])
def test_what_init_writes_follows_it(part, valid):
    assert valid(yaml.safe_load(part.text))


@pytest.mark.parametrize("data", [
    {"rules": "service"}, {"severity": {"late": "off"}}, {"suppressions": [{"rules": "a", "reason": "b"}]},
    {"overrides": [{"files": ["a", "b"], "fail-on": "never"}]},
])  # fmt: skip
def test_what_may_be_said(data, valid):
    assert valid(data)


@pytest.mark.parametrize("data", [
    {"fail_on": "error"}, {"fail-on": "eror"}, {"suppressions": [{"rules": "a"}]}, {"overrides": [{}]}, [],
])  # fmt: skip
def test_what_may_not(data, valid):
    assert not valid(data)
