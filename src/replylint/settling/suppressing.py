"""Suppressions applied to the findings of a reply."""

from collections.abc import Sequence
from typing import NamedTuple

from replylint.engine.report import Finding
from replylint.packs.files import nearest
from replylint.text.problem import Level, Problem
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


def unused(said: Suppression, named: Named, findings: Sequence[Finding]) -> Problem:
    """That a suppression hides nothing; `findings` are those of the reply that it stands in."""
    places = [found.span for found in findings if found.rule == named.rule]
    hint = "take it out"
    if places and all(place is None for place in places):
        hint = "the finding is about the reply as a whole: write ignore-reply"
    elif places:
        hint = "the finding is in another paragraph: move it there, or take it out"
    message = f"unused suppression: `{named.rule}` has nothing to hide"
    return said.problem(message, hint, at=named.span, level=Level.WARNING)


def idle(said: Suppression) -> Problem:
    """That a suppression of the settings is about no reply."""
    hint = "look at its `files` and `ids`, or take it out"
    return said.problem("unused suppression: it is about no reply", hint, level=Level.WARNING)
