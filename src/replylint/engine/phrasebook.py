"""The phrasebook: every phrase of a pack, read once and kept for the next start as one automaton."""

import json
from collections.abc import Mapping, Sequence

from replylint.engine.anchors import anchors_of
from replylint.engine.automaton import Automaton, as_automaton, assemble
from replylint.engine.lowering import Lowering, Plain, Tokenize

FORMAT = 3
"""Version of what `dumps` writes."""


class PhraseBook:
    """Phrases by their text. `grown` says that some were read since it was loaded."""

    def __init__(self, words: Mapping[str, Sequence[str]], tokenize: Tokenize) -> None:
        self.lowering = Lowering(words, tokenize)
        self.regexes: set[str] = set()
        self.grown = False
        self._kept: Automaton | None = None
        self._plain: dict[str, Plain] = {}

    def add(self, text: str) -> None:
        """Takes in a phrase. Raises PhraseError where it does not read."""
        if text not in self._plain and (self._kept is None or text not in self._kept.chains):
            self._plain[text] = self.lowering.phrase(text)
            self.grown = True

    def automaton(self) -> Automaton:
        """The automaton of all phrases that were taken in, and of those that were kept."""
        if self._kept is None or self._plain:
            for text in self._kept.chains if self._kept else ():
                self._plain[text] = self.lowering.phrase(text)
            self._kept = assemble(self._plain, self.lowering.lists)
            self._plain = {}
        return self._kept

    def anchors(self, text: str) -> tuple[str, ...]:
        """Forms, `~lemmas` and `pref*` of which one must occur for a phrase to match."""
        return anchors_of(self.lowering.phrase(text), self.lowering.lists).keys

    def dumps(self) -> str:
        """All that was read, as JSON."""
        kept = {"automaton": self.automaton(), "regexes": sorted(self.regexes), "format": FORMAT}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def loads(self, text: str) -> bool:
        """Takes what `dumps` wrote; False, and nothing taken, where it is something else."""
        try:
            kept = json.loads(text)
            if kept["format"] != FORMAT:
                return False
            automaton, regexes = as_automaton(kept["automaton"]), set(kept["regexes"])
        except (ValueError, TypeError, KeyError):
            return False
        self._kept, self.regexes = automaton, regexes
        return True
