"""What the pipeline's tokenizer makes of literals, so that patterns and texts meet in the same forms."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replylint.engine.lowering import Anchor

if TYPE_CHECKING:
    from spacy.language import Language

SPOKEN_OUT = frozenset(("did", "does", "had", "has", "was", "were", "is", "are"))
"""Forms that the tokenizer takes back to the base form ("didn't" is do, not); they keep theirs."""


def full_form(lower: str, norm: str) -> str:
    """The full form of a token: "not" for "n't", but "did" for "did"."""
    return lower if lower in SPOKEN_OUT else norm


def tokenizer(nlp: "Language") -> Callable[[str], list[str]]:
    """The full forms of a literal's tokens, as the pipeline splits it."""
    known: dict[str, list[str]] = {}

    def tokenize(text: str) -> list[str]:
        if text not in known:
            tokens = nlp.make_doc(text.replace("’", "'"))
            known[text] = [full_form(token.lower_, token.norm_) for token in tokens if not token.is_space]
        return known[text]

    return tokenize


def token_anchors(tokens: list[dict[str, Any]]) -> tuple[Anchor, ...]:
    """The words of which one must occur for a pattern of spaCy's Matcher; none where that is not plain."""
    best: list[str] = []
    for token in tokens:
        wanted = token.get("LOWER")
        words: list[str] = (wanted.get("IN") or []) if isinstance(wanted, dict) else [wanted or ""]
        if token.get("OP", "1") not in ("1", "+") or not words or not all(map(is_plain, words)):
            continue
        if not best or len(words) < len(best):
            best = words
    return tuple(Anchor(word, 0, 0) for word in best)


def is_plain(word: object) -> bool:
    """Whether a form is its own full form in any text."""
    return isinstance(word, str) and word.isalpha() and len(word) > 3
