"""A pack as the engine takes it: word lists, named patterns, rules, and where each of them stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from replylint.packs.model import NamedPattern, Rule
from replylint.packs.severity import Severity
from replylint.packs.tree import Path
from replylint.text.source import Source
from replylint.text.span import Span

Kind = Literal["words", "pattern", "rule"]
Places = Callable[[Kind, str, Path], tuple[Source, Span]]
"""From a kind, a name or id and a path inside, such as `("match", "any", 2, "phrase")`, to its place in a
file. A named pattern's path begins with `"pattern"`. A path that leads on too far gives the nearest place
above; an unknown name raises KeyError."""


@dataclass(frozen=True)
class Pack:
    """Everything that the packs asked for say, put together.

    `rules` have their final severities; those switched off are there with OFF. `words` have no `@list` in
    them any more. `profiles` are all that are known, `profile` the one in force. `groups` gives the ids of
    each group's rules. `digest` is the SHA-256, in hex, of all files of all packs.
    """

    name: str
    words: dict[str, tuple[str, ...]]
    patterns: dict[str, NamedPattern]
    rules: tuple[Rule, ...]
    profile: str
    profiles: dict[str, dict[Severity, Severity]]
    groups: dict[str, tuple[str, ...]]
    digest: str
    places: Places = field(compare=False, repr=False)

    def rule(self, ident: str) -> Rule:
        """The rule of that id. Raises KeyError."""
        for rule in self.rules:
            if rule.id == ident:
                return rule
        raise KeyError(ident)
