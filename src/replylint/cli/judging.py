"""Replies judged, here or in worker processes: the same reports in the same order either way."""

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import NamedTuple, Protocol

from replylint.cli.rulesets import RuleSets
from replylint.engine.report import ReplyReport
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

SIZES = (8, 16, 32)
"""Replies of the first batches: the first reports are soon there."""

SIZE = 64
REPORT_IT = "This is a fault of replylint, not of your text. Run it again with -v, and report what it prints."

Item = Reply | Problem
Result = ReplyReport | Problem


class Checks(Protocol):
    """What judges replies: a linter."""

    def check(self, replies: Iterable[Reply]) -> Iterator[ReplyReport]:
        """The report of each reply, in order."""


class Desk(NamedTuple):
    """What judges the replies of a run: by which rules, and how; problems are passed on at their place."""

    rules: Callable[[], RuleSets]
    judged: Callable[[Iterable[Item]], Iterator[Result]]


class Failure(NamedTuple):
    """A reply that brought the engine down, and the name of the error."""

    error: str


def judged(linter: Checks, items: Iterable[Item], *, verbose: bool) -> Iterator[Result]:
    """The report of each reply in order, problems passed on at their place.

    Where a reply brings the engine down, a problem takes its place, and the others are still judged.
    """
    for batch in batches(items):
        yield from merged(batch, judge_batch(linter, replies_of(batch), verbose=verbose))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in stretches of so many replies as are judged together."""
    sizes = chain(SIZES, repeat(SIZE))
    batch: list[Item] = []
    left = next(sizes)
    for item in items:
        batch.append(item)
        left -= isinstance(item, Reply)
        if left == 0:
            yield batch
            batch, left = [], next(sizes)
    if batch:
        yield batch


def replies_of(batch: Iterable[Item]) -> list[Reply]:
    """The replies of a batch."""
    return [item for item in batch if isinstance(item, Reply)]


def judge_batch(linter: Checks, replies: Sequence[Reply], *, verbose: bool) -> list[ReplyReport | Failure]:
    """The report of each reply, or that it failed; where one fails they are judged one by one."""
    try:
        return list(linter.check(replies))
    except Exception:
        return [judge_one(linter, reply, verbose=verbose) for reply in replies]


def judge_one(linter: Checks, reply: Reply, *, verbose: bool) -> ReplyReport | Failure:
    """The report of a reply, or that it failed."""
    try:
        return next(iter(linter.check([reply])))
    except Exception as error:
        if verbose or os.environ.get("REPLYLINT_DEBUG"):
            traceback.print_exception(error)
        return Failure(type(error).__name__)


def merged(batch: Iterable[Item], outcomes: Iterable[ReplyReport | Failure]) -> Iterator[Result]:
    """The outcomes in place of their replies."""
    outcome = iter(outcomes)
    for item in batch:
        if isinstance(item, Problem):
            yield item
            continue
        came = next(outcome)
        yield problem_of(item, came) if isinstance(came, Failure) else replace(came, reply=item)


def problem_of(reply: Reply, failure: Failure) -> Problem:
    """What is said of a reply that failed."""
    start = reply.source_span(Span(0, len(reply.text))).start
    return Problem(
        f"replylint could not check this reply: internal error ({failure.error})",
        place=f"{reply.source.name}:{reply.source.point(start).line}",
        hint=REPORT_IT,
    )


def bare(reply: Reply) -> Reply:
    """The reply without its source, which judging does not need: a worker is sent no whole file."""
    return replace(
        reply, source=Source("", ""), offsets=OffsetMap(()), customer_offsets=None, suppressions=()
    )
