"""The counts behind the plots: by rule, by shelf, and of replies by the worst in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from replylint.engine.report import Finding, ReplyReport, Report
from replylint.packs.severity import Severity
from replylint.readers.discover import STDIN_NAME
from replylint.reporters.html.standing import Standing, found, worst
from replylint.reporters.visible import visible

LIBRARIES = {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".yaml", ".yml", ".xml", ".mbox"}
"""Files that are a shelf of their own where they hold more than one reply."""

KINDS = ("error", "warning", "suggestion", "old", "clean")
"""How replies are drawn, the worst first."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was broken: findings that count, old ones and mended ones.

    `replies` have one that counts, and `alone` of these nothing else.
    """

    rule: str
    severity: Severity
    message: str
    why: str
    advice: str
    new: int
    old: int
    mended: int
    suppressed: int
    replies: int
    alone: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder, or a file with many replies: how many of its replies are drawn in which way."""

    name: str
    kinds: tuple[tuple[str, int], ...]

    @property
    def replies(self) -> int:
        """How many there are."""
        return sum(number for _, number in self.kinds)

    @property
    def old(self) -> int:
        """How many have old findings alone."""
        return dict(self.kinds).get("old", 0)

    @property
    def affected(self) -> int:
        """How many have findings that count."""
        return sum(number for kind, number in self.kinds if kind not in ("old", "clean"))


def rule_counts(report: Report) -> list[RuleCount]:
    """The rules that were broken now or before, the most common first."""
    numbers: Counter[tuple[str, Standing]] = Counter()
    replies: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    examples: dict[str, Finding] = {}
    for judged in report.replies:
        for item in found(judged):
            rule = item.finding.rule
            numbers[rule, item.standing] += 1
            seen = examples.setdefault(rule, item.finding)
            if item.finding.severity.rank > seen.severity.rank:
                examples[rule] = item.finding
        broken = {finding.rule for finding in judged.findings}
        replies.update(broken)
        alone.update(broken if len(broken) == 1 else ())
    mended = dict((report.past.mended or ()) if report.past else ())
    known = {rule.id: rule for rule in report.rules}
    counts = []
    for rule in {*examples, *mended}:
        said, page = examples.get(rule), known.get(rule)
        counts.append(
            RuleCount(
                rule,
                said.severity if said else page.severity if page else Severity.OFF,
                visible(page.message if page else said.message if said else ""),
                visible(page.why) if page else "",
                visible(page.advice if page else said.advice if said else ""),
                numbers[rule, Standing.COUNTS],
                numbers[rule, Standing.OLD],
                mended.get(rule, 0),
                numbers[rule, Standing.SUPPRESSED],
                replies[rule],
                alone[rule],
            )
        )
    return sorted(counts, key=lambda c: (-c.new, -c.old, -c.mended, -c.suppressed, c.rule))


def shelf_names(replies: Sequence[ReplyReport]) -> list[str]:
    """The shelf of each reply: its file where that is a library, else its folder."""
    sizes = Counter(judged.reply.source.name for judged in replies)
    return [shelf_name(judged.reply.source.name, sizes) for judged in replies]


def shelf_name(name: str, sizes: Counter[str]) -> str:
    """The shelf of a file."""
    if name == STDIN_NAME:
        return "standard input"
    path = PurePath(name)
    if sizes[name] > 1 and path.suffix.lower() in LIBRARIES:
        return path.as_posix()
    folder = path.parent.as_posix()
    return "this folder" if folder == "." else folder if folder.endswith("/") else f"{folder}/"


def shelves(replies: Iterable[ReplyReport], names: Iterable[str]) -> list[Shelf]:
    """The shelves, that with the most to do first."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for judged, name in zip(replies, names, strict=True):
        counts[name][worst(judged)] += 1
    made = [Shelf(name, kinds_of(counted)) for name, counted in counts.items()]
    return sorted(made, key=lambda shelf: (-shelf.affected, -shelf.replies, shelf.name))


def kinds_of(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The counts of replies by how they are drawn, the worst first."""
    return tuple((kind, counted[kind]) for kind in KINDS if counted[kind])


def together(many: Sequence[Shelf], name: str) -> Shelf:
    """Several shelves as one."""
    counted: Counter[str] = Counter()
    for shelf in many:
        counted.update(dict(shelf.kinds))
    return Shelf(name, kinds_of(counted))
