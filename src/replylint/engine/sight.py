"""What the leaf patterns of a pack see in one text: found when asked for, and found once."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from replylint.engine.analysis import Analysis
from replylint.engine.hit import Hit
from replylint.engine.look import Look
from replylint.text.span import Span

if TYPE_CHECKING:
    from replylint.engine.index import Index

EVERYWHERE = Span(0, 1 << 60)
UNREAD = frozenset(("signature", "quotation", "code"))


@dataclass(slots=True)
class Sight:
    """One text under the eyes of one pack. `customer` is the sight of the customer's message, if any.

    `explain` asks for what came closest, where something is missing.
    """

    analysis: Analysis
    index: "Index"
    customer: "Sight | None" = None
    template: bool = False
    explain: bool = False
    nodes: dict[int, list[Hit]] = field(default_factory=dict)
    look: Look = field(init=False)
    having: int = field(init=False)
    _edges: tuple[int, int] | None = None
    _clauses: dict[int, list[Span]] | None = None

    def __post_init__(self) -> None:
        self.look = self.index.look(self.analysis)
        self.having = self.look.having

    def unit(self, within: str, hit: Hit) -> Span:
        """The stretch that counts as near a hit."""
        a = self.analysis
        if within == "reply" or hit.whole or not a.sentences:
            return EVERYWHERE
        if within == "hit":
            return Span(hit.start, hit.end)
        first = a.sentence_at(hit.start)
        match within:
            case "sentence":
                return Span(a.sentence_span(first).start, self.sentence_end(hit))
            case "next":
                return Span(a.sentence_span(first).start, self.sentence_end(hit, 1))
            case "around":
                return Span(a.sentence_span(max(first - 1, 0)).start, self.sentence_end(hit, 1))
            case "paragraph":
                return self.paragraph(hit)
            case _:
                return self.clause(hit)

    def sentence_end(self, hit: Hit, after: int = 0) -> int:
        """Where the sentence that a hit ends in ends, or the one so many sentences later."""
        a = self.analysis
        last = a.sentence_at(max(hit.end - 1, hit.start)) + after
        return a.sentence_span(min(last, len(a.sentences) - 1)).end

    def paragraph(self, hit: Hit) -> Span:
        """The paragraph that a hit starts in."""
        number = self.analysis.layout.at(hit.start).paragraph
        blocks = [b for b in self.analysis.layout.blocks if b.paragraph == number]
        return Span(blocks[0].span.start, blocks[-1].span.end)

    def clause(self, hit: Hit) -> Span:
        """The smallest clause around a hit, or its sentence."""
        a = self.analysis
        if self._clauses is None:
            self._clauses = {}
            for c in a.clauses:
                self._clauses.setdefault(a.sentence[c.verb], []).append(a.span(c.start, c.end))
        around = self._clauses.get(a.sentence_at(hit.start), [])
        around = [span for span in around if span.start <= hit.start and hit.end <= span.end]
        return min(around, key=lambda span: span.end - span.start) if around else self.unit("sentence", hit)

    def in_scope(self, hit: Hit, scope: tuple[str, ...]) -> bool:
        """Whether a hit stands in one of these regions; without any, in one that is the writer's text."""
        if hit.whole:
            return True
        if scope and self.at_edge(hit, scope):
            return True
        kind = self.analysis.layout.at(hit.start).kind
        return kind in scope if scope else kind not in UNREAD

    def at_edge(self, hit: Hit, scope: tuple[str, ...]) -> bool:
        """Whether a hit stands in the first or last sentence, greeting and signature left out."""
        if "first" not in scope and "last" not in scope:
            return False
        if self._edges is None:
            self._edges = self.edges()
        first, last = self._edges
        return ("first" in scope and hit.start < first) or ("last" in scope and hit.start >= last)

    def edges(self) -> tuple[int, int]:
        """Where the body's first sentence ends and its last begins; what closes the letter counts to that."""
        a = self.analysis
        kinds = [a.blocks[start].kind for start, _ in a.sentences]
        own = [nth for nth, kind in enumerate(kinds) if kind not in {"greeting", *UNREAD}]
        body = [nth for nth in own if kinds[nth] != "closing"] or own
        if not own:
            return -1, len(a.text) + 1
        after = own[0] + 1
        end = a.sentence_span(after).start if after < len(kinds) else len(a.text) + 1
        return end, a.sentence_span(body[-1]).start if body[-1] else 0
