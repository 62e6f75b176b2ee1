"""The letter in a mail's text: what its sender wrote, his signature, and the message that he answers."""

from collections.abc import Sequence
from typing import NamedTuple

from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.mail.lines import Kind, Line, Quote
from replylint.readers.mail.quotations import classify
from replylint.readers.options import ReadOptions
from replylint.readers.plain import BLANK, unfit
from replylint.text.problem import Problem
from replylint.text.reply import Reply, Zone
from replylint.text.source import Source
from replylint.text.span import Span


class Letter(NamedTuple):
    """`own` holds what the sender wrote, signature included; `customer` is the message that he quotes.

    `signatures` are stretches of `own`.
    """

    own: Excerpt
    customer: Excerpt
    signatures: tuple[Span, ...]


def read_letter(text: Excerpt, quoted: Sequence[Quote] = ()) -> Letter:
    """The letter in a text, of which some stretches are known to be quoted."""
    lines = classify(text.text, quoted)
    own = Composer(text)
    signatures: list[Span] = []
    left_out: Line | None = None
    for line in lines:
        if line.kind not in (Kind.OWN, Kind.SIGNATURE):
            left_out = left_out or line
            continue
        if left_out and own.length:
            own.put("\n", left_out.span.start, line.span.start)
        left_out = None
        start = own.length
        own.copy(*line.span)
        if line.kind is Kind.SIGNATURE:
            if signatures and signatures[-1].end == start:
                start = signatures.pop().start
            signatures.append(Span(start, own.length))
    return Letter(own.excerpt(), _customer(text, lines), tuple(signatures))


def letter_reply(source: Source, letter: Letter, options: ReadOptions) -> Reply | Problem:
    """The reply that a letter is, or why it cannot be judged."""
    problem = unfit(letter.own.text)
    if problem:
        what, at, hint = problem
        span = letter.own.offsets.to_source(at) if at.end else None
        if letter.customer.text.strip() and span is None:
            what = "holds nothing but quotations and code"
        return Problem(f"not checked: the draft {what}", source=source, span=span, hint=hint)
    customer = letter.customer if options.customer is None else None
    if customer and (BLANK.fullmatch(customer.text) or unfit(customer.text)):
        customer = None
    return Reply(
        source=source,
        text=letter.own.text,
        offsets=letter.own.offsets,
        customer=customer.text if customer else options.customer,
        turn=options.turn,
        template=options.templates,
        regions=tuple(Zone("signature", span) for span in letter.signatures),
        customer_offsets=customer.offsets if customer else None,
    )


def _customer(text: Excerpt, lines: list[Line]) -> Excerpt:
    """The message that is answered: the outermost quotation, without what is quoted in it in turn."""
    outer = [line for line in lines if line.kind is Kind.QUOTE]
    depth = min((line.depth for line in outer if not line.blank), default=1)
    inner = _again(outer, depth)
    for _ in range(2):
        first = next((at for at, line in enumerate(inner) if not line.blank), 0)
        end = next((at for at in range(first, len(inner)) if inner[at].kind is not Kind.INTRODUCTION), 0)
        if end == first:
            break
        outer = outer[end:]
        inner = _again(outer, depth)
    composer = Composer(text)
    for line, seen in zip(outer, inner, strict=True):
        if seen.kind in (Kind.OWN, Kind.SIGNATURE):
            composer.copy(line.span.start + min(line.words, len(line.text)), line.span.end)
    return composer.excerpt()


def _again(lines: list[Line], depth: int) -> list[Line]:
    """The lines without the outermost quote marks, classified once more."""
    return classify("".join(">" * (line.depth > depth) + line.text[line.words :] + "\n" for line in lines))
