"""What hangs on a verb, sorted by what it is to the verb."""

from dataclasses import dataclass, field

from replylint.engine.analysis import Analysis
from replylint.engine.grammar import CONDITIONS, NEGATIVE, OBJECT, SUBJECT


@dataclass(slots=True)
class Governed:
    """The parts around one verb, as indices of words; -1 where there is none."""

    subject: int = -1
    agent: int = -1
    mark: str = ""
    passive: bool = False
    infinitive: bool = False
    helpers: list[int] = field(default_factory=list)
    negations: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    prepositions: list[int] = field(default_factory=list)
    particles: list[int] = field(default_factory=list)
    adverbs: list[int] = field(default_factory=list)


def read_governed(a: Analysis, verb: int) -> Governed:
    """The parts around a verb."""
    found = Governed()
    for kid in a.kids[verb]:
        dep = a.dep[kid]
        if dep in SUBJECT or (dep == "expl" and found.subject < 0):
            found.subject = kid
            found.passive = found.passive or dep.endswith("pass")
        elif dep in ("aux", "auxpass"):
            found.passive = found.passive or dep == "auxpass"
            found.infinitive = found.infinitive or a.tag[kid] == "TO"
            if a.tag[kid] != "TO":
                found.helpers.append(kid)
        elif dep == "agent":
            found.agent = next((p for p in a.kids[kid] if a.dep[p] == "pobj"), -1)
            found.passive = True
        elif dep == "mark" or (dep == "advmod" and a.norm[kid] in CONDITIONS):
            found.mark = a.norm[kid]
        else:
            sort_rest(a, kid, found)
    return found


def sort_rest(a: Analysis, kid: int, found: Governed) -> None:
    """Puts a word where it belongs that is neither subject, helper nor mark."""
    match a.dep[kid]:
        case "neg":
            found.negations.append(kid)
        case "prep":
            found.prepositions.append(kid)
        case "prt":
            found.particles.append(kid)
        case "advmod":
            (found.negations if a.norm[kid] in NEGATIVE else found.adverbs).append(kid)
        case dep if dep in OBJECT:
            found.objects.append(kid)
