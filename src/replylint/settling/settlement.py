"""A run settled: every finding counts, is suppressed or was accepted; what is left over is told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from replylint.engine.report import Finding, Hidden, Past, ReplyReport, Status
from replylint.engine.score import scorecard, verdict
from replylint.packs.files import shown
from replylint.packs.model import Rule
from replylint.settling.baseline import Acceptance, Baseline, Entry
from replylint.settling.fingerprint import file_digest
from replylint.settling.suppressing import Use, by, idle, unknown, unused, use
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.suppression import Suppression

Result = ReplyReport | Problem
STALE = "`replylint baseline update` takes them out"


class Rules(Protocol):
    """Which rules there are."""

    def known(self) -> frozenset[str]:
        """The ids of all rules."""

    def rules(self) -> tuple[Rule, ...]:
        """The rules that are judged anywhere."""

    def judged(self, reply: Reply) -> frozenset[str]:
        """The ids of the rules that a reply is judged by in full."""


class Settlement:
    """Settles replies in the order in which they come.

    `entries` are the suppressions that are told of, at the end, where they hid nothing. `whole` says that the
    run saw all files that the baseline can be about; only then what the rules `compared` accept can be stale.
    `partial` says that it did not see all replies of its files: then nothing is said to be of no use.
    """

    def __init__(
        self,
        rules: Callable[[], Rules],
        baseline: Baseline | None = None,
        entries: Sequence[Suppression] = (),
        *,
        compared: Iterable[str] = (),
        whole: bool = False,
        partial: bool = False,
    ) -> None:
        self.rules = cache(rules)
        self.compared = frozenset(compared if whole else ())
        self.whole = whole
        self.partial = partial
        self.accepted = Acceptance(baseline) if baseline else None
        self.entries = entries
        self.seen: set[Use] = set()
        self.used: set[Use] = set()
        self.met: set[tuple[str, int]] = set()
        self.pending: dict[Use, Problem] = {}
        self.source = ""
        self.judged: dict[str, frozenset[str]] = {}
        self.doubtful: set[str] = set()

    def settled(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results with their findings settled, and the problems that come of it."""
        for result in results:
            if isinstance(result, Problem):
                self.doubt(result)
                yield result
            else:
                yield from self.reply(result)
        yield from self.unused()
        yield from self.leftovers()

    def doubt(self, problem: Problem) -> None:
        """What was not checked may still hold what is accepted."""
        if problem.level is Level.ERROR:
            self.doubtful.add(problem.source.name if problem.source else problem.place)

    def reply(self, report: ReplyReport) -> Iterator[Result]:
        """One report settled, after the problems with the suppressions in its reply."""
        reply = report.reply
        if self.accepted and reply.source.name not in self.judged:
            self.judged[reply.source.name] = self.rules().judged(reply) | self.compared
        if reply.source.name != self.source:
            yield from self.unused()
            self.source = reply.source.name
        hidden = list(self.hidden(report))
        yield from self.about(report)
        yield settled(report, hidden) if hidden else report

    def hidden(self, report: ReplyReport) -> Iterator[Hidden]:
        """The findings that do not count."""
        for finding in report.findings:
            found = by(finding, report.reply.suppressions)
            if found:
                said, named = found
                self.used.add(use(said, named))
                yield Hidden(finding, Status.SUPPRESSED, said.reason)
            elif self.accepted and self.accepted.accepts(finding, report.reply):
                yield Hidden(finding, Status.ACCEPTED)

    def about(self, report: ReplyReport) -> Iterator[Problem]:
        """What is wrong with the suppressions of a reply. That they hide nothing shows when all have come."""
        if not report.reply.suppressions:
            return
        judged, known = self.rules().judged(report.reply), self.rules().known()
        for said in report.reply.suppressions:
            self.met.add((said.source.name, said.span.start))
            here = said.source.name == report.reply.source.name and not self.partial
            for named in said.rules:
                key = use(said, named)
                if named.rule in judged:
                    self.seen.add(key)
                    if here:
                        self.pending[key] = unused(said, named, report.findings)
                elif named.rule not in known and key not in self.seen:
                    self.seen.add(key)
                    problem = unknown(said, named, known)
                    self.doubt(problem)
                    yield problem

    def unused(self) -> Iterator[Problem]:
        """The suppressions in a file that hid nothing, when all of its replies have come."""
        yield from (problem for key, problem in self.pending.items() if key not in self.used)
        self.pending.clear()

    def unused_entries(self) -> Iterator[Problem]:
        """The suppressions of the settings that hid nothing; rules that were not judged are passed over."""
        for said in self.entries:
            keys = {use(said, named): named for named in said.rules}
            if (said.source.name, said.span.start) not in self.met:
                yield idle(said)
            for key, named in keys.items():
                if key in self.seen and key not in self.used:
                    yield unused(said, named, ())

    def leftovers(self) -> Iterator[Problem]:
        """What of the config and the baseline was of no use."""
        if self.partial:
            return
        if not self.doubtful:
            yield from self.unused_entries()
        counts = self.mended()
        if counts and self.accepted:
            total = sum(counts.values())
            rules = ", ".join(f"{number:,} {rule}" for rule, number in sorted(counts.items()))
            what = f"{total:,} accepted finding{'' if total == 1 else 's'} no longer there: {rules}"
            place = shown(self.accepted.baseline.path)
            yield Problem(f"stale baseline: {what}", place, hint=STALE, level=Level.WARNING)

    def mended(self) -> Counter[str]:
        """How many accepted findings of each rule this run would have found and did not."""
        counts = Counter[str]()
        for entry in self.stale():
            counts[entry.rule] += entry.count
        return counts

    def past(self) -> Past | None:
        """The baseline as it stands when all results have come; None where there is none."""
        if self.accepted is None:
            return None
        mended = None if self.partial else tuple(sorted(self.mended().items()))
        return Past(self.accepted.baseline.total, mended)

    def unseen(self) -> list[Entry]:
        """What of the baseline was neither found again nor is stale: this run cannot say."""
        if self.accepted is None:
            return []
        stale = set(self.stale())
        return [entry for entry in self.accepted.stale() if entry not in stale]

    def stale(self) -> Iterator[Entry]:
        """What the baseline accepts and this run would have found; only files that were checked count."""
        if self.accepted is None:
            return
        folder = self.accepted.baseline.folder
        judged = {
            file_digest(name, folder): rules
            for name, rules in self.judged.items()
            if not any(place.startswith(name) for place in self.doubtful)
        }
        gone = self.rules().known() if self.whole and not self.doubtful else frozenset[str]()
        for entry in self.accepted.stale():
            if entry.rule in judged.get(entry.file, gone):
                yield entry


def settled(report: ReplyReport, hidden: Sequence[Hidden]) -> ReplyReport:
    """The report without what does not count.

    What was folded under a hidden finding comes out. Accepted findings still weigh in the scorecard.
    """
    gone = {id(item.finding) for item in hidden}
    suppressed = {id(item.finding) for item in hidden if item.status is Status.SUPPRESSED}
    places: dict[int, int] = {}
    for nth, finding in enumerate(report.findings):
        if id(finding) not in gone:
            places[nth] = len(places)
    left = tuple(unfolded(report.findings[nth], places) for nth in places)
    weighing = (finding for finding in report.findings if id(finding) not in suppressed)
    scores = scorecard(report.applied, weighing) if report.applied else report.scorecard
    return replace(
        report,
        findings=left,
        hidden=(*report.hidden, *hidden),
        verdict=verdict(left),
        scorecard=scores,
    )


def unfolded(finding: Finding, places: dict[int, int]) -> Finding:
    """A finding with the new number of the one that it is folded under, if that is still there."""
    if finding.under is None:
        return finding
    return replace(finding, under=places.get(finding.under))
