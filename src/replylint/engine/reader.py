"""From a reply's text to its analysis: layout, words, parse, clauses."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replylint.engine.analysis import Analysis, index_words
from replylint.engine.clauses import read_clauses
from replylint.engine.layout import Block, Layout, read_layout
from replylint.engine.placeholders import read_placeholders

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from replylint.engine.pipeline import Pipeline

SOFT = frozenset((",", '"', "'", "(", ")", "-", "–", "—", "*", "_", "**", "__", "`", ":", ";", "…"))
BATCH = 64
"""Texts parsed together."""


class Reader:
    """Reads texts with one pipeline."""

    def __init__(self, pipeline: "Pipeline") -> None:
        self.pipeline = pipeline

    def read(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analysis of each text, in order, parsed in batches."""
        prepared = (self.prepare(text) for text in texts)
        for doc, context in self.pipeline.nlp.pipe(prepared, as_tuples=True, batch_size=BATCH):
            yield self.finish(doc, *context)

    def prepare(self, text: str) -> "tuple[Doc, tuple[str, Layout, list[int], list[int], list[Block]]]":
        """Words and sentence starts of a text, ready for the parser; white space is no word."""
        layout = read_layout(text)
        reading = read_placeholders(text)
        raw = self.pipeline.nlp.make_doc(reading.text)
        kept = [token for token in raw if not token.is_space]
        offsets = [token.idx for token in kept]
        doc = raw if len(kept) == len(raw) else without_space(raw, kept)
        lengths = [len(token) for token in kept]
        starts = reading.to_text(offsets)
        ends = reading.ends(lengths, starts)
        blocks = []
        nth, edges = -1, layout.blocks
        for at, start in enumerate(starts):
            moved = False
            while nth + 1 < len(edges) and edges[nth + 1].span.start <= start:
                nth, moved = nth + 1, True
            if moved or at == 0:
                doc[at].is_sent_start = True
            blocks.append(edges[max(nth, 0)])
        return doc, (text, layout, starts, ends, blocks)

    def finish(
        self, doc: "Doc", text: str, layout: Layout, starts: list[int], ends: list[int], blocks: list[Block]
    ) -> Analysis:
        """The analysis of a parsed text."""
        n = len(doc)
        norm: list[str] = []
        lower: list[str] = []
        tag: list[str] = []
        dep: list[str] = []
        head: list[int] = []
        sentence: list[int] = []
        count = -1
        for token in doc:
            norm.append(token.norm_)
            lower.append(token.lower_)
            tag.append(token.tag_)
            dep.append(token.dep_)
            head.append(token.head.i)
            count += bool(token.is_sent_start) or token.i == 0
            sentence.append(count)
        resolve(norm, lower, tag)
        lemmas = self.pipeline.lemmas
        lemma = [lemmas(word, t) for word, t in zip(norm, tag, strict=True)]
        kids: list[list[int]] = [[] for _ in range(n)]
        for at, over in enumerate(head):
            if over != at:
                kids[over].append(at)
        analysis = Analysis(
            text=text, layout=layout, doc=doc, starts=starts, ends=ends, norm=norm, lemma=lemma, tag=tag, dep=dep,
            head=head, kids=kids, sentence=sentence, sentences=ranges(sentence),
            soft=[word in SOFT for word in lower], blocks=blocks,
        )  # fmt: skip
        analysis.clauses = read_clauses(analysis)
        analysis.places = index_words(norm, lemma)
        return analysis


def without_space(raw: "Doc", kept: "list[Token]") -> "Doc":
    """The words of a document without the white space between them, their full forms kept."""
    from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is loaded by now

    doc = Doc(raw.vocab, words=[t.text for t in kept], spaces=[bool(t.whitespace_) for t in kept])
    for new, old in zip(doc, kept, strict=True):
        if new.norm != old.norm:
            new.norm_ = old.norm_
    return doc


def ranges(sentence: list[int]) -> list[tuple[int, int]]:
    """The range of words of each sentence."""
    found: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(sentence) + 1):
        if at == len(sentence) or sentence[at] != sentence[start]:
            found.append((start, at))
            start = at
    return found


def resolve(norm: list[str], lower: list[str], tag: list[str]) -> None:
    """Full forms of "'s" and "'d" by their tags, and of what is written without its apostrophe."""
    for at, word in enumerate(norm):
        if word in ("'s", "s") and lower[at] in ("'s", "s") and tag[at] == "VBZ":
            following = next((t for t in tag[at + 1 : at + 3] if t[0] != "R"), "")
            norm[at] = "has" if following == "VBN" and "been" in lower[at + 1 : at + 4] else "is"
        elif word == "'d":
            norm[at] = "had" if tag[at] == "VBD" else "would"
        elif word == "have" and lower[at] in ("of",):
            norm[at] = "of"
