"""Clauses: who does what to whom, negated or not, told or asked, when, read once from the parse."""

from replylint.engine.analysis import Analysis
from replylint.engine.clause import Clause, Frame
from replylint.engine.extents import read_extents
from replylint.engine.governed import read_governed
from replylint.engine.grammar import CARRYING, NO_CLAUSE, SHARING
from replylint.engine.manner import inverted, is_negative, modality_of, modals_of, mood_of, time_of
from replylint.engine.participants import doer, is_command, is_passive, object_roles, subject_at


def read_clauses(a: Analysis) -> list[Clause]:
    """The clauses of a text in the order of their verbs."""
    heads = [
        at
        for at, (tag, dep) in enumerate(zip(a.tag, a.dep, strict=True))
        if (tag[0] == "V" and dep not in NO_CLAUSE) or (tag == "MD" and dep in ("ROOT", "conj", "ccomp"))
    ]
    reader = _Reader(a, frozenset(heads))
    return [reader.clause(at) for at in heads]


class _Reader:
    """Reads the clauses of one analysis; a governing clause is read before those that hang on it."""

    def __init__(self, a: Analysis, heads: frozenset[int]) -> None:
        self.a = a
        self.heads = heads
        self.extents = read_extents(a, heads)
        self.known: dict[int, Clause] = {}
        self.reading: set[int] = set()

    def clause(self, verb: int) -> Clause:
        """The clause of a verb."""
        if verb not in self.known:
            self.reading.add(verb)
            self.known[verb] = self.read(self.frame(verb))
            self.reading.discard(verb)
        return self.known[verb]

    def frame(self, verb: int) -> Frame:
        """The verb's surroundings."""
        a = self.a
        parts = read_governed(a, verb)
        over, middle = self.governor(verb)
        dep = a.dep[verb]
        shares = over is not None and parts.subject < 0 and dep in SHARING
        carries = shares and dep == "xcomp"
        between = a.lemma[middle] if middle >= 0 else (over.lemma if over else "")
        parallel = shares and dep == "conj" and not parts.helpers and over is not None
        parallel = parallel and over is not None and a.tag[verb] == a.tag[over.verb]
        light = carries and between in CARRYING
        return Frame(verb, parts, over, between, shares, carries, light, parallel)

    def governor(self, verb: int) -> tuple[Clause | None, int]:
        """The clause that a verb hangs on, and the word between them or -1."""
        middle, above = -1, self.a.head[verb]
        while above not in self.heads:
            if self.a.head[above] == above:
                return None, middle
            middle, above = above, self.a.head[above]
        return (None if above in self.reading else self.clause(above)), middle

    def read(self, f: Frame) -> Clause:
        """The clause in a frame."""
        a, verb, parts = self.a, f.verb, f.parts
        command = is_command(a, f)
        at = subject_at(a, f)
        modals = modals_of(a, f)
        mood = mood_of(a, f, command=command)
        modality = modality_of(a, f, modals, mood)
        if modality == "hindsight" and inverted(a, f):
            mood = "condition"
        extents = self.extents
        start = extents.own_first.get(verb, verb)
        return Clause(
            verb=verb,
            lemma=a.lemma[verb],
            particles=frozenset(a.norm[p] for p in (*parts.particles, *parts.prepositions)),
            subject=doer(a, f, at, command=command),
            subject_at=at,
            objects=object_roles(a, parts),
            negative=is_negative(a, f),
            modality=modality,
            modals=frozenset(modals),
            mood=mood,
            time=time_of(a, f, modals),
            passive=is_passive(a, f),
            relative=a.dep[verb] == "relcl",
            start=min(start, f.over.start) if f.carries and f.over else start,
            end=extents.own_last.get(verb, verb) + 1,
            first=extents.first[verb],
            last=extents.last[verb] + 1,
        )
