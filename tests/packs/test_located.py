import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from replylint.packs.located import DEEPEST, parse
from replylint.packs.scalars import resolve
from replylint.packs.tree import Node
from replylint.text.problem import ProblemsError
from replylint.text.source import Source

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff￾￿"), max_size=20)
data = st.recursive(
    words | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


def read(text: str):
    return parse(Source("x.yaml", text))


def nodes(node: Node):
    yield node
    for inner in node.inner.values():
        yield from nodes(inner)


def plain(value: object) -> object:
    """What YAML 1.2 makes of text that YAML 1.1 writes unquoted: `1e5`, `0o17`."""
    if isinstance(value, str):
        return resolve(value) if value not in ("", "~") and not yaml_quotes(value) else value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def yaml_quotes(text: str) -> bool:
    return yaml.safe_dump(text, allow_unicode=True)[0] in "'\""


def numbers_as_keys(value: object) -> bool:
    if isinstance(value, dict):
        return any(not isinstance(plain(k), str) or numbers_as_keys(v) for k, v in value.items())
    return isinstance(value, list) and any(map(numbers_as_keys, value))


@settings(deadline=None)
@given(data, st.booleans(), st.sampled_from([None, True, False]), st.booleans(), st.booleans())
def test_spans_read_back(value, allow_unicode, flow, bom, crlf):
    if numbers_as_keys(value):
        return
    text = yaml.safe_dump(value, allow_unicode=allow_unicode, default_flow_style=flow)
    text = ("\ufeff" if bom else "") + (text.replace("\n", "\r\n") if crlf else text)
    located = read(text)
    assert located.data == plain(value)
    for node in nodes(located.root):
        if not isinstance(node.data, list | dict):
            assert read(node.span.of(text)).data == node.data
    for node in nodes(located.root):
        for key, inner in node.inner.items():
            if isinstance(key, str):
                assert inner.key is not None
                assert read(inner.key.of(text)).data == key


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_data_or_problems(text):
    try:
        read(text)
    except ProblemsError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.span is not None
            assert 0 <= problem.span.start <= problem.span.end <= len(text)
            assert problem.location.startswith("x.yaml:")


def test_words_stay_words():
    assert read("[no, off, yes, on, y, n, True, true, 012, 1_000, 2020-01-01, 1:30]").data == [
        "no", "off", "yes", "on", "y", "n", True, True, 12, "1_000", "2020-01-01", "1:30",
    ]  # fmt: skip


def test_numbers_and_nothing():
    assert read("[1, -2, 0x1f, 0o17, 1.5, 1e3, .inf, ~, null, ]").data == [
        1, -2, 31, 15, 1.5, 1000.0, float("inf"), None, None,
    ]  # fmt: skip


def test_a_block_ends_where_its_last_value_ends():
    text = "a:\n  - x\n  - y  # note\n\n\nb: |\n  one\n  two\n\n"
    located = read(text)
    assert located.span(("a",)).of(text) == "- x\n  - y"
    assert located.span(("b",)).of(text) == "|\n  one\n  two"


def test_a_path_that_leads_on_too_far_gives_the_place_above():
    text = "a: {b: [x, y]}"
    located = read(text)
    assert located.span(("a", "b", 1, 7, "z")).of(text) == "y"
    assert located.key_span(("a", "b")).of(text) == "b"
    assert located.key_span(("a", "b", 0)).of(text) == "x"


def test_an_alias_stands_where_it_is_used():
    text = "a: &x [1, 2]\nb: *x\n"
    located = read(text)
    assert located.data == {"a": [1, 2], "b": [1, 2]}
    assert located.span(("b",)).of(text) == "*x"


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 5000, "{a: " * 5000, "a: &a [x]\n" + "- " * 400])
def test_deep_nesting_is_a_problem(text):
    with pytest.raises(ProblemsError):
        read(text)


def test_depth_counts_through_aliases():
    deep = "[" * (DEEPEST - 5) + "]" * (DEEPEST - 5)
    read(f"a: &a {deep}\nb: *a\n")
    with pytest.raises(ProblemsError, match="deep"):
        read(f"a: &a {deep}\nb: [[[[[[[*a]]]]]]]\n")


def test_aliases_cannot_explode():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ProblemsError, match="200,000 values"):
        read("\n".join(lines))
