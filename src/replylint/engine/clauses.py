"""Clauses: who does what to whom, negated or not, told or asked, when, read once from the parse.

Dependency labels are those of spaCy's English pipelines (ClearNLP), tags those of the Penn Treebank.
"""

from typing import NamedTuple

from replylint.engine.analysis import Analysis
from replylint.engine.roles import (
    COMPANY_NOUNS,
    COMPANY_PRONOUNS,
    CUSTOMER_NOUNS,
    CUSTOMER_PRONOUNS,
)
from replylint.packs.patterns import Modality, Mood, Role, Time

SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
OBJECT = frozenset(("dobj", "dative", "attr", "oprd", "acomp"))
NO_CLAUSE = frozenset(("aux", "auxpass", "amod", "compound", "punct", "det", "poss", "nmod", "prt", "neg"))
MODALS = frozenset(("can", "could", "will", "would", "shall", "should", "may", "might", "must", "ought"))
NEGATIVE_WORDS = frozenset(
    ("no", "nobody", "none", "nothing", "neither", "nor", "never", "hardly", "nowhere", "no-one", "cannot")
)
CONDITIONS = frozenset(("if", "unless", "provided", "providing", "assuming", "supposing"))
GUESSES = frozenset(
    ("probably", "presumably", "perhaps", "maybe", "possibly", "likely", "surely", "undoubtedly", "evidently",
     "apparently", "obviously", "clearly")
)  # fmt: skip
GUESSING_VERBS = frozenset(
    ("assume", "guess", "suspect", "imagine", "bet", "presume", "suppose", "figure", "gather")
)
RAISING = frozenset(("think", "believe", "suppose", "expect", "see", "feel"))
OBLIGING = frozenset(("have", "need", "get", "require", "oblige", "ask", "advise", "suppose", "recommend"))
FAILING = frozenset(
    ("fail", "refuse", "decline", "neglect", "forget", "omit", "unable", "unwilling", "impossible")
)
CARRYING = frozenset(
    ("able", "unable", "willing", "unwilling", "going", "go", "have", "need", "want", "allow", "permit", "possible",
     "suppose", "authorize", "seem", "appear", "impossible", "position", "get", "plan", "intend", "like", "use",
     "try", "start", "begin", "manage", "mean", "expect", "happy", "glad", "ready", "prepared", "sure", "set")
)  # fmt: skip
SPOKEN = frozenset(
    ("hope", "wish", "appreciate", "thank", "apologize", "apologise", "look", "wonder", "guess", "understand",
     "love", "regret", "trust", "hear", "see", "feel", "think", "know", "mean")
)  # fmt: skip
PLACES_OF_YOURS = frozenset(("end", "side", "part", "behalf"))


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


class Parts(NamedTuple):
    """What hangs on a verb, sorted by what it is."""

    subject: int
    helpers: list[int]
    negations: list[int]
    objects: list[int]
    prepositions: list[int]
    particles: list[int]
    adverbs: list[int]
    agent: int
    mark: str
    passive: bool
    infinitive: bool


def read_clauses(a: Analysis) -> list[Clause]:
    """The clauses of a text in the order of their verbs."""
    heads = [
        at
        for at, (tag, dep) in enumerate(zip(a.tag, a.dep, strict=True))
        if (tag[0] == "V" and dep not in NO_CLAUSE) or (tag == "MD" and dep in ("ROOT", "conj", "ccomp"))
    ]
    reader = _Reader(a, frozenset(heads))
    return [reader.clause(at) for at in heads]


def role_of(a: Analysis, at: int) -> Role:
    """Whom the word at `at`, as the head of a noun phrase, stands for."""
    norm, lemma = a.norm[at], a.lemma[at]
    if norm in COMPANY_PRONOUNS:
        return "company"
    if norm in CUSTOMER_PRONOUNS:
        return "customer"
    if a.dep[at] == "expl" or norm == "there":
        return "nobody"
    owner = next((a.norm[k] for k in a.kids[at] if a.dep[k] == "poss"), "")
    if (lemma in COMPANY_NOUNS and owner in ("", "our")) or (
        norm in ("one", "some", "each", "all") and of_us(a, at)
    ):
        return "company"
    if lemma in CUSTOMER_NOUNS and owner != "another":
        return "customer"
    return "third"


def of_us(a: Analysis, at: int) -> bool:
    """Whether "of us" hangs on the word."""
    return any(a.norm[k] == "of" and any(a.norm[p] == "us" for p in a.kids[k]) for k in a.kids[at])


class _Reader:
    """Reads the clauses of one analysis; a governing clause is read before those that hang on it."""

    def __init__(self, a: Analysis, heads: frozenset[int]) -> None:
        self.a = a
        self.heads = heads
        self.known: dict[int, Clause] = {}
        self.reading: set[int] = set()
        self.spans()

    def spans(self) -> None:
        """Own words and whole extent of every clause, in one climb from each word."""
        a = self.a
        n = len(a.norm)
        self.first, self.last = list(range(n)), list(range(n))
        self.own_first: dict[int, int] = {}
        self.own_last: dict[int, int] = {}
        heads, head = self.heads, a.head
        for at in range(n):
            owner = at if at in heads else -1
            j = at
            while head[j] != j:
                j = head[j]
                self.first[j] = min(self.first[j], at)
                self.last[j] = max(self.last[j], at)
                if owner < 0 and j in heads:
                    owner = j
            if owner >= 0 and a.dep[at] not in ("punct", "cc", "mark", "intj", "preconj"):
                self.own_first.setdefault(owner, at)
                self.own_last[owner] = at

    def parts(self, verb: int) -> Parts:
        a = self.a
        subject, agent, mark, passive, infinitive = -1, -1, "", False, False
        helpers: list[int] = []
        negations: list[int] = []
        objects: list[int] = []
        prepositions: list[int] = []
        particles: list[int] = []
        adverbs: list[int] = []
        for k in a.kids[verb]:
            dep = a.dep[k]
            if dep in SUBJECT or (dep == "expl" and subject < 0):
                subject = k
                passive = passive or dep.endswith("pass")
            elif dep == "aux" or dep == "auxpass":
                passive = passive or dep == "auxpass"
                if a.tag[k] == "TO":
                    infinitive = True
                else:
                    helpers.append(k)
            elif dep == "neg":
                negations.append(k)
            elif dep in OBJECT:
                objects.append(k)
            elif dep == "prep":
                prepositions.append(k)
            elif dep == "agent":
                agent = next((p for p in a.kids[k] if a.dep[p] == "pobj"), -1)
                passive = True
            elif dep == "prt":
                particles.append(k)
            elif dep == "mark" or (dep == "advmod" and a.norm[k] in CONDITIONS):
                mark = a.norm[k]
            elif dep == "advmod":
                (negations if a.norm[k] in NEGATIVE_WORDS else adverbs).append(k)
        return Parts(
            subject,
            helpers,
            negations,
            objects,
            prepositions,
            particles,
            adverbs,
            agent,
            mark,
            passive,
            infinitive,
        )

    def governor(self, verb: int) -> tuple[Clause | None, int]:
        """The clause that a verb hangs on, and the word between them (an adjective or noun) or -1."""
        a = self.a
        between, j = -1, a.head[verb]
        while j not in self.heads:
            if a.head[j] == j:
                return None, between
            between, j = j, a.head[j]
        return (None if j in self.reading or j == verb else self.clause(j)), between

    def clause(self, verb: int) -> Clause:
        """The clause of a verb."""
        if verb not in self.known:
            self.reading.add(verb)
            self.known[verb] = self.read(verb)
            self.reading.discard(verb)
        return self.known[verb]

    def read(self, verb: int) -> Clause:
        a = self.a
        parts = self.parts(verb)
        over, between = self.governor(verb)
        dep = a.dep[verb]
        shares = (
            over is not None
            and parts.subject < 0
            and dep in ("xcomp", "conj", "advcl", "pcomp", "ccomp", "acl")
        )
        same_form = shares and dep == "conj" and not parts.helpers and a.tag[verb] == a.tag[over.verb]  # type: ignore[union-attr] # shares
        command = self.is_command(verb, parts, over)
        subject_at = self.subject_at(verb, parts, over, shares)
        word = a.lemma[between] if between >= 0 else (over.lemma if over else "")
        carries = over is not None and dep == "xcomp" and shares
        light = carries and word in CARRYING | OBLIGING | FAILING

        modals = {a.norm[h] for h in parts.helpers} & MODALS
        if a.tag[verb] == "MD":
            modals.add(a.lemma[verb])
        negative = bool(parts.negations) or self.negative_words(parts)
        if over and (light or same_form):
            negative ^= over.negative and (light or dep == "conj")
            modals |= over.modals
        if light and word in FAILING:
            negative = not negative
        if light and word in ("able", "unable", "capable", "possible", "impossible"):
            modals.add("can")
        if light and (word == "going" or (word == "go" and self.a.tag[over.verb] == "VBG")):  # type: ignore[union-attr] # light
            modals.add("will")
        if over and dep == "ccomp" and over.negative and over.lemma in RAISING:
            negative = not negative

        mood = self.mood(verb, parts, over, command)
        time = self.time(
            verb, parts, modals, over if carries or same_form or self.bare_form(verb, parts) else None
        )
        modality = self.modality(verb, parts, modals, mood, over, word if light else "")
        if modality == "hindsight" and self.inverted(verb, parts):
            mood = "condition"
        start = self.own_first.get(verb, verb)
        if carries and over and over.start < start:
            start = over.start
        return Clause(
            verb=verb,
            lemma=a.lemma[verb],
            particles=frozenset(a.norm[p] for p in (*parts.particles, *parts.prepositions)),
            subject=self.doer(verb, parts, subject_at, command, over, shares),
            subject_at=subject_at,
            objects=self.object_roles(parts),
            negative=negative,
            modality=modality,
            modals=frozenset(modals),
            mood=mood,
            time=time,
            passive=self.is_passive(verb, parts),
            start=start,
            end=self.own_last.get(verb, verb) + 1,
            first=self.first[verb],
            last=self.last[verb] + 1,
        )

    def is_passive(self, verb: int, parts: Parts) -> bool:
        return parts.passive or (self.a.tag[verb] == "VBN" and self.a.dep[verb] == "acl")

    def is_command(self, verb: int, parts: Parts, over: Clause | None) -> bool:
        a = self.a
        if parts.subject >= 0 or parts.infinitive or a.tag[verb] not in ("VB", "VBP"):
            return False
        if any(a.norm[h] != "do" for h in parts.helpers) or a.lemma[verb] in SPOKEN | {"let"}:
            return False
        if a.norm[verb] != a.lemma[verb]:
            return False
        dep = a.dep[verb]
        if dep == "conj" and over:
            return over.mood == "command"
        return dep in ("ROOT", "parataxis", "ccomp", "dep") and (
            over is None or dep != "ccomp" or verb < over.verb
        )

    def subject_at(self, verb: int, parts: Parts, over: Clause | None, shares: bool) -> int:
        a = self.a
        if parts.subject >= 0:
            relative = a.norm[parts.subject] in ("who", "which", "that") and a.dep[verb] == "relcl"
            return a.head[verb] if relative else parts.subject
        if a.dep[verb] == "acl":
            return a.head[verb]
        if not (over and shares):
            return -1
        if a.dep[verb] == "xcomp":
            objects = [k for k in a.kids[over.verb] if a.dep[k] in ("dobj", "dative")]
            if objects:
                return objects[0]
        return over.subject_at

    def doer(
        self, verb: int, parts: Parts, subject_at: int, command: bool, over: Clause | None, shares: bool
    ) -> Role:
        a = self.a
        if self.is_passive(verb, parts):
            if parts.agent >= 0:
                return role_of(a, parts.agent)
            return "customer" if self.at_your_end(parts) else "nobody"
        if command:
            return "customer"
        if subject_at >= 0:
            return role_of(a, subject_at)
        if over and shares:
            return over.subject
        if a.dep[verb] in ("ROOT", "ccomp", "conj", "parataxis") and not parts.infinitive:
            return "company"
        return "nobody"

    def at_your_end(self, parts: Parts) -> bool:
        """Whether "at your end", "on your side" stands with the verb."""
        a = self.a
        return any(
            a.norm[p] in PLACES_OF_YOURS and any(a.norm[k] == "your" for k in a.kids[p])
            for prep in parts.prepositions
            for p in a.kids[prep]
        )

    def object_roles(self, parts: Parts) -> frozenset[Role]:
        a = self.a
        things = [at for at in parts.objects if a.dep[at] != "acomp"]
        things += [p for prep in parts.prepositions for p in a.kids[prep] if a.dep[p] == "pobj"]
        if parts.passive and parts.subject >= 0:
            things.append(parts.subject)
        return frozenset(role_of(a, at) for at in things)

    def negative_words(self, parts: Parts) -> bool:
        """Negation by a word: "no record", "nobody", "nothing"."""
        a = self.a
        nouns = [*parts.objects, *([parts.subject] if parts.subject >= 0 else [])]
        return any(
            a.norm[at] in NEGATIVE_WORDS
            or any(a.norm[k] in ("no", "neither", "none") and a.dep[k] in ("det", "neg") for k in a.kids[at])
            for at in nouns
        )

    def inverted(self, verb: int, parts: Parts) -> bool:
        """ "Had you followed", "should you": the helper stands before the subject, and nothing is asked."""
        a = self.a
        early = [h for h in parts.helpers if a.norm[h] in ("had", "should", "were") and h < parts.subject]
        return parts.subject >= 0 and bool(early) and not self.asked(verb)

    def asked(self, verb: int) -> bool:
        """Whether the sentence ends with a question mark."""
        start, end = self.a.sentences[self.a.sentence[verb]]
        return "?" in "".join(self.a.norm[max(start, end - 3) : end])

    def mood(self, verb: int, parts: Parts, over: Clause | None, command: bool) -> Mood:
        dep = self.a.dep[verb]
        if parts.mark in CONDITIONS or self.inverted(verb, parts):
            return "condition"
        if parts.mark == "whether":
            return "question"
        if dep in ("conj", "xcomp") and over and over.mood in ("condition", "question"):
            return over.mood
        if command:
            return "command"
        return "question" if dep not in ("relcl", "acl", "advcl") and self.asked(verb) else "statement"

    def bare_form(self, verb: int, parts: Parts) -> bool:
        return self.a.tag[verb] in ("VBG", "VBN") and not parts.helpers

    def time(self, verb: int, parts: Parts, modals: set[str], over: Clause | None) -> Time:
        a = self.a
        helpers = {a.norm[h] for h in parts.helpers}
        perfect = bool(helpers & {"have", "has", "had", "'ve"}) and a.tag[verb] == "VBN"
        if perfect or a.tag[verb] == "VBD" or helpers & {"did", "was", "were"}:
            return "past"
        if modals & {"will", "shall"}:
            return "future"
        if over and not helpers:
            return over.time
        return "past" if a.tag[verb] == "VBN" and not helpers else "present"

    def modality(
        self, verb: int, parts: Parts, modals: set[str], mood: Mood, over: Clause | None, word: str
    ) -> Modality:
        a = self.a
        helpers = {a.norm[h] for h in parts.helpers}
        perfect = bool(helpers & {"have", "'ve", "of"}) and a.tag[verb] in ("VBN", "VBD")
        if perfect and modals & {"must", "may", "might"}:
            return "guess"
        if perfect and modals & {"should", "could", "would", "ought"}:
            return "hindsight"
        if (
            "had" in helpers
            and a.tag[verb] in ("VBN", "VBD")
            and (mood == "condition" or self.inverted(verb, parts))
        ):
            return "hindsight"
        adverbs = {a.norm[k] for k in parts.adverbs}
        if adverbs & GUESSES or (over and over.lemma in GUESSING_VERBS and over.subject == "company"):
            return "guess"
        if modals & {"must", "should", "ought"} or word in OBLIGING:
            return "obligation"
        return "modal" if modals else "plain"
