"""Base forms of words, from the pipeline's own tables, looked up once per form and tag."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

WORD_CLASS = {"V": "verb", "M": "verb", "N": "noun", "J": "adj", "R": "adv"}
IRREGULAR = {
    "'m": "be",
    "'re": "be",
    "am": "be",
    "are": "be",
    "is": "be",
    "'ve": "have",
    "has": "have",
    "had": "have",
}
BASE_TAGS = frozenset(("VB", "VBP", "MD", "NN", "NNP", "JJ", "RB"))
SPELLED = {"fulfil": "fulfill", "cancelled": "cancel", "cancelling": "cancel", "mislabelled": "mislabel"}


@dataclass(frozen=True)
class Lemmas:
    """The lemma of a lower-case form by its Penn Treebank tag.

    The tables are those of spaCy's rule lemmatizer, kept in the pipeline's folder; running that component
    for every token costs a fifth of the whole pipeline, so that its result is kept here per form and tag.
    """

    folder: Path | None
    _known: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """`lemma_exc`, `lemma_index` and `lemma_rules` by word class; empty where the pipeline has none."""
        path = self.folder / "lemmatizer" / "lookups" / "lookups.bin" if self.folder else None
        if path is None or not path.exists():
            return {}
        from spacy.lookups import Lookups  # noqa: PLC0415 - spaCy is slow to import and not needed for rules

        found = Lookups().from_bytes(path.read_bytes())
        return {name: found.get_table(name) for name in ("lemma_exc", "lemma_index", "lemma_rules")}

    def __call__(self, form: str, tag: str) -> str:
        """The base form; the form itself where nothing is known."""
        key = (form, tag)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(form, tag)
        return known

    def _find(self, form: str, tag: str) -> str:
        word_class = WORD_CLASS.get(tag[:1])
        if form in IRREGULAR and word_class == "verb":
            return IRREGULAR[form]
        if word_class is None or (tag in BASE_TAGS and not self._misread(form, tag)):
            return SPELLED.get(form, form)
        return SPELLED.get(form) or self._by_rule(form, word_class)

    def _misread(self, form: str, tag: str) -> bool:
        """A past form that was tagged as a present one: "forgot" is the base form of nothing."""
        past = form in self.tables.get("lemma_exc", {}).get("verb", {})
        return (
            tag in ("VB", "VBP") and past and form not in self.tables.get("lemma_index", {}).get("verb", ())
        )

    def _by_rule(self, form: str, word_class: str) -> str:
        exceptions: Mapping[str, Sequence[str]] = self.tables.get("lemma_exc", {}).get(word_class, {})
        if form in exceptions:
            return exceptions[form][0]
        index: Sequence[str] = self.tables.get("lemma_index", {}).get(word_class, ())
        rules: Sequence[tuple[str, str]] = self.tables.get("lemma_rules", {}).get(word_class, ())
        guesses = [form[: len(form) - len(old)] + new for old, new in rules if form.endswith(old)]
        known = [guess for guess in guesses if guess in index]
        return next((guess for guess in known or guesses if guess), form)
