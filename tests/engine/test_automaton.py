"""The automaton finds what a plain reading of the phrase language finds."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from replylint.engine import phrase as syntax
from replylint.engine.analysis import Analysis
from replylint.engine.index import Index
from replylint.engine.leaf import PhraseLeaf
from replylint.engine.phrasebook import PhraseBook
from replylint.engine.pipeline import Pipeline
from replylint.engine.tokenizing import tokenizer

WORDS = {"two": ["cat", "red dog"]}
WORDS_AND_MARKS = ("cat", "dog", "red", "old", ",", "a", "-", ".")
literals = st.sampled_from(["cat", "dog", "red", "old", "@two", "<noun>", "!cat", "!(cat|dog)", "c*"])
atoms = st.one_of(literals, literals.map("{}?".format))


def sequences(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    gap = st.sampled_from(["", "", "...1", "...3"])
    return st.lists(st.tuples(parts, gap), min_size=1, max_size=4).map(
        lambda pairs: " ".join(f"{part} {gap}".strip() for part, gap in pairs[:-1]) + f" {pairs[-1][0]}"
    )


phrases = st.recursive(
    atoms, lambda inner: st.lists(sequences(inner), min_size=1, max_size=2).map(lambda o: f"({'|'.join(o)})")
)
edged = st.tuples(st.sampled_from(["", "^ "]), sequences(phrases), st.sampled_from(["", " $"])).map("".join)
texts = st.lists(st.sampled_from(WORDS_AND_MARKS), min_size=1, max_size=9).map(" ".join)


def ends(node: syntax.Node, a: Analysis, at: int, stop: int) -> set[int]:
    """Where a syntax tree can end that begins at a word: read off the language's description."""
    match node:
        case syntax.Word():
            fits = at < stop and (
                a.norm[at].startswith(node.text) if node.prefix else a.norm[at] == node.text
            )
            return {at + 1} if fits else set()
        case syntax.ListRef():
            return set().union(*(ends(syntax.parse(entry), a, at, stop) for entry in WORDS[node.name]))
        case syntax.ClassRef():
            return {at + 1} if at < stop and a.tag[at].startswith("NN") else set()
        case syntax.Gap():
            return set(range(at, min(at + node.most, stop) + 1))
        case syntax.Edge():
            if node.start:
                return {at} if at in {first for first, _ in a.sentences} else set()
            return set() if any(norm[0].isalnum() for norm in a.norm[at:stop]) else {at}
        case syntax.Optional():
            return {at} | ends(node.inner, a, at, stop)
        case syntax.Without():
            return {at + 1} if at < stop and not ends(node.inner, a, at, stop) else set()
        case syntax.Choice():
            return set().union(*(ends(option, a, at, stop) for option in node.options))
        case _:
            places = ends(node.parts[0], a, at, stop)
            for part in node.parts[1:]:
                marks = {place + 1 for place in places if place < stop and a.soft[place]}
                places = set().union(*(ends(part, a, place, stop) for place in places | marks))
            return places


@settings(deadline=None)
@given(st.lists(edged, min_size=1, max_size=3), texts)
def test_it_finds_what_the_language_says(
    pipeline: Pipeline, read: Callable[[str], Analysis], written: list[str], text: str
) -> None:
    book = PhraseBook(WORDS, tokenizer(pipeline.nlp))
    taken = []
    for phrase in dict.fromkeys(written):
        try:
            book.add(phrase)
        except syntax.PhraseError:
            continue
        taken.append(phrase)
    a = read(text)
    look = Index([PhraseLeaf(phrase) for phrase in taken], book, WORDS).look(a)
    for number, phrase in enumerate(taken):
        tree, expected, done = syntax.parse(phrase), [], 0
        for first, stop in a.sentences:
            for at in range(first, stop):
                end = max(ends(tree, a, at, stop), default=0)
                if end > max(done, at):
                    expected.append((a.starts[at], a.ends[end - 1]))
                    done = end
        assert [(hit.start, hit.end) for hit in look.hits(number)] == expected
