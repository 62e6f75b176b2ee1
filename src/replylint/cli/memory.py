"""What was judged before: a reply that is as it was need not be judged again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from replylint.cli.bench import Bench
from replylint.cli.judging import Item, Result, bare, judged
from replylint.engine.linter import Linter
from replylint.engine.report import ReplyReport
from replylint.text.reply import Reply

MOST = 20_000
"""Reports that are kept, or as many as there are replies: what cannot be read for a moment, in the middle of
an edit, is not forgotten."""


class Key(NamedTuple):
    """All that the report of a reply depends on."""

    linter: Linter
    reply: tuple[object, ...]


class Memory:
    """The reports of the replies that a bench judged; `fresh` are those that were new in the last round."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.reports: dict[Key, ReplyReport] = {}
        self.fresh: dict[int, Reply] = {}

    def round(
        self, items: Iterable[Item], anew: Callable[[Iterable[Item]], Iterator[Result]], *, verbose: bool
    ) -> Iterator[Result]:
        """The report of each reply in order, remembered or new; `anew` judges where nothing is remembered.

        What linters said that the bench does not have any more is forgotten.
        """
        known = frozenset(self.reports)
        self.fresh.clear()
        seen = 0
        for result in judged(self, items, verbose=verbose) if known else anew(items):
            if isinstance(result, ReplyReport):
                seen += 1
                self.keep(result, known)
            yield result
        linters = set(self.bench.linters.values())
        left = [key for key in self.reports if key.linter in linters]
        self.reports = {key: self.reports[key] for key in left[-max(MOST, seen) :]}

    def keep(self, report: ReplyReport, known: frozenset[Key]) -> None:
        """Remembers a report, as the latest one and without the file that its reply stands in."""
        key = self.key(report.reply)
        if key not in known:
            self.fresh[id(report.reply)] = report.reply
        self.reports.pop(key, None)
        self.reports[key] = replace(report, reply=bare(report.reply))

    def check(self, replies: Iterable[Reply]) -> Iterator[ReplyReport]:
        """The report of each reply, in order."""
        batch = list(replies)
        new = self.bench.check(reply for reply in batch if self.key(reply) not in self.reports)
        for reply in batch:
            yield self.reports.get(self.key(reply)) or next(new)

    def is_fresh(self, report: ReplyReport) -> bool:
        """Whether the reply had to be judged in the last round."""
        return id(report.reply) in self.fresh

    def key(self, reply: Reply) -> Key:
        """What the report of a reply is remembered by."""
        said = (reply.text, reply.customer, reply.turn, reply.template, reply.regions, reply.placeholders)
        return Key(self.bench.linter(reply.overrides), said)
