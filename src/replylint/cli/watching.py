"""`check --watch`: checks everything once, then what has changed, until it is interrupted."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from replylint.cli import output, telling
from replylint.cli.checking import baseline_of, format_of, make_linter, settling, told
from replylint.cli.judging import Desk, Item, Result
from replylint.cli.local import Local
from replylint.cli.memory import Memory
from replylint.cli.outlook import Outlook, folders, look, news
from replylint.cli.request import Request
from replylint.cli.waking import wakings
from replylint.cli.workers import judged_by
from replylint.config import Settings
from replylint.engine.report import ReplyReport
from replylint.readers.discover import STDIN
from replylint.reporters.options import Format
from replylint.reporters.summary import Counting, counted, sentence
from replylint.reporters.visible import visible
from replylint.text.problem import Problem, ProblemsError

Wakings = Callable[[Sequence[Path]], Iterator[None]]

FORMATS = (Format.RICH, Format.CONCISE)
"""The formats that are for people."""

CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Takes the screen clean, and what was scrolled out of it."""

WAITING = "waiting for changes, Ctrl-C ends"


def run(request: Request, wait: Wakings = wakings) -> int:
    """Checks again and again; gives the exit code when it is interrupted.

    Raises ProblemsError where nothing can be checked from the start.
    """
    try:
        rounds = Rounds(request)
        before = Outlook()
        for now in outlooks(request, wait):
            rounds.go(now, visible(news(before, now)) if rounds.memory else "checking")
            before = now
    except KeyboardInterrupt:
        pass
    return 0


def outlooks(request: Request, wait: Wakings) -> Iterator[Outlook]:
    """How things are at first, and whenever they have become different. Raises ProblemsError at the start."""
    seen = look(request)
    check_sense(request, seen.settings)
    yield seen
    while True:
        for _ in wait(folders(seen, request)):
            now = glance(request, seen)
            if now != seen:
                seen = now
                break
        yield seen


def glance(request: Request, seen: Outlook) -> Outlook:
    """How things are now; where that cannot be told, why."""
    try:
        return look(request)
    except ProblemsError as error:
        return replace(seen, problems=tuple(error.problems))


def check_sense(request: Request, settings: Settings) -> Format:
    """The format that is asked for. Raises ProblemsError for what makes no sense here."""
    if STDIN in request.paths:
        raise ProblemsError([unfit("standard input", "Name files or folders.")])
    if request.output_file is not None:
        raise ProblemsError([unfit("--output-file", "Leave one of the two out.")])
    to = format_of(settings, request)
    if to not in FORMATS:
        hint = f"It goes with {' and '.join(name.value for name in FORMATS)}."
        raise ProblemsError([unfit(f"the format {to.value}", hint)])
    return to


def unfit(what: str, hint: str) -> Problem:
    """The problem of something that cannot be watched."""
    return Problem(f"nothing was checked: --watch does not go with {what}", hint=hint)


class Rounds:
    """One check after the other; what was judged once is remembered."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.memory: Memory | None = None
        self.made_for = Outlook()

    def go(self, now: Outlook, why: str) -> None:
        """Checks how things are now, and tells `why`. What stands in the way is told, unless nothing was told
        before: then it raises ProblemsError.
        """
        begun = time.monotonic()
        self.clear()
        self.say(f"{why}\n")
        first = self.memory is None
        try:
            if now.problems:
                raise ProblemsError(now.problems)
            counts = self.check(now)
        except output.UnwrittenError:
            raise
        except ProblemsError as error:
            if first:
                raise
            telling.tell(error, "nothing was checked")
            self.say(WAITING)
        else:
            self.say(f"{counts} in {time.monotonic() - begun:.1f} s; {WAITING}")

    def check(self, now: Outlook) -> str:
        """Checks, and tells how much. Raises ProblemsError."""
        to = check_sense(self.request, now.settings)
        local = Local(now.settings)
        memory = self.memory_for(now)
        known = bool(memory.reports)
        desk = Desk(lambda: memory.bench.rules, lambda items: self.judged(items, memory, now.settings))
        settlement, results = settling(self.request, local, baseline_of(now.settings, self.request), desk)
        counting, problems = Counting(), list[Problem]()
        results = tallied(results, counting, problems)
        told(self.request, local, to, settlement, latest_last(results, memory) if known else results)
        counts = f"{counted(counting.replies, 'reply', 'replies')} checked"
        if known:
            counts += f", {len(memory.fresh):,} of them anew,"
        if to is Format.RICH and self.request.detail >= 0:
            return counts
        return f"{sentence(counting.tally(problems))}; {counts}"

    def memory_for(self, now: Outlook) -> Memory:
        """What was judged before, by the rules that hold now. Raises ProblemsError."""
        if self.memory is None:
            self.memory = Memory(make_linter(now.settings, self.request))
            gc.freeze()
        elif (self.made_for.settings, self.made_for.packs) != (now.settings, now.packs):
            self.memory.bench = self.memory.bench.again(now.settings)
        self.made_for = now
        return self.memory

    def judged(self, items: Iterable[Item], memory: Memory, settings: Settings) -> Iterator[Result]:
        """The report of each reply, new where it has to be."""
        request = self.request

        def anew(items: Iterable[Item]) -> Iterator[Result]:
            workers = settings.values.workers
            given = (settings, request)
            return judged_by(workers, items, make_linter, given, memory.bench, verbose=request.verbose)

        return memory.round(items, anew, verbose=request.verbose)

    def clear(self) -> None:
        """Takes the screen clean, if there is one."""
        if sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            output.write(CLEAR, output.stream_options(sys.stdout, self.request.color))

    def say(self, text: str) -> None:
        """A line with the time, beside the report."""
        line = f"{datetime.now().astimezone():%H:%M:%S}  {text}\n"
        output.write_errors(line, output.stream_options(sys.stderr, self.request.color))


def tallied(results: Iterable[Result], counting: Counting, problems: list[Problem]) -> Iterator[Result]:
    """The results, counted as they pass."""
    for result in results:
        if isinstance(result, ReplyReport):
            counting.add(result)
        else:
            problems.append(result)
        yield result


def latest_last(results: Iterable[Result], memory: Memory) -> Iterator[Result]:
    """The results, with the replies that were judged now at the end, where the eye is."""
    latest = []
    for result in results:
        if isinstance(result, ReplyReport) and memory.is_fresh(result):
            latest.append(result)
        else:
            yield result
    yield from latest
