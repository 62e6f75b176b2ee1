"""Who takes part in a clause: the doer, the grammatical subject, those to whom it is done."""

from replylint.engine.analysis import Analysis
from replylint.engine.clause import Frame
from replylint.engine.governed import Governed
from replylint.engine.grammar import MAIN, SPOKEN, YOUR_PLACE
from replylint.engine.roles import role_of
from replylint.packs.patterns import Role

THANKING = frozenset(("thank", "blame", "forgive", "excuse"))
"""Verbs whose object did what "for …ing" says: "thank you for writing"."""

RELATIVE = frozenset(("who", "which", "that"))


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
    if dep == "xcomp" or (dep == "pcomp" and f.over.lemma in THANKING):
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
