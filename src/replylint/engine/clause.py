"""A clause, and the frame that it is read from."""

from typing import NamedTuple

from replylint.engine.governed import Governed
from replylint.packs.patterns import Modality, Mood, Role, Time


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
    relative: bool
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
