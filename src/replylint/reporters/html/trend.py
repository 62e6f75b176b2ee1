"""What has changed since the baseline."""

from dataclasses import dataclass

from replylint.engine.report import Report
from replylint.reporters.html.plots import Bar, bars
from replylint.reporters.summary import Tally


@dataclass(frozen=True, slots=True)
class Trend:
    """Findings of the baseline and of now; `unseen` are accepted ones that this run did not look for.

    `mended` is None where the run cannot say. The two bars have one scale: what is in both lines up.
    """

    accepted: int
    new: int
    old: int
    mended: int | None
    unseen: int
    before: tuple[Bar, ...]
    now: tuple[Bar, ...]


def trend(report: Report, counts: Tally) -> Trend | None:
    """The trend; None without a baseline."""
    if report.past is None:
        return None
    new, old = sum(number for _, number in severities(counts)), counts.accepted
    known = None if report.past.mended is None else sum(number for _, number in report.past.mended)
    mended = known or 0
    unseen = max(report.past.accepted - old - mended, 0)
    scale = mended + old + unseen + new or 1
    return Trend(
        report.past.accepted,
        new,
        old,
        known,
        unseen,
        bars((("mended", mended), ("old", old), ("unseen", unseen)), scale),
        bars((("old", old), ("unseen", unseen), *severities(counts)), scale, start=mended),
    )


def severities(counts: Tally) -> tuple[tuple[str, int], ...]:
    """How many findings that count there are of each severity, the worst first."""
    return tuple((severity.value, number) for severity, number in counts.severities)
