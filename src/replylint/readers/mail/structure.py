"""The structure of a message: header fields, bodies, parts (RFC 5322 and RFC 2046), all with their places."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from replylint.readers.mail.fields import ContentType, content_type
from replylint.text.problem import Level, Problem
from replylint.text.source import Source
from replylint.text.span import Span

MAX_DEPTH = 20
MAX_PARTS = 1000
MAX_FIELDS = 1000

FIELD = re.compile(r"([!-9;-~]++)[ \t]*+:([^\r\n]*+(?:(?:\r\n|\n|\r)[ \t][^\r\n]*+)*+)(?:\r\n|\n|\r|\Z)")
ENVELOPE = re.compile(r">?From [^\r\n]*(?:\r\n|\n|\r|\Z)")
SEPARATOR = re.compile(r"(?:--text follows this line--|--+)?(?:\r\n|\n|\r|\Z)")
"""An empty line; in drafts, what Emacs and nmh write in its place."""

DASHES = re.compile(r"--([^\r\n]*+)")


class CutOff(Problem):
    """The note that a mail, and not one in it, ends before its last part does."""


@dataclass(frozen=True, slots=True)
class Part:
    """A message or a part of one. `fields` has the span of each value by its name, the first of each."""

    fields: dict[str, Span]
    type: ContentType
    body: Span
    depth: int
    children: tuple["Part", ...] = ()

    @property
    def kind(self) -> str:
        """The media type, such as text/plain."""
        return self.type.name


@dataclass(slots=True)
class Scan:
    """A source under scan, and what was odd about it."""

    source: Source
    notes: list[Problem] = field(default_factory=list)
    parts: int = 0
    _starts: list[int] = field(default_factory=list)
    _labels: list[str] = field(default_factory=list)
    _listed: bool = False
    _said: set[str] = field(default_factory=set)

    def message(self, span: Span) -> Part:
        """The structure of the message in a stretch of the source."""
        self.parts = 0
        self._said.clear()
        return self._part(span, "text/plain", 0)

    def _part(self, span: Span, default: str, depth: int) -> Part:
        self.parts += 1
        fields, start = self._fields(span)
        body = Span(start, span.end)
        value = fields.get("content-type")
        kind = content_type(value.of(self.source.text) if value else "", default)
        children: tuple[Part, ...] = ()
        if kind.name.startswith("multipart/") or kind.name == "message/rfc822":
            if depth == MAX_DEPTH:
                self._note(f"more than {MAX_DEPTH} levels of parts; what is below was passed over", body)
            elif kind.name == "message/rfc822":
                children = (self._part(body, "text/plain", depth + 1),)
            else:
                spans = self._split(body, kind, outermost=depth == 0)
                inner = "message/rfc822" if kind.name == "multipart/digest" else "text/plain"
                kind = kind if spans else ContentType("text/plain", {})
                children = tuple(self._parts(spans, inner, depth + 1))
        return Part(fields, kind, body, depth, children)

    def _parts(self, spans: list[Span], default: str, depth: int) -> Iterator[Part]:
        for span in spans:
            if self.parts >= MAX_PARTS:
                self._note(f"more than {MAX_PARTS:,} parts; the rest was passed over", span)
                return
            yield self._part(span, default, depth)

    def _fields(self, span: Span) -> tuple[dict[str, Span], int]:
        text = self.source.text
        at = span.start
        envelope = ENVELOPE.match(text, at, span.end)
        if envelope:
            at = envelope.end()
        fields: dict[str, Span] = {}
        for _ in range(MAX_FIELDS):
            found = FIELD.match(text, at, span.end)
            if not found:
                break
            fields.setdefault(found[1].lower(), Span(*found.span(2)))
            at = found.end()
        else:
            at = self._passed_over(at, span.end)
        separator = SEPARATOR.match(text, at, span.end)
        return fields, separator.end() if separator else at

    def _passed_over(self, at: int, end: int) -> int:
        """Where the header fields end that are too many."""
        start = at
        while found := FIELD.match(self.source.text, at, end):
            at = found.end()
        if at > start:
            self._note(f"more than {MAX_FIELDS:,} header fields; the rest was passed over", Span(start, at))
        return at

    def _split(self, body: Span, kind: ContentType, *, outermost: bool) -> list[Span]:
        """The parts of a multipart body. The line end before a boundary belongs to the boundary."""
        boundary = kind.parameters.get("boundary", "").rstrip()
        if not boundary:
            self._note("the mail names no boundary between its parts; it was read as one text", body)
            return []
        starts: list[tuple[int, int]] = []
        closed = None
        for at, label in self._dashes(body):
            if label == boundary:
                starts.append((at, at + 2 + len(label)))
            elif label == boundary + "--":
                closed = at
                break
        if not starts:
            self._note("the boundary between the mail's parts never comes; it was read as one text", body)
            return []
        if closed is None:
            self._note("the mail's parts have no end: is it cut off?", Span(*starts[-1]), cut_off=outermost)
        ends = [at for at, _ in starts[1:]] + [body.end if closed is None else closed]
        return [
            self._between(after, end, last=end == body.end)
            for (_, after), end in zip(starts, ends, strict=True)
        ]

    def _between(self, start: int, end: int, *, last: bool) -> Span:
        text = self.source.text
        start = self._line_end(start, end)
        if not last and end > start:
            end -= 2 if text.startswith("\r\n", max(end - 2, start)) and end - start > 1 else 1
        return Span(start, max(start, end))

    def _line_end(self, at: int, end: int) -> int:
        text = self.source.text
        while at < end and text[at] not in "\r\n":
            at += 1
        if text.startswith("\r\n", at):
            at += 2
        elif at < end:
            at += 1
        return min(at, end)

    def _dashes(self, body: Span) -> Iterator[tuple[int, str]]:
        """The lines of a stretch that begin with two dashes: offset, and what follows them."""
        if not self._listed:
            self._listed = True
            self._list_dashes()
        for nth in range(bisect_left(self._starts, body.start), bisect_left(self._starts, body.end)):
            yield self._starts[nth], self._labels[nth]

    def _list_dashes(self) -> None:
        text = self.source.text
        at = text.find("--")
        while at >= 0:
            starts_line = at == 0 or text[at - 1] in "\r\n"
            if starts_line and (found := DASHES.match(text, at)):
                self._starts.append(at)
                self._labels.append(found[1].rstrip(" \t"))
                at = found.end()
            at = text.find("--", at + 1)

    def _note(self, message: str, span: Span, *, cut_off: bool = False) -> None:
        """Notes what is odd about a message, each thing once."""
        if message in self._said and not cut_off:
            return
        self._said.add(message)
        first = Span(span.start, min(span.end, span.start + 1))
        kind = CutOff if cut_off else Problem
        self.notes.append(
            kind(message, source=self.source, span=first, hint="save the mail again", level=Level.NOTE)
        )


def walk(part: Part) -> Iterator[Part]:
    """A part and all below it, in order."""
    yield part
    for child in part.children:
        yield from walk(child)
