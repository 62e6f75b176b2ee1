"""A few replies compared, as the examples of rules are."""

from collections.abc import Sequence

from replylint.engine.library.comparing import Comparison, library_rules
from replylint.engine.library.joining import key_of
from replylint.packs.pack import Pack
from replylint.packs.severity import Severity
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span


def examined(pack: Pack, texts: Sequence[tuple[str, str]]) -> list[tuple[str, int, Span | None]]:
    """What all rules that compare find in replies, given by file name and text: rule, reply, place.

    In the order of the replies and places. Raises ProblemsError where a phrase of a rule does not compile.
    """
    on = frozenset(rule.id for rule in pack.rules if rule.severity is not Severity.OFF)
    rules = tuple(library_rules(pack.rules, on))
    replies = [
        Reply(Source(name, text), text, OffsetMap.identity(len(text)), template=True) for name, text in texts
    ]
    comparison = Comparison(pack, rules)
    for reply in replies:
        comparison.take(reply, {rule.id: rule.severity for rule in rules})
    found = comparison.found()
    placed = [
        (finding.rule, at, finding.span)
        for at, reply in enumerate(replies)
        for finding in found.get(key_of(reply), ())
    ]
    return sorted(placed, key=lambda one: (one[1], one[2] or Span(-1, -1), one[0]))
