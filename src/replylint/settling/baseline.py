"""The baseline: findings that were there when it was made, and are accepted for now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from replylint.engine.report import Finding
from replylint.settling.fingerprint import fingerprints
from replylint.text.reply import Reply


@dataclass(frozen=True)
class Entry:
    """So many findings of a rule with one fingerprint, in the file of that digest."""

    rule: str
    fingerprint: str
    file: str
    count: int


@dataclass(frozen=True)
class Baseline:
    """Accepted findings, as they stand in the file at `path`; paths in it count from that one's folder."""

    path: Path
    entries: tuple[Entry, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that paths count from."""
        return self.path.absolute().parent

    @property
    def total(self) -> int:
        """How many findings are accepted."""
        return sum(entry.count for entry in self.entries)


@dataclass
class Acceptance:
    """A baseline in a run: what it still accepts. Two findings with one fingerprint need two."""

    baseline: Baseline
    left: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for entry in self.baseline.entries:
            self.left[entry.fingerprint] += entry.count

    def accepts(self, finding: Finding, reply: Reply) -> bool:
        """Whether a finding was accepted before; it is crossed off."""
        known = Counter(one for one, _ in fingerprints(finding, reply, self.baseline.folder))
        if not known <= self.left:
            return False
        for one, count in known.items():
            self.left[one] -= count
        return True

    def stale(self) -> list[Entry]:
        """What accepts nothing any more: each entry with the count that is left over."""
        left, found = self.left.copy(), []
        for entry in self.baseline.entries:
            over = min(entry.count, left[entry.fingerprint])
            if over:
                left[entry.fingerprint] -= over
                found.append(replace(entry, count=over))
        return found


@dataclass
class Gathering:
    """A baseline in the making."""

    path: Path
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, findings: Iterable[Finding], reply: Reply) -> None:
        """Accept the findings of one more reply."""
        folder = self.path.absolute().parent
        for finding in findings:
            for known, file in fingerprints(finding, reply, folder):
                self.counts[finding.rule, known, file] += 1

    def keep(self, entries: Iterable[Entry]) -> None:
        """Take over entries of an older baseline."""
        for entry in entries:
            self.counts[entry.rule, entry.fingerprint, entry.file] += entry.count

    def baseline(self) -> Baseline:
        """What was gathered, in an order that depends on nothing else."""
        return Baseline(self.path, tuple(Entry(*key, self.counts[key]) for key in sorted(self.counts)))
