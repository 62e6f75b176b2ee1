"""Sentences of two templates: which contradict each other, which only look so, and what goes wrong."""

from pathlib import Path

import pytest
import yaml
from comparison import built_in, compare, named

PAIRS = yaml.safe_load(Path(__file__).with_name("contradictions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("outcome", ["found", "missed", "silent", "alarm"])
def test_pairs(outcome):
    fires = outcome in ("found", "alarm")
    wrong = [pair for pair in PAIRS[outcome] or () if told(pair) != fires]
    assert wrong == []


def told(pair):
    found = compare(built_in(), named(pair))
    return any(finding.rule == "contradicting-facts" for finding, _ in found)
