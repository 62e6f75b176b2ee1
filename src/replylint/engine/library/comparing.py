"""A library compared: its templates in, findings by template out."""

from collections.abc import Iterator, Mapping

from replylint.engine.library.compiling import gatherings
from replylint.engine.library.joining import Found, Key, key_of
from replylint.engine.library.member import Conflict, Mark
from replylint.engine.library.view import View
from replylint.engine.report import Finding, Known, Other
from replylint.packs.model import Rule
from replylint.packs.pack import Pack
from replylint.packs.severity import Severity
from replylint.text.reply import Reply


class Comparison:
    """Gathers templates, one at a time; of each only what the rules need is kept.

    Raises ProblemsError where a phrase of a rule does not compile.
    """

    def __init__(self, pack: Pack, rules: tuple[Rule, ...]) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.gatherings = gatherings(pack, rules)
        self.severities: dict[Key, Mapping[str, Severity]] = {}

    def take(self, reply: Reply, severities: Mapping[str, Severity]) -> None:
        """One more template, compared by these rules."""
        view, key = View(reply), key_of(reply)
        self.severities[key] = severities
        for ident, gathering in self.gatherings.items():
            if ident in severities:
                gathering.take(view, key)

    def found(self, changed: frozenset[Key] | None = None) -> Found:
        """The findings by template; only those that concern changed templates, where these are given."""
        found: dict[Key, list[Finding]] = {}
        for ident, gathering in self.gatherings.items():
            for conflict in gathering.conflicts():
                anchor = anchored(conflict, changed)
                if anchor is not None:
                    finding = self.finding(self.rules[ident], conflict, anchor)
                    found.setdefault(anchor.key, []).append(finding)
        return {key: tuple(findings) for key, findings in found.items()}

    def finding(self, rule: Rule, conflict: Conflict, anchor: Mark) -> Finding:
        """What is said of a conflict at one of its marks."""
        odd = anchor in conflict.odd
        others = conflict.rest if odd and conflict.rest else conflict.odd
        blamed = conflict.odd if not (odd and conflict.rest) else (anchor,)
        return Finding(
            rule.id,
            self.severities[anchor.key][rule.id],
            f"{rule.message.rstrip('.')}: {conflict.detail}.",
            rule.advice,
            anchor.span,
            others=tuple(other(one) for one in others if one is not anchor)[: conflict.named],
            known_by=tuple(Known(one.key.name, one.key.ident, one.words) for one in blamed),
        )


def anchored(conflict: Conflict, changed: frozenset[Key] | None) -> Mark | None:
    """Where a conflict is told: at the first odd one, or the first that changed where these are given."""
    if changed is None:
        return conflict.odd[0]
    either = conflict.odd + (conflict.rest if conflict.mutual else ())
    if conflict.odd[0].silent:
        either = conflict.odd[:1]
    return next((one for one in either if one.key in changed), None)


def other(mark: Mark) -> Other:
    """A mark as a finding names it."""
    return Other(mark.key.name, mark.key.ident, mark.line, mark.column, mark.words)


def library_rules(rules: tuple[Rule, ...], judged: frozenset[str]) -> Iterator[Rule]:
    """The rules that compare, of those that are judged."""
    return (rule for rule in rules if rule.compare is not None and rule.id in judged)
