"""The built-in pack: every guideline has its rule, every rule its examples, and every example holds."""

from collections import Counter
from functools import cache

import pytest

from replylint.engine.linter import Linter
from replylint.engine.selftest import Case, cases, run
from replylint.packs.load import load_packs
from replylint.packs.model import Rule
from replylint.packs.pack import Pack
from replylint.packs.patterns import Pattern, children

GUIDELINES = """
blame-customer forbid error
blame-others forbid error
deny-responsibility forbid error
policy-shield forbid warning
non-apology forbid warning
excuse forbid warning
dismissive forbid error
profanity forbid error
tell-off forbid error
contradict-customer forbid warning
condescending forbid warning
taking-it-personally forbid warning
burden forbid warning
assumption forbid warning
empty-promise forbid warning
vague-commitment forbid suggestion
evasive-answer forbid suggestion
run-around forbid warning
bare-refusal if-then warning
unexplained-refusal if-then suggestion
unowned-mistake if-then warning
missing-goodwill if-then suggestion
missing-timeframe if-then suggestion
missing-greeting require warning
missing-acknowledgement require error
missing-empathy require warning
missing-plan require error
abrupt-ending require suggestion
shouting forbid warning
text-speak forbid warning
leftover-placeholder forbid error
broken-placeholder forbid error
hard-to-read forbid suggestion
unanswered-question context warning
tone-mismatch context warning
off-topic-acknowledgement context suggestion
"""


@cache
def service() -> Pack:
    return load_packs(["service"], examples=True)


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(service())


@pytest.mark.parametrize("case", list(cases(service())), ids=lambda case: case.ident)
def test_example(case: Case, linter: Linter) -> None:
    assert run(case, linter) is None


def guidelines() -> list[Rule]:
    """The rules of the pack itself, without those of the pack that it extends."""
    return [rule for rule in service().rules if rule.kind != "library"]


def test_every_guideline_has_its_rule() -> None:
    expected = {tuple(line.split()) for line in GUIDELINES.strip().splitlines()}
    assert {(rule.id, rule.kind, rule.severity.value) for rule in guidelines()} == expected


def test_every_rule_has_three_examples_of_both_kinds() -> None:
    few = {
        rule.id: counts
        for rule in service().rules
        if min((counts := Counter(example.form for example in rule.examples))["bad"], counts["good"]) < 3
    }
    assert few == {}


def test_every_rule_says_what_why_and_what_to_write_instead() -> None:
    for rule in service().rules:
        assert rule.message.endswith("."), rule.id
        assert len(rule.message) <= 80, rule.id
        assert min(len(rule.why), len(rule.advice)) > 20, rule.id
    for rule in guidelines():
        assert set(rule.source) <= set("01234, "), rule.id


def test_every_named_pattern_says_what_it_is_about_and_has_examples() -> None:
    patterns = service().patterns
    bare = {name for name, named in patterns.items() if not (named.about and named.hits)}
    assert {name for name in bare if not needs_the_customer(patterns[name].pattern)} == set()
    assert all(named.about for named in patterns.values())


def needs_the_customer(pattern: Pattern) -> bool:
    """Whether a pattern compares with the customer's message, which an example of a pattern has not."""
    if isinstance(pattern, str):
        return needs_the_customer(service().patterns[pattern].pattern)
    compares = pattern.customer is not None or pattern.unshared is not None
    return compares or any(needs_the_customer(inner) for inner in children(pattern))


def test_every_example_is_checked_once() -> None:
    doubles = [
        text
        for text, count in Counter((c.owner, c.text, c.customer) for c in cases(service())).items()
        if count > 1
    ]
    assert doubles == []
