"""Suppressions applied to the findings of a reply."""

from collections.abc import Sequence
from typing import NamedTuple

from replylint.engine.report import Finding
from replylint.packs.files import nearest
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.suppression import Named, Suppression


class Use(NamedTuple):
    """A rule named in a suppression, by its place: the same in every reply that the suppression is for."""

    source: str
    start: int
    rule: str


def use(said: Suppression, named: Named) -> Use:
    """The key of a name in a suppression."""
    return Use(said.source.name, named.span.start, named.rule)


def by(finding: Finding, suppressions: Sequence[Suppression]) -> tuple[Suppression, Named] | None:
    """The suppression of a finding, and where it names the rule."""
    for said in suppressions:
        for named in said.rules:
            if named.rule == finding.rule and about(said, finding):
                return said, named
    return None


def about(said: Suppression, finding: Finding) -> bool:
    """Whether a finding is where a suppression is about."""
    if said.scope is None:
        return True
    return finding.span is not None and finding.span.overlaps(said.scope)


def unknown(said: Suppression, named: Named, known: frozenset[str]) -> Problem:
    """That no rule has a name."""
    message = f"suppression not applied: there is no rule `{named.rule}`"
    hint = nearest(named.rule, known) or "`replylint rules list` names them all"
    return said.problem(message, hint, at=named.span, level=Level.ERROR)


def unused(said: Suppression, named: Named, reply: Reply | None, elsewhere: Sequence[Finding]) -> Problem:
    """That a suppression hides nothing; `elsewhere` are the reply's findings that it is not about."""
    hint = "take it out"
    if said.scope is not None and any(found.rule == named.rule for found in elsewhere):
        whole = all(found.span is None for found in elsewhere if found.rule == named.rule)
        where = "the reply as a whole" if whole else "another paragraph"
        hint = f"the finding is about {where}: " + ("write ignore-reply" if whole else "move it there")
    what = f"`{named.rule}` has nothing to hide" + (f" in {reply.ident}" if reply and reply.ident else "")
    return said.problem(f"unused suppression: {what}", hint, at=named.span, level=Level.WARNING)
