"""From a reply's text to its analysis: layout, words, parse, clauses."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from replylint.engine.analysis import Analysis
from replylint.engine.clauses import read_clauses
from replylint.engine.layout import Block, Layout
from replylint.engine.placeholders import layout_of, read_placeholders
from replylint.engine.tokenizing import full_form, words_of
from replylint.text.reply import Zone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from replylint.engine.pipeline import Pipeline

SOFT = frozenset((",", '"', "'", "(", ")", "-", "–", "—", "*", "_", "**", "__", "`", ":", ";", "…"))
END_MARKS = frozenset(".!?…:;)]\"'”’*-–—|/>")
BATCH = 32
"""Texts parsed together."""

PART = 500
"""A text of so many words is parsed in parts: the parser's memory and time go with the longest."""


class Places(NamedTuple):
    """Where a text's words stand: code points of their starts and ends, and their blocks."""

    text: str
    layout: Layout
    starts: list[int]
    ends: list[int]
    blocks: list[Block]


class Reader:
    """Reads texts with one pipeline."""

    def __init__(self, pipeline: "Pipeline") -> None:
        self.pipeline = pipeline

    def read(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analysis of each text, in order, parsed in batches."""
        return self.read_zoned((text, ()) for text in texts)

    def read_zoned(self, texts: Iterable[tuple[str, Sequence[Zone]]]) -> Iterator[Analysis]:
        """The same for texts of which a reader has told some zones."""
        prepared = (part for text, zones in texts for part in self.prepare(text, zones))
        docs: list[Doc] = []
        for doc, places in self.pipeline.nlp.pipe(prepared, as_tuples=True, batch_size=BATCH):
            docs.append(doc)
            if places:
                yield self.finish(docs, places)
                docs = []

    def prepare(self, text: str, zones: Sequence[Zone] = ()) -> "Iterator[tuple[Doc, Places | None]]":
        """Words and sentence starts of a text, ready for the parser; white space is no word.

        A long text comes in parts, the last of which has the places.
        """
        reading = read_placeholders(text)
        layout = layout_of(text, zones, reading)
        raw = words_of(self.pipeline.nlp, reading.text)
        kept = [token for token in raw if not token.is_space]
        starts = reading.to_text([token.idx for token in kept])
        ends = reading.ends([len(token) for token in kept], starts)
        nth = [bisect_right(layout.starts, start) - 1 for start in starts]
        begins: list[bool | int | None] = [
            True if at == 0 or block != nth[at - 1] else None if can_begin(kept, at) else False
            for at, block in enumerate(nth)
        ]
        places = Places(text, layout, starts, ends, [layout.blocks[max(block, 0)] for block in nth])
        for low, high in pairwise([*cuts(begins), len(kept)]):
            doc = without_space(raw, kept[low:high], begins[low:high])
            yield doc, places if high == len(kept) else None

    def finish(self, docs: "list[Doc]", places: "Places") -> Analysis:
        """The analysis of a parsed text."""
        words = [token for doc in docs for token in doc]
        lower = [token.lower_ for token in words]
        norm = [full_form(form, token.norm_) for form, token in zip(lower, words, strict=True)]
        tag = [token.tag_ for token in words]
        first = [
            at for at, doc in zip(accumulate(map(len, docs), initial=0), docs, strict=False) for _ in doc
        ]
        head = [at + token.head.i for at, token in zip(first, words, strict=True)]
        sentence = list(
            accumulate(int(at > 0 and bool(token.is_sent_start)) for at, token in enumerate(words))
        )
        resolve(norm, lower, tag)
        lemma = [self.pipeline.lemmas(word, t) for word, t in zip(norm, tag, strict=True)]
        kids: list[list[int]] = [[] for _ in words]
        for at, over in enumerate(head):
            if over != at:
                kids[over].append(at)
        analysis = Analysis(
            text=places.text,
            layout=places.layout,
            docs=tuple(docs),
            starts=places.starts,
            ends=places.ends,
            lower=lower,
            norm=norm,
            lemma=lemma,
            tag=tag,
            dep=[token.dep_ for token in words],
            head=head,
            kids=kids,
            sentence=sentence,
            sentences=ranges(sentence),
            soft=[word in SOFT for word in lower],
            blocks=places.blocks,
        )
        analysis.clauses = read_clauses(analysis)
        return analysis


def cuts(begins: "Sequence[bool | int | None]") -> list[int]:
    """Where the parts of a text begin that are parsed by themselves.

    At a block's start, where none comes for long at a word that can begin a sentence, and at last anywhere.
    """
    found = [0]
    for at, begin in enumerate(begins):
        size = at - found[-1]
        if size >= PART * (1 if begin is True else 5 if begin is None else 10):
            found.append(at)
    return found


def can_begin(words: "list[Token]", at: int) -> bool:
    """Whether a sentence can begin at a word: after an end mark, or with a capital letter."""
    word, before = words[at].text, words[at - 1].text
    return before[-1] in END_MARKS or not before[0].isascii() or (word[0].isupper() and word != "I")


def without_space(raw: "Doc", kept: "list[Token]", begins: list[bool | int | None]) -> "Doc":
    """The words of a document without the white space between them, their full forms kept.

    `begins` says which words begin a sentence; None leaves it to the parser.
    """
    from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is loaded by now

    spaces = [bool(token.whitespace_) for token in kept]
    doc = Doc(raw.vocab, words=[token.text for token in kept], spaces=spaces, sent_starts=begins)
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
