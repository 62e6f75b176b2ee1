"""The linters of a run: one for each set of rules that holds for some of its replies."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from replylint.cli.holding import ids
from replylint.cli.rulesets import RuleSet, RuleSets
from replylint.config import Settings
from replylint.engine.demand import needs_morphology
from replylint.engine.judge.model import Judge
from replylint.engine.linter import Linter
from replylint.engine.pipeline import Pipeline
from replylint.engine.report import ReplyReport
from replylint.packs.pack import Pack
from replylint.text.reply import Reply

Linters = Mapping[tuple[object, ...], Linter]
"""Linters by all that they depend on."""

NONE: Linters = MappingProxyType({})


class Bench:
    """Judges each reply by the rules that hold for its file. Linters are made when they are first needed.

    The one without overrides is made now. What of `before`, the linters of an earlier bench, still fits is
    taken over. Raises ProblemsError.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        cache: bool,
        judge: Judge | None,
        explain: bool = False,
        before: Linters = NONE,
    ) -> None:
        self.rules = RuleSets(settings, cache=cache, full=judge is not None)
        self.cache = cache
        self.judge = judge
        self.explain = explain
        self.before = before
        self.linters: dict[tuple[object, ...], Linter] = {}
        self.linter(())

    def again(self, settings: Settings) -> "Bench":
        """A bench for settings and packs as they are now. Raises ProblemsError."""
        return Bench(settings, cache=self.cache, judge=self.judge, explain=self.explain, before=self.linters)

    def check(self, replies: Iterable[Reply]) -> Iterator[ReplyReport]:
        """The report of each reply, in order."""
        for overrides, group in groupby(replies, key=lambda reply: reply.overrides):
            yield from self.linter(overrides).check(group)

    def linter(self, overrides: tuple[int, ...]) -> Linter:
        """The linter where these overrides hold."""
        rules = self.rules.of(overrides)
        model = rules.settings.values.model
        key = (model, rules.pack.digest, rules.pack.profile, rules.active, *severities(rules))
        if key not in self.linters:
            self.linters[key] = self.before.get(key) or self._made(rules)
        return self.linters[key]

    def _made(self, rules: RuleSet) -> Linter:
        values = rules.settings.values
        return Linter(
            rules.pack,
            model=values.model,
            select=ids(values.select, rules.pack) or None,
            ignore=ids(values.ignore, rules.pack),
            pipeline=next(self._pipelines(values.model, rules.pack), None),
            cache=self.cache,
            judge=self.judge,
            explain=self.explain,
        )

    def _pipelines(self, model: str | None, pack: Pack) -> Iterator[Pipeline]:
        """The pipelines that do for a pack."""
        for known in (self.linters, self.before):
            yield from (it.pipeline for key, it in known.items() if key[0] == model and serves(it, pack))


def serves(linter: Linter, pack: Pack) -> bool:
    """Whether a linter's pipeline does for a pack, too."""
    return not needs_morphology(pack) or "lemmatizer" in linter.pipeline.nlp.pipe_names


def severities(rules: RuleSet) -> Iterator[str]:
    """The severities of the rules that are judged."""
    return (rule.severity.value for rule in rules.pack.rules if rule.id in rules.active)
