"""Mails as replies."""

from collections.abc import Iterator
from typing import NamedTuple

from replylint.readers.excerpt import Composer, Excerpt, in_order, joined
from replylint.readers.html import read_markup
from replylint.readers.mail.body import MAX_BODY, body_text, unescaped, unread_encoding
from replylint.readers.mail.choose import Chosen, choose, kinds
from replylint.readers.mail.fields import field_text
from replylint.readers.mail.flowed import unflowed
from replylint.readers.mail.letter import Letter, read_letter
from replylint.readers.mail.marks import REPLIED_SUBJECT
from replylint.readers.mail.mbox import messages
from replylint.readers.mail.structure import Part, Scan
from replylint.readers.mail.textless import ARMOUR, Textless, is_encrypted
from replylint.readers.mail.view import view
from replylint.readers.naming import listed
from replylint.readers.options import ReadOptions
from replylint.readers.plain import BLANK, unfit
from replylint.text.problem import Problem
from replylint.text.reply import Reply, Turn, Zone
from replylint.text.source import Source
from replylint.text.span import Span

ENCRYPTED = "encrypted mails are checked before they are encrypted"


class _Message(NamedTuple):
    """A message of a file: its structure, and what its replies are called."""

    source: Source
    part: Part
    ident: str
    boxed: bool


def read_mail(data: bytes, name: str, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The subject and the text of one message, each as a reply. Raises ProblemsError."""
    source = view(data, name)
    yield from _read(source, Span(0, len(source.text)), "", options, boxed=False)


def read_mbox(data: bytes, name: str, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The replies of every message of an mbox file, called by their number. Raises ProblemsError."""
    source = view(data, name)
    for nth, span in enumerate(messages(source), start=1):
        yield from _read(source, span, str(nth), options, boxed=True)


def _read(
    source: Source, span: Span, ident: str, options: ReadOptions, *, boxed: bool
) -> Iterator[Reply | Problem]:
    scan = Scan(source)
    message = _Message(source, scan.message(span), ident, boxed)
    yield from scan.notes
    yield from _subject(message, options)
    yield from _body(message, options)


def _subject(message: _Message, options: ReadOptions) -> Iterator[Reply]:
    """The subject line, unless it repeats the one that is answered."""
    span = message.part.fields.get("subject")
    if span is None:
        return
    raw = field_text(message.source, span)
    start = len(raw.text) - len(raw.text.lstrip())
    composer = Composer(raw)
    composer.copy(start, max(start, len(raw.text.rstrip())))
    subject = composer.excerpt()
    if BLANK.fullmatch(subject.text) or REPLIED_SUBJECT.match(subject.text) or unfit(subject.text):
        return
    yield Reply(
        source=message.source,
        text=subject.text,
        offsets=subject.offsets,
        ident=f"{message.ident}/subject".removeprefix("/"),
        customer=options.customer,
        turn=Turn.MIDDLE,
        template=options.templates,
    )


def _body(message: _Message, options: ReadOptions) -> Iterator[Reply | Problem]:
    chosen = choose(message.part, message.source)
    notes: list[Problem] = []
    letters: list[Letter] = []
    for part in chosen.texts:
        if part.body.end - part.body.start > MAX_BODY:
            yield _problem(
                message, f"has a text of more than {MAX_BODY:,} characters", part.body, "shorten it"
            )
            return
        if encoding := unread_encoding(message.source, part):
            yield _problem(
                message, f"has its text in the transfer encoding {encoding!r}", part.body, "save it as UTF-8"
            )
            return
        letters.append(_letter(message, part, notes))
    yield from notes
    own = joined(letter.own for letter in letters)
    if BLANK.fullmatch(own.text):
        yield _empty(message, chosen, letters)
        return
    if own.text.lstrip().startswith(ARMOUR):
        yield _textless(message, "is encrypted", message.part.body, ENCRYPTED, encrypted=True)
        return
    problem = unfit(own.text) or _odd(own.text)
    if problem:
        what, at, hint = problem
        where = own.offsets.to_source(at) if at.end else message.part.body
        yield _problem(message, what, where, hint)
        return
    customer = _customer(message, chosen, letters)
    yield Reply(
        source=message.source,
        text=own.text,
        offsets=own.offsets,
        ident=message.ident,
        customer=customer.text if customer and options.customer is None else options.customer,
        turn=options.turn,
        template=options.templates,
        regions=tuple(_zones(letters)),
        customer_offsets=customer.offsets if customer and options.customer is None else None,
    )


def _letter(message: _Message, part: Part, notes: list[Problem]) -> Letter:
    text = body_text(message.source, part, notes)
    if part.kind == "text/html":
        markup = read_markup(text)
        return read_letter(markup.text, markup.quoted)
    if message.boxed:
        text = unescaped(text)
    if part.type.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, delsp=part.type.parameters.get("delsp", "").lower() == "yes")
    return read_letter(text)


def _customer(message: _Message, chosen: Chosen, letters: list[Letter]) -> Excerpt | None:
    """The message that is answered: what is quoted, else the message that is passed on."""
    parts = [letter.customer for letter in letters if letter.customer.text.strip()]
    if not parts:
        for forwarded in chosen.forwarded[:1]:
            inner = choose(forwarded, message.source)
            texts = [part for part in inner.texts if part.body.end - part.body.start <= MAX_BODY]
            parts = [_letter(message, part, []).own for part in texts]
    if not parts or not in_order(parts):
        return None
    found = joined(parts)
    if BLANK.fullmatch(found.text) or unfit(found.text):
        return None
    return found


def _zones(letters: list[Letter]) -> Iterator[Zone]:
    shift = 0
    for letter in letters:
        if letter.own.text:
            for span in letter.signatures:
                yield Zone("signature", Span(span.start + shift, span.end + shift))
            shift += len(letter.own.text) + 2


def _odd(text: str) -> tuple[str, Span, str] | None:
    at = text.find("\0")
    if at < 0:
        return None
    return "holds a NUL character", Span(at, at + 1), "is this part of the mail a text?"


def _empty(message: _Message, chosen: Chosen, letters: list[Letter]) -> Textless:
    body = message.part.body
    if any(letter.customer.text.strip() for letter in letters):
        return _textless(message, "holds nothing but quotations", body, "write the reply first")
    if chosen.texts:
        return _textless(message, "is empty", body, "write the reply first")
    found = listed(kinds(message.part))
    encrypted = is_encrypted(message.part)
    return _textless(
        message, f"has no text (only {found})", body, ENCRYPTED if encrypted else "", encrypted=encrypted
    )


def _textless(message: _Message, what: str, span: Span, hint: str, *, encrypted: bool = False) -> Textless:
    problem = _problem(message, what, span, hint)
    return Textless(problem.message, source=problem.source, span=problem.span, hint=hint, encrypted=encrypted)


def _problem(message: _Message, what: str, span: Span, hint: str) -> Problem:
    which = f"message {message.ident}" if message.ident else "the mail"
    place = Span(span.start, min(span.end, span.start + 1))
    return Problem(f"not checked: {which} {what}", source=message.source, span=place, hint=hint)
