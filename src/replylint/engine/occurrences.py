"""Where phrases occur in one text: pieces joined over their gaps, when they are first asked for."""

from bisect import bisect_left
from itertools import groupby
from typing import NamedTuple

from replylint.engine.analysis import Analysis
from replylint.engine.scanner import Places, Scanner


class Place(NamedTuple):
    """Where a phrase begins, as a word's index, and its nearest and farthest end (excluded)."""

    start: int
    least: int
    most: int


class Occurrences:
    """The phrases in one text. `pieces` are those that occur, `marks` the bits that they set."""

    def __init__(self, scanner: Scanner, analysis: Analysis) -> None:
        self.chains = scanner.automaton.chains
        self.analysis = analysis
        self.pieces, self.marks = scanner.scan(analysis)
        self._known: dict[str, list[Place]] = {}

    def of(self, phrase: str) -> list[Place]:
        """The places of a phrase, in order."""
        found = self._known.get(phrase)
        if found is None:
            found = self._known[phrase] = joined(self.chains[phrase], self.pieces, self.analysis)
        return found

    def longest(self, phrase: str) -> list[tuple[int, int]]:
        """The same, each at its longest and those left out that another one covers."""
        chain = self.chains[phrase]
        if len(chain) == 1:
            places = self.pieces.get(chain[0], [])
        else:
            places = [(start, most) for start, _, most in self.of(phrase)]
        found: list[tuple[int, int]] = []
        done = 0
        for place in places:
            if place[1] > done:
                if found and found[-1][0] == place[0]:
                    found.pop()
                found.append(place)
                done = place[1]
        return found

    def within(self, phrase: str, first: int, last: int) -> bool:
        """Whether a phrase occurs in the words `first` to `last` (excluded)."""
        chain = self.chains[phrase]
        places: Places | list[Place]
        places = self.pieces.get(chain[0], []) if len(chain) == 1 else self.of(phrase)
        for at in range(bisect_left(places, first, key=start_of) if places else 0, len(places)):
            place = places[at]
            if place[0] >= last:
                return False
            if place[1] <= last:
                return True
        return False


def start_of(place: tuple[int, ...]) -> int:
    """Where a place begins."""
    return place[0]


def joined(chain: list[int], pieces: dict[int, Places], a: Analysis) -> list[Place]:
    """The places of a chain: pieces in order, with so many words between them at the most."""
    for piece in chain[::2]:
        if piece not in pieces:
            return []
    found: list[Place] = []
    for start, places in groupby(pieces[chain[0]], start_of):
        ends = [end for _, end in places]
        for gap, piece in zip(chain[1::2], chain[2::2], strict=True):
            ends = following(ends, gap, pieces[piece], a)
            if not ends:
                break
        else:
            found.append(Place(start, min(ends), max(ends)))
    return found


def following(ends: list[int], gap: int, places: Places, a: Analysis) -> list[int]:
    """The ends of the places that begin so many words behind one of these ends, in its sentence.

    A soft mark at either side of the gap does not count.
    """
    stop = a.sentences[a.sentence[ends[0] - 1]][1]
    found: set[int] = set()
    for at in range(bisect_left(places, min(ends), key=start_of), len(places)):
        start, end = places[at]
        if start >= stop or start > max(ends) + gap + 2:
            break
        if any(0 <= start - before <= gap + marks(a, before, start) for before in ends):
            found.add(end)
    return list(found)


def marks(a: Analysis, before: int, start: int) -> int:
    """The soft marks at the sides of a gap, which the words between do not count."""
    if start == before:
        return 0
    return a.soft[before] + (start - before > 1 and a.soft[start - 1])
