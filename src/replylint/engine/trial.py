"""Trying a pattern on a text: what was read, and what matched, so that a rule's author sees why."""

from dataclasses import dataclass, replace

from pydantic import ValidationError

from replylint.engine.analysis import Analysis
from replylint.engine.clause import Clause
from replylint.engine.compile import compile_pack
from replylint.engine.demand import needs_morphology
from replylint.engine.nodes import hits
from replylint.engine.pipeline import load_pipeline
from replylint.engine.reader import Reader
from replylint.engine.sight import Sight
from replylint.packs.explain import explain
from replylint.packs.located import parse
from replylint.packs.model import NamedPattern
from replylint.packs.pack import Kind, Pack
from replylint.packs.patterns import Pattern, PatternNode
from replylint.packs.tree import Path
from replylint.text.problem import ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

YOURS = "the pattern"


@dataclass(frozen=True, slots=True)
class TriedWord:
    """A word as patterns see it."""

    text: str
    form: str
    lemma: str
    tag: str
    role: str
    sentence: int


@dataclass(frozen=True, slots=True)
class TriedClause:
    """A clause as patterns see it, under the keys of the rule language."""

    text: str
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class TriedHit:
    """What matched: the words (None: holds of the text as a whole) and the pattern as it is written."""

    span: Span | None
    pattern: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything about one text and one pattern. `named` are the named patterns that hit it, too."""

    text: str
    regions: tuple[tuple[str, Span], ...]
    words: tuple[TriedWord, ...]
    clauses: tuple[TriedClause, ...]
    hits: tuple[TriedHit, ...]
    named: dict[str, tuple[TriedHit, ...]]


def read_pattern(written: str, pack: Pack) -> Pattern:
    """A pattern from the command line: the name of one, YAML in braces, or else a phrase.

    Raises ProblemsError where the YAML is no pattern.
    """
    if written in pack.patterns:
        return written
    if not written.lstrip().startswith("{"):
        return PatternNode(phrase=[written])
    located = parse(Source("<pattern>", written))
    try:
        return PatternNode.model_validate(located.data)
    except ValidationError as error:
        raise ProblemsError(explain(error, located, PatternNode)) from error


def trial(
    written: str, text: str, pack: Pack, *, customer: str | None = None, model: str | None = None
) -> Trial:
    """Reads a text and tries a pattern on it. Raises ProblemsError where the pattern does not compile."""
    pattern = read_pattern(written, pack)

    def places(kind: Kind, name: str, path: Path = ()) -> tuple[Source, Span]:
        if name == YOURS:
            return Source("<pattern>", written), Span(0, len(written))
        return pack.places(kind, name, path)

    patterns = {**pack.patterns, YOURS: NamedPattern(pattern=pattern)}
    wider = replace(pack, patterns=patterns, places=places)
    pipeline = load_pipeline(model, morphology=needs_morphology(wider))
    compiled = compile_pack(wider, pipeline.nlp, ())
    analyses = list(Reader(pipeline).read([text] if customer is None else [text, customer]))
    other = Sight(analyses[1], compiled.index) if customer is not None else None
    sight = Sight(analyses[0], compiled.index, other)
    found = {
        name: tuple(
            TriedHit(
                None if hit.whole else Span(hit.start, hit.end),
                compiled.index.leaves[hit.leaf].label if hit.leaf >= 0 else name,
            )
            for hit in hits(node, sight)
        )
        for name, node in compiled.named.items()
    }
    yours = found.pop(YOURS)
    return Trial(
        text=text,
        regions=tuple((block.kind, block.span) for block in analyses[0].layout.blocks),
        words=tuple(words(analyses[0])),
        clauses=tuple(tried_clause(analyses[0], clause) for clause in analyses[0].clauses),
        hits=yours,
        named={name: those for name, those in sorted(found.items()) if those},
    )


def words(a: Analysis) -> list[TriedWord]:
    """The words of a text."""
    rows = zip(a.starts, a.ends, a.norm, a.lemma, a.tag, a.dep, a.sentence, strict=True)
    return [
        TriedWord(a.text[start:end], norm, lemma, tag, dep, sentence)
        for start, end, norm, lemma, tag, dep, sentence in rows
    ]


def tried_clause(a: Analysis, clause: Clause) -> TriedClause:
    """A clause under the keys of the rule language."""
    return TriedClause(
        a.span(clause.start, clause.end).of(a.text),
        {
            "subject": clause.subject,
            "verb": " ".join([clause.lemma, *sorted(clause.particles)]),
            "object": ", ".join(sorted(clause.objects)) or "-",
            "polarity": "negative" if clause.negative else "positive",
            "modality": clause.modality,
            "modal": ", ".join(sorted(clause.modals)) or "-",
            "mood": clause.mood,
            "time": clause.time,
            "voice": "passive" if clause.passive else "active",
            "relative": "true" if clause.relative else "false",
        },
    )
