"""How much analysis a pack asks for."""

from collections.abc import Iterator

from replylint.packs.pack import Pack
from replylint.packs.patterns import Pattern, PatternNode, children

MORPHOLOGY = ("POS", "MORPH", "LEMMA")


def needs_morphology(pack: Pack) -> bool:
    """Whether a token or dependency pattern asks for POS, MORPH or LEMMA."""
    written = (str(node.tokens or node.dependency or "") for node in pattern_nodes(pack))
    return any(attribute in text for text in written for attribute in MORPHOLOGY)


def pattern_nodes(pack: Pack) -> Iterator[PatternNode]:
    """Every pattern written in a pack."""
    pending: list[Pattern] = [named.pattern for named in pack.patterns.values()]
    for rule in pack.rules:
        pending += [p for p in (rule.match, rule.require, rule.when, rule.unless) if p is not None]
    while pending:
        pattern = pending.pop()
        if isinstance(pattern, PatternNode):
            yield pattern
            pending += children(pattern)
