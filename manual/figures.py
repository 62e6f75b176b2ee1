"""The figures of docs/accuracy.md, rule by rule."""

import re
from dataclasses import dataclass

PART = re.compile(r"^# (.+)$", re.MULTILINE)
TABLE = re.compile(r"^\| rule \| (.+) \|\n\| ---.*\n((?:\|.*\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Figures:
    """Precision and recall of each rule on each set of replies; `title` says of what."""

    title: str
    sets: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]

    def has(self, rule: str) -> bool:
        """Whether the rule was measured."""
        return rule in self.rows

    def cells(self, rule: str, sets: tuple[str, ...]) -> tuple[str, ...]:
        """Precision and recall of a rule on these sets; a dash where it was not measured."""
        known = dict(zip(self.sets, self.rows[rule], strict=True))
        return tuple(known.get(name, "–") for name in sets)

    def of(self, rule: str, name: str) -> tuple[str, str] | None:
        """Precision and recall of a rule on one set."""
        if rule not in self.rows:
            return None
        precision, _, recall = self.rows[rule][self.sets.index(name)].partition(" / ")
        return precision, recall


def read_figures(text: str) -> list[Figures]:
    """The tables of the page, in order."""
    parts = PART.split(text)[1:]
    return [
        Figures(title, tuple(table[1].split(" | ")), dict(map(row, table[2].splitlines())))
        for title, body in zip(parts[::2], parts[1::2], strict=True)
        if (table := TABLE.search(body))
    ]


def row(line: str) -> tuple[str, tuple[str, ...]]:
    """A rule and its figures."""
    name, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
    return name, tuple(cells)
