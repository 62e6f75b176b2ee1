"""Worker processes that judge replies."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from replylint.cli.judging import (
    Checks,
    Failure,
    Item,
    Result,
    bare,
    batches,
    judge_batch,
    judged,
    merged,
    replies_of,
)
from replylint.engine.report import ReplyReport
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply

if TYPE_CHECKING:
    from concurrent.futures import Future

WORTH_IT = 300
"""From so many replies on, loading the rules once more in each process takes less than it saves."""

MOST = 8
"""Processes that are started unasked: each holds some 300 MB."""

AHEAD = 2
"""Batches that wait for each process."""

Make = Callable[..., Checks]


def judged_by(
    workers: int, items: Iterable[Item], make: Make, given: tuple[Any, ...], here: Checks, *, verbose: bool
) -> Iterator[Result]:
    """What `judged` gives, by so many processes; 0 leaves it to the number of replies and of processors.

    `make(*given)` gives each process its linter; both must be picklable. `here` judges in this one.
    """
    pending = iter(items)
    count = workers or min(processors(), MOST)
    if count == 1:
        yield from judged(here, pending, verbose=verbose)
        return
    first = [] if workers else list(enough(pending))
    pending = chain(first, pending)
    if not workers and len(replies_of(first)) < WORTH_IT:
        yield from judged(here, pending, verbose=verbose)
        return
    yield from pooled(count, pending, make, given, here, verbose=verbose)


def enough(items: Iterator[Item]) -> Iterator[Item]:
    """The items up to as many replies as are worth several processes."""
    seen = 0
    while seen < WORTH_IT:
        item = next(items, None)
        if item is None:
            return
        seen += isinstance(item, Reply)
        yield item


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pooled(
    workers: int, items: Iterator[Item], make: Make, given: tuple[Any, ...], here: Checks, *, verbose: bool
) -> Iterator[Result]:
    """What the processes give, in order. When one of them dies, this process goes on without them."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - one process starts without
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    fed: deque[list[Item]] = deque()
    coming: deque[Future[list[ReplyReport | Failure]]] = deque()
    todo = batches(items)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=begin, initargs=(make, given))

    def feed(most: int) -> None:
        for batch in islice(todo, most):
            fed.append(batch)
            coming.append(pool.submit(work, [bare(reply) for reply in replies_of(batch)], verbose))

    try:
        feed(workers * AHEAD)
        while fed:
            outcomes = coming.popleft().result()
            yield from merged(fed.popleft(), outcomes)
            feed(1)
    except BrokenProcessPool:
        yield died()
        yield from judged(here, chain(*fed, *todo), verbose=verbose)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def died() -> Problem:
    """That a process is gone; nothing is left out because of it."""
    return Problem(
        "a worker process ended before its time; the rest was checked in one process",
        hint="if memory is short, run it with --workers 1",
        level=Level.NOTE,
    )


_linter: list[Checks] = []


def begin(make: Make, given: tuple[Any, ...]) -> None:
    """Gets a process ready. An interrupt is the business of the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _linter[:] = [make(*given)]


def work(replies: list[Reply], verbose: bool) -> list[ReplyReport | Failure]:
    """Judges a batch in a process."""
    return judge_batch(_linter[0], replies, verbose=verbose)
