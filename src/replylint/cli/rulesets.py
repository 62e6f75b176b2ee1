"""The rules that hold for a reply: those of the config, with the overrides that name its file."""

from collections.abc import Iterator
from typing import NamedTuple

from replylint.cli.holding import active, fitted
from replylint.config import Place, Settings, held
from replylint.packs.files import nearest
from replylint.packs.load import load_packs
from replylint.packs.model import Rule
from replylint.packs.pack import Pack
from replylint.text.problem import Problem, ProblemsError
from replylint.text.reply import Reply

NONE_LEFT = "`replylint rules list` shows which are on; look at `select`, `ignore` and `severity`."


class RuleSet(NamedTuple):
    """Settings, the pack with their severities, and the ids of the rules that are judged."""

    settings: Settings
    pack: Pack
    active: frozenset[str]


class RuleSets:
    """The rules for every combination of overrides; packs are loaded once.

    `full` says that the judge is heard, too. Raises ProblemsError with all that is wrong in the config's
    names of rules, in its overrides and in its suppressions.
    """

    def __init__(self, settings: Settings, *, cache: bool = True, full: bool = True) -> None:
        self.settings = settings
        self.cache = cache
        self.full = full
        self._packs: dict[tuple[tuple[str, ...], str], Pack] = {}
        self._sets: dict[tuple[int, ...], RuleSet] = {}
        problems: list[Problem] = []
        for overrides in ((), *((nth,) for nth in range(len(settings.values.overrides)))):
            try:
                self.of(overrides)
            except ProblemsError as error:
                problems += (problem for problem in error.problems if problem not in problems)
        if not problems:
            problems += self._unknown()
        if problems:
            raise ProblemsError(problems)

    def of(self, overrides: tuple[int, ...]) -> RuleSet:
        """The rules where these overrides hold. Raises ProblemsError."""
        if overrides not in self._sets:
            settings = held(self.settings, overrides)
            pack = fitted(self._pack(settings), settings)
            judged = active(settings, pack)
            if not judged:
                raise ProblemsError([self._nothing_left(overrides)])
            self._sets[overrides] = RuleSet(settings, pack, judged)
        return self._sets[overrides]

    def digests(self) -> list[str]:
        """The digests of the packs: they tell whether a rule has changed."""
        return [rules.pack.digest for rules in self._sets.values()]

    def known(self) -> frozenset[str]:
        """The ids of all rules of all packs."""
        return frozenset(rule.id for rules in self._sets.values() for rule in rules.pack.rules)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that are judged anywhere, as they hold where no override does."""
        known: dict[str, Rule] = {}
        for some in (self.of(()), *self._sets.values()):
            for rule in some.pack.rules:
                if rule.id in some.active:
                    known.setdefault(rule.id, rule)
        return tuple(known.values())

    def judged(self, reply: Reply) -> frozenset[str]:
        """The ids of the rules that a reply is judged by in full: with the judge, where they hear it.

        Not those that compare: what they say depends on which other templates there are.
        """
        rules = self.of(reply.overrides)
        return frozenset(
            rule.id
            for rule in rules.pack.rules
            if rule.id in rules.active and not rule.compare and (self.full or not rule.judge)
        )

    def comparing(self) -> tuple[Rule, ...]:
        """The rules that compare templates, anywhere."""
        return tuple(rule for rule in self.rules() if rule.compare)

    def _pack(self, settings: Settings) -> Pack:
        key = tuple(settings.values.rules), settings.values.profile
        if key not in self._packs:
            names, profile = key
            self._packs[key] = load_packs(names, profile=profile, cache=self.cache)
        return self._packs[key]

    def _nothing_left(self, overrides: tuple[int, ...]) -> Problem:
        message = "no rule is left to check with"
        if not overrides:
            return Problem(message, hint=NONE_LEFT)
        return self.settings.place("overrides", overrides[0]).problem(message, NONE_LEFT)

    def _unknown(self) -> Iterator[Problem]:
        known = self.known()
        for nth, entry in enumerate(self.settings.values.suppressions):
            layer, inside = self.settings.place("suppressions", nth)
            for index, name in enumerate(entry.rules):
                if name not in known:
                    place = Place(layer, (*inside, "rules", index))
                    yield place.problem(f"`suppressions`: there is no rule `{name}`", nearest(name, known))
