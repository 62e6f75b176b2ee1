"""What the pipeline's tokenizer makes of literals, so that patterns and texts meet in the same forms."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

UNBROKEN = re.compile(r"\S{500}")
"""So many characters without white space are a word at most."""

SPOKEN_OUT = frozenset(("did", "does", "had", "has", "was", "were", "is", "are"))
"""Forms that the tokenizer takes back to the base form ("didn't" is do, not); they keep theirs."""

LEXICAL = frozenset(("TEXT", "ORTH", "LOWER", "NORM", "TAG", "LENGTH", "SHAPE", "IS_STOP", "IS_ALPHA"))


def full_form(lower: str, norm: str) -> str:
    """The full form of a token: "not" for "n't", but "did" for "did"."""
    return lower if lower in SPOKEN_OUT else norm


def words_of(nlp: "Language", text: str) -> "Doc":
    """The words of a text. What has no white space for long is cut: spaCy takes quadratic time for it."""
    cuts = [found.end() for found in UNBROKEN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    from spacy.tokens import Doc  # noqa: PLC0415 - the slow import

    pieces = (text[start:end] for start, end in pairwise([0, *cuts, len(text)]) if end > start)
    joined = Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False)
    return joined if joined is not None else nlp.make_doc(text)


def tokenizer(nlp: "Language") -> Callable[[str], list[str]]:
    """The full forms of a literal's tokens, as the pipeline splits it."""
    known: dict[str, list[str]] = {}

    def tokenize(text: str) -> list[str]:
        if text not in known:
            tokens = nlp.make_doc(text.replace("’", "'"))
            known[text] = [full_form(token.lower_, token.norm_) for token in tokens if not token.is_space]
        return known[text]

    return tokenize


def needed_words(tokens: list[dict[str, Any]]) -> frozenset[str]:
    """Words, in lower case, of which one must occur for a pattern of spaCy's Matcher; empty if unknown."""
    best: frozenset[str] = frozenset()
    for token in tokens:
        for key in ("TEXT", "ORTH", "LOWER"):
            wanted = token.get(key)
            words: list[Any] = (wanted.get("IN") or []) if isinstance(wanted, dict) else [wanted]
            if token.get("OP", "1") in ("1", "+") and words and all(isinstance(word, str) for word in words):
                found = frozenset(word.lower() for word in words)
                best = found if not best or len(found) < len(best) else best
    return best


def is_lexical(tokens: list[dict[str, Any]]) -> bool:
    """Whether a pattern of spaCy's Matcher is about one word and asks for its form and tag alone."""
    return len(tokens) == 1 and set(tokens[0]) <= LEXICAL
