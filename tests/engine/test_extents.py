"""How far words and clauses reach, in any tree, however deep."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.extents import OUTSIDE, read_extents


@st.composite
def trees(draw):
    size = draw(st.integers(1, 30))
    order = draw(st.permutations(range(size)))
    head = [0] * size
    for nth, word in enumerate(order):
        head[word] = draw(st.sampled_from(order[: nth + 1]))
    dep = draw(st.lists(st.sampled_from(["nsubj", "punct"]), min_size=size, max_size=size))
    return SimpleNamespace(head=head, dep=dep, norm=head), draw(st.frozensets(st.sampled_from(range(size))))


def above(head, at):
    """A word and the words that it hangs on."""
    path = [at]
    while head[path[-1]] != path[-1]:
        path.append(head[path[-1]])
    return path


@given(trees())
def test_each_word_reaches_as_far_as_all_that_hangs_on_it(drawn):
    tree, heads = drawn
    found = read_extents(tree, heads)
    words = range(len(tree.head))
    paths = [above(tree.head, at) for at in words]
    for word in words:
        below = [at for at in words if word in paths[at]]
        assert (found.first[word], found.last[word]) == (min(below), max(below))
    own = {}
    for at in words:
        owner = next((word for word in paths[at] if word in heads), None)
        if owner is not None and tree.dep[at] not in OUTSIDE:
            own.setdefault(owner, []).append(at)
    assert found.own_first == {owner: min(at) for owner, at in own.items()}
    assert found.own_last == {owner: max(at) for owner, at in own.items()}


def test_a_very_deep_tree_takes_no_long():
    size = 100_000
    head = [*range(1, size), size - 1]
    found = read_extents(SimpleNamespace(head=head, dep=["nsubj"] * size), frozenset((0,)))
    assert found.first[-1] == 0
