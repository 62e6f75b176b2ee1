"""Packs put together, as plain content that can be kept and read back."""

from typing import Any

from pydantic import Field, ValidationError

from replylint.packs.compare import Compare
from replylint.packs.explain import explain
from replylint.packs.files import nearest
from replylint.packs.model import NamedPattern, Override, Rule
from replylint.packs.parts import Loaded, Parts
from replylint.packs.patterns import Model
from replylint.packs.references import check_references, excused
from replylint.packs.severity import Severity
from replylint.packs.tree import Located
from replylint.packs.words import resolve_words
from replylint.text.problem import Problem, ProblemsError


class Content(Model):
    """Everything that a run needs of its packs, before a profile is applied."""

    name: str
    words: dict[str, list[str]]
    patterns: dict[str, NamedPattern]
    rules: list[Rule]
    profiles: dict[str, dict[Severity, Severity]] = Field(default_factory=dict)

    def bare(self) -> str:
        """As JSON, without the examples: checking does not need them."""
        drop: dict[str, Any] = {
            "rules": {"__all__": {"examples"}},
            "patterns": {name: {"hits", "misses"} for name in self.patterns},
        }
        return self.model_dump_json(by_alias=True, exclude_defaults=True, exclude=drop)


def join(packs: list[Loaded], name: str, problems: list[Problem]) -> tuple[Content, Parts]:
    """Puts packs together in order: what a later one defines again replaces what an earlier one said.

    Raises ProblemsError with `problems` and all that is found here.
    """
    total = Parts()
    profiles: dict[str, dict[Severity, Severity]] = {}
    for pack in packs:
        total.words.update(pack.parts.words)
        total.patterns.update(pack.parts.patterns)
        total.rules.update(pack.parts.rules)
        total.places.update(pack.parts.places)
        total.broken |= pack.parts.broken
        total.unread = total.unread or pack.parts.unread
        profiles.update(pack.manifest.profiles)
        problems.extend(_override(pack, total))
    problems.extend(check_references(total))
    words = resolve_words(total, problems)
    if problems:
        raise ProblemsError(in_order(problems))
    content = Content(
        name=name,
        words=words,
        patterns=total.patterns,
        rules=list(total.rules.values()),
        profiles=profiles,
    )
    return content, total


def in_order(problems: list[Problem]) -> list[Problem]:
    """Problems file by file, as the files first come up, and from top to bottom in each."""
    files: dict[str, int] = {}
    for problem in problems:
        files.setdefault(problem.source.name if problem.source else problem.place, len(files))
    return sorted(
        problems,
        key=lambda p: (files[p.source.name if p.source else p.place], p.span.start if p.span else 0),
    )


def _override(pack: Loaded, total: Parts) -> list[Problem]:
    problems: list[Problem] = []
    for ident, override in pack.manifest.overrides.items():
        rule = total.rules.get(ident)
        if rule is None:
            if excused(total, "rule", ident):
                continue
            problems.append(
                Problem(
                    f"there is no rule `{ident}` to override",
                    source=pack.head.source,
                    span=pack.head.key_span(("overrides", ident)),
                    hint=nearest(ident, total.rules),
                )
            )
            continue
        inside = ("overrides", ident, "compare")
        if override.compare and rule.compare is None:
            where = pack.head.key_span(inside)
            hint = "`compare` is for rules of kind `library`"
            what = f"the rule `{ident}` compares nothing"
            problems.append(Problem(what, source=pack.head.source, span=where, hint=hint))
            continue
        try:
            total.rules[ident] = overridden(rule, override)
        except ValidationError as error:
            located = Located(pack.head.source, pack.head.node(inside))
            problems += explain(error, located, Compare)
    return problems


def overridden(rule: Rule, override: Override) -> Rule:
    """The rule with what the override changes; its examples come on top.

    Raises ValidationError where it changes the comparison to none.
    """
    changes: dict[str, Any] = {
        key: value
        for key in ("severity", "message", "advice")
        if (value := getattr(override, key)) is not None
    }
    if override.compare:
        before = rule.compare.model_dump(exclude_defaults=True) if rule.compare else {}
        changes["compare"] = Compare.model_validate(merged(before, override.compare))
    return rule.model_copy(update={**changes, "examples": [*rule.examples, *override.examples]})


def merged(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Plain data with changes: mappings are joined key by key, anything else is replaced."""
    both = {
        key: merged(before[key], value)
        if isinstance(before.get(key), dict) and isinstance(value, dict)
        else value
        for key, value in changes.items()
    }
    return {**before, **both}


def in_profile(rules: list[Rule], mapping: dict[Severity, Severity]) -> tuple[Rule, ...]:
    """The rules with the severities that a profile gives them."""
    return tuple(
        rule.model_copy(update={"severity": mapping[rule.severity]}) if rule.severity in mapping else rule
        for rule in rules
    )
