"""Clauses: who does what to whom, negated or not, told or asked, when, read once from the parse."""

from typing import NamedTuple

from replylint.engine.analysis import Analysis
from replylint.engine.extents import read_extents
from replylint.engine.governed import Governed, read_governed
from replylint.engine.grammar import (
    CARRYING,
    CONDITIONS,
    ENABLING,
    FAILING,
    GUESSES,
    GUESSING,
    MAIN,
    MODALS,
    NEGATIVE,
    NO_CLAUSE,
    OBLIGING,
    RAISING,
    SHARING,
    SPOKEN,
    YOUR_PLACE,
)
from replylint.engine.roles import role_of
from replylint.packs.patterns import Modality, Mood, Role, Time

RELATIVE = frozenset(("who", "which", "that"))
PERFECT = frozenset(("have", "has", "had", "'ve"))


class Clause(NamedTuple):
    """One clause; places are indices of words.

    `subject` is the role of the doer: in the passive that of the by-phrase, and nobody where there is none.
    `subject_at` is the grammatical subject's head or -1. `objects` are the roles of what it is done to.
    `start` to `end` are the clause's own words, `first` to `last` those and all that hangs on them.
    """

    verb: int
    lemma: str
    particles: frozenset[str]
    subject: Role
    subject_at: int
    objects: frozenset[Role]
    negative: bool
    modality: Modality
    modals: frozenset[str]
    mood: Mood
    time: Time
    passive: bool
    start: int
    end: int
    first: int
    last: int


class Frame(NamedTuple):
    """A verb with what it governs and the clause it hangs on.

    `over` is that clause, `between` the lemma of the adjective or noun in the middle, or of the governing
    verb. `shares` says that the subject is the governing one's, `carries` that this is its infinitive,
    `light` that negation and modality come along, `parallel` that it is a second verb in the same form.
    """

    verb: int
    parts: Governed
    over: Clause | None
    between: str
    shares: bool
    carries: bool
    light: bool
    parallel: bool


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
            start=min(start, f.over.start) if f.carries and f.over else start,
            end=extents.own_last.get(verb, verb) + 1,
            first=extents.first[verb],
            last=extents.last[verb] + 1,
        )


def is_passive(a: Analysis, f: Frame) -> bool:
    """Whether the verb is in the passive."""
    return f.parts.passive or (a.tag[f.verb] == "VBN" and a.dep[f.verb] == "acl")


def is_command(a: Analysis, f: Frame) -> bool:
    """Whether the verb is an imperative: a base form with no subject, not said of the writer."""
    verb, parts, over = f.verb, f.parts, f.over
    if parts.subject >= 0 or parts.infinitive or a.tag[verb] not in ("VB", "VBP"):
        return False
    if any(a.norm[helper] != "do" for helper in parts.helpers) or a.norm[verb] != a.lemma[verb]:
        return False
    if a.lemma[verb] in SPOKEN or a.lemma[verb] == "let":
        return False
    if a.dep[verb] == "conj" and over:
        return over.mood == "command"
    return a.dep[verb] in MAIN and (over is None or a.dep[verb] != "ccomp" or verb < over.verb)


def subject_at(a: Analysis, f: Frame) -> int:
    """The head of the grammatical subject, shared ones included, or -1."""
    subject, dep = f.parts.subject, a.dep[f.verb]
    if subject >= 0:
        return a.head[f.verb] if a.norm[subject] in RELATIVE and dep == "relcl" else subject
    if dep == "acl":
        return a.head[f.verb]
    if not (f.over and f.shares):
        return -1
    if dep == "xcomp":
        objects = [kid for kid in a.kids[f.over.verb] if a.dep[kid] in ("dobj", "dative")]
        if objects:
            return objects[0]
    return f.over.subject_at


def doer(a: Analysis, f: Frame, at: int, *, command: bool) -> Role:
    """Who does it."""
    if is_passive(a, f):
        if f.parts.agent >= 0:
            return role_of(a, f.parts.agent)
        return "customer" if at_your_end(a, f.parts) else "nobody"
    if command:
        return "customer"
    if at >= 0:
        return role_of(a, at)
    if f.over and f.shares:
        return f.over.subject
    left_out = a.dep[f.verb] in MAIN or a.dep[f.verb] == "conj"
    return "company" if left_out and not f.parts.infinitive else "nobody"


def at_your_end(a: Analysis, parts: Governed) -> bool:
    """Whether "at your end", "on your side" stands with the verb."""
    return any(
        a.norm[place] in YOUR_PLACE and any(a.norm[kid] == "your" for kid in a.kids[place])
        for preposition in parts.prepositions
        for place in a.kids[preposition]
    )


def object_roles(a: Analysis, parts: Governed) -> frozenset[Role]:
    """The roles of what it is done to; in the passive, of the grammatical subject too."""
    to = [at for at in parts.objects if a.tag[at] in ("IN", "TO")]
    things = [at for at in parts.objects if a.dep[at] != "acomp" and at not in to]
    things += [
        p for preposition in (*parts.prepositions, *to) for p in a.kids[preposition] if a.dep[p] == "pobj"
    ]
    if parts.passive and parts.subject >= 0:
        things.append(parts.subject)
    return frozenset(role_of(a, at) for at in things)


def is_negative(a: Analysis, f: Frame) -> bool:
    """Whether it is said not to be so; "not able to", "fail to" and "I don't think" count."""
    negative = bool(f.parts.negations) or has_negative_noun(a, f.parts)
    over = f.over
    if over and (f.light or f.parallel):
        negative ^= over.negative
    if f.light and f.between in FAILING:
        negative = not negative
    if over and a.dep[f.verb] == "ccomp" and over.negative and over.lemma in RAISING:
        negative = not negative
    return negative


def has_negative_noun(a: Analysis, parts: Governed) -> bool:
    """Negation by a noun: "no record", "nobody", "nothing"."""
    nouns = [*parts.objects, parts.subject] if parts.subject >= 0 else parts.objects
    return any(
        a.norm[at] in NEGATIVE
        or any(
            a.norm[kid] in ("no", "neither", "none") and a.dep[kid] in ("det", "neg") for kid in a.kids[at]
        )
        for at in nouns
    )


def modals_of(a: Analysis, f: Frame) -> set[str]:
    """The modal verbs in force; "able to" is can, "going to" is will."""
    modals = {a.norm[helper] for helper in f.parts.helpers} & MODALS
    if a.tag[f.verb] == "MD":
        modals.add(a.lemma[f.verb])
    if f.over and (f.light or f.parallel):
        modals |= f.over.modals
    if f.light and f.between in ENABLING:
        modals.add("can")
    going = f.between == "go" and f.over is not None and a.tag[f.over.verb] == "VBG"
    if f.light and (going or f.between == "going"):
        modals.add("will")
    return modals


def asked(a: Analysis, verb: int) -> bool:
    """Whether the sentence ends with a question mark."""
    start, end = a.sentences[a.sentence[verb]]
    return any("?" in a.norm[at] for at in range(max(start, end - 3), end))


def inverted(a: Analysis, f: Frame) -> bool:
    """Whether the helper stands before the subject and nothing is asked: "had you followed"."""
    parts = f.parts
    early = any(
        a.norm[helper] in ("had", "should", "were") and helper < parts.subject for helper in parts.helpers
    )
    return parts.subject >= 0 and early and not asked(a, f.verb)


def mood_of(a: Analysis, f: Frame, *, command: bool) -> Mood:
    """Told, asked, commanded or set as a condition."""
    dep = a.dep[f.verb]
    if f.parts.mark in CONDITIONS or inverted(a, f):
        return "condition"
    if f.parts.mark == "whether":
        return "question"
    if dep in ("conj", "xcomp") and f.over and f.over.mood in ("condition", "question"):
        return f.over.mood
    if command:
        return "command"
    return "question" if dep not in ("relcl", "acl", "advcl") and asked(a, f.verb) else "statement"


def time_of(a: Analysis, f: Frame, modals: set[str]) -> Time:
    """Past, present or future; a bare form takes the time of what it hangs on."""
    tag = a.tag[f.verb]
    helpers = {a.norm[helper] for helper in f.parts.helpers}
    if tag == "VBD" or helpers & {"did", "was", "were"} or (helpers & PERFECT and tag == "VBN"):
        return "past"
    if modals & {"will", "shall"}:
        return "future"
    if f.over and not helpers and (f.carries or f.parallel or tag in ("VBG", "VBN")):
        return f.over.time
    return "past" if tag == "VBN" and not helpers else "present"


def modality_of(a: Analysis, f: Frame, modals: set[str], mood: Mood) -> Modality:
    """Plain, modal, obligation, hindsight or guess."""
    helpers = {a.norm[helper] for helper in f.parts.helpers}
    past = a.tag[f.verb] in ("VBN", "VBD")
    perfect = past and bool(helpers & {"have", "'ve", "of"})
    if perfect and modals & {"must", "may", "might"}:
        return "guess"
    if perfect and modals & {"should", "could", "would", "ought"}:
        return "hindsight"
    if past and "had" in helpers and (mood == "condition" or inverted(a, f)):
        return "hindsight"
    guessed = f.over is not None and f.over.lemma in GUESSING and f.over.subject == "company"
    if guessed or any(a.norm[at] in GUESSES for at in f.parts.adverbs):
        return "guess"
    if modals & {"must", "should", "ought"} or (f.light and f.between in OBLIGING):
        return "obligation"
    return "modal" if modals else "plain"
