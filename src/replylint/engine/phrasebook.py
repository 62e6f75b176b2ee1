"""The phrasebook: every phrase of a pack, lowered once, built to a matcher when it is first tried."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from replylint.engine.lowering import Anchor, Lowering, Plain, Reach, Tokenize
from replylint.engine.matchers.phrase import Match, as_plain, build

FORMAT = 2
"""Version of what `dumps` writes."""


class Entry(NamedTuple):
    """A lowered phrase: its plain form, the anchors of which one must occur, and one of each of the gates."""

    plain: Plain
    anchors: tuple[Anchor, ...]
    gates: tuple[tuple[str, ...], ...]


class PhraseBook:
    """Phrases by their text. `grown` says that some were lowered since it was loaded."""

    def __init__(self, words: Mapping[str, Sequence[str]], tokenize: Tokenize) -> None:
        self.lowering = Lowering(words, tokenize)
        self.entries: dict[str, Entry] = {}
        self.regexes: set[str] = set()
        self.grown = False
        self._matches: dict[str, Match] = {}
        self._lists: dict[str, Match] = {}

    def entry(self, text: str) -> Entry:
        """A phrase, lowered. Raises PhraseError where it does not read."""
        known = self.entries.get(text)
        if known is None:
            plain, reach = self.lowering.phrase(text)
            known = self.entries[text] = Entry(plain, reach.anchors, reach.gates)
            self.grown = True
        return known

    def match(self, text: str) -> Match:
        """A phrase's matcher."""
        known = self._matches.get(text)
        if known is None:
            known = self._matches[text] = build(self.entry(text).plain, self.list_match)
        return known

    def list_match(self, key: str) -> Match:
        """The matcher of a word list."""
        known = self._lists.get(key)
        if known is None:
            known = self._lists[key] = build(self.lowering.lists[key], self.list_match)
        return known

    def dumps(self) -> str:
        """All that was lowered, as JSON."""
        lists = {key: [plain, self.lowering.reaches[key]] for key, plain in self.lowering.lists.items()}
        kept = {"entries": self.entries, "lists": lists, "regexes": sorted(self.regexes), "format": FORMAT}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def loads(self, text: str) -> bool:
        """Takes what `dumps` wrote; False, and nothing taken, where it is something else."""
        try:
            kept = json.loads(text)
            if kept["format"] != FORMAT:
                return False
            entries = {
                phrase: Entry(as_plain(plain), as_anchors(anchors), tuple(map(tuple, gates)))
                for phrase, (plain, anchors, gates) in kept["entries"].items()
            }
            lists = {key: as_plain(plain) for key, (plain, _) in kept["lists"].items()}
            reaches = {
                key: Reach(least, most, as_anchors(anchors), weight, tuple(map(tuple, gates)))
                for key, (_, (least, most, anchors, weight, gates)) in kept["lists"].items()
            }
            regexes = set(kept["regexes"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        self.entries, self.lowering.lists, self.lowering.reaches = entries, lists, reaches
        self.regexes = regexes
        return True


def as_anchors(kept: list[list[Any]]) -> tuple[Anchor, ...]:
    """Anchors that were kept as JSON."""
    return tuple(Anchor(*anchor) for anchor in kept)
