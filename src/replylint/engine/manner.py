"""How a clause is said: negated or not, with which modal, told or asked, when."""

from replylint.engine.analysis import Analysis
from replylint.engine.clause import Frame
from replylint.engine.governed import Governed
from replylint.engine.grammar import (
    CONDITIONS,
    ENABLING,
    FAILING,
    GUESSES,
    GUESSING,
    MODALS,
    NEGATIVE,
    OBLIGING,
    RAISING,
)
from replylint.packs.patterns import Modality, Mood, Time

PERFECT = frozenset(("have", "has", "had", "'ve"))


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
    perfect = helpers & PERFECT and (tag == "VBN" or inverted(a, f))
    if tag == "VBD" or helpers & {"did", "was", "were"} or perfect or is_past_form(a, f):
        return "past"
    if modals & {"will", "shall"}:
        return "future"
    if f.over and not helpers and (f.carries or f.parallel or tag in ("VBG", "VBN")):
        return f.over.time
    return "past" if tag == "VBN" and not helpers else "present"


def is_past_form(a: Analysis, f: Frame) -> bool:
    """Whether the tagger took a past form for a present one: "you forgot"."""
    lemma = a.lemma[f.verb]
    return a.tag[f.verb] == "VBP" and a.norm[f.verb] != lemma and lemma not in ("be", "have", "do")


def modality_of(a: Analysis, f: Frame, modals: set[str], mood: Mood) -> Modality:
    """Plain, modal, obligation, hindsight or guess."""
    helpers = {a.norm[helper] for helper in f.parts.helpers}
    past = a.tag[f.verb] in ("VBN", "VBD")
    perfect = past and bool(helpers & {"have", "'ve", "of"})
    if perfect and modals & {"must", "may", "might"}:
        return "guess"
    if perfect and modals & {"should", "could", "would", "ought"}:
        return "hindsight"
    if "had" in helpers and (inverted(a, f) or (past and mood == "condition")):
        return "hindsight"
    guessed = f.over is not None and f.over.lemma in GUESSING and f.over.subject == "company"
    if guessed or any(a.norm[at] in GUESSES for at in f.parts.adverbs):
        return "guess"
    if modals & {"must", "should", "ought"} or (f.light and f.between in OBLIGING):
        return "obligation"
    return "modal" if modals else "plain"
