"""From the entries of a library to its replies."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from replylint.readers.directives import KEY, carried
from replylint.readers.library.about import About, suppressions
from replylint.readers.library.document import Document, first_line, kind_of
from replylint.readers.library.paths import Found, fields, follow, follow_from, written
from replylint.readers.library.preset import Preset, ReplyField
from replylint.readers.library.words import comments_of, markup_of, read_words_of
from replylint.readers.naming import shown
from replylint.readers.options import ReadOptions
from replylint.readers.plain import BLANK, unfit
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply, Zone
from replylint.text.span import Span
from replylint.text.suppression import Suppression

Item = Reply | Problem

MOST_WRITTEN = 4_000_000
"""The most code points of one reply with its markup."""

MOST_SHOWN = 8


@dataclass(slots=True)
class _Library:
    """A document, how it is read, and what has been seen of it."""

    document: Document
    preset: Preset
    options: ReadOptions
    places: set[Span] = field(default_factory=set)
    idents: dict[str, Span] = field(default_factory=dict)
    told: set[Span | None] = field(default_factory=set)

    def problem(self, message: str, span: Span, hint: str, level: Level = Level.ERROR) -> Problem:
        """A problem at a place of the document."""
        return Problem(message, source=self.document.source, span=span, hint=hint, level=level)


def read_entries(document: Document, preset: Preset, options: ReadOptions) -> Iterator[Item]:
    """The replies of a document, in the order of its entries. Raises PathError.

    That it has none is a problem; that some entries have none is told.
    """
    library = _Library(document, preset, options)
    entries, bare, found = 0, list[Found](), False
    for entry in _entries(document, preset):
        entries += 1
        empty = True
        for item in _entry(entry, library):
            empty = False
            yield item
        found = found or not empty
        if empty:
            bare.append(entry)
    if found and bare:
        first = document.source.point(bare[0].place.start).line
        yield library.problem(
            f"{len(bare):,} of {entries:,} entries without a reply, first in line {first:,}",
            first_line(bare[0].place, document),
            "",
            Level.NOTE,
        )
    elif not found and not options.allow_empty and not document.broken:
        yield _nothing(library, entries)


def _entries(document: Document, preset: Preset) -> Iterator[Found]:
    """The entries: those of the first path that leads to any."""
    for path in preset.entries:
        found = follow(path, document)
        first = next(found, None)
        if first is not None:
            yield first
            yield from found
            return


def _entry(entry: Found, library: _Library) -> Iterator[Item]:
    """The replies of an entry, with what it says is in order in them."""
    said = list(suppressions(library.document, entry))
    yield from _with(said, _replies(entry, library), library)


def _with(said: list[Suppression | Problem], items: Iterator[Item], library: _Library) -> Iterator[Item]:
    """The items with what is said to be in order in them, after what is wrong with that (told once)."""
    carries = tuple(item for item in said if not isinstance(item, Problem))
    for problem in said:
        if isinstance(problem, Problem) and problem.span not in library.told:
            library.told.add(problem.span)
            yield problem
    for item in items:
        if isinstance(item, Reply) and carries:
            yield replace(item, suppressions=(*carries, *item.suppressions))
        else:
            yield item


def _replies(entry: Found, library: _Library) -> Iterator[Item]:
    """For each name the replies of the first field that holds a text."""
    for alternatives in library.preset.alternatives():
        odd: Found | None = None
        for spec in alternatives:
            found = [one for one in follow_from(spec.path, entry.value, entry.place) if KEY not in one.steps]
            texts = [one for one in found if isinstance(one.value, str) and not BLANK.fullmatch(one.value)]
            odd = odd or next((one for one in found if not isinstance(one.value, str | None)), None)
            if texts:
                yield from _texts(texts, entry, spec, library)
                break
        else:
            if odd is not None:
                yield library.problem(
                    f"not checked: the reply is {kind_of(odd.value)}, not a text",
                    first_line(odd.place, library.document),
                    f"the path leads to {written((*entry.steps, *odd.steps))}; name the text in it",
                )


def _texts(texts: list[Found], entry: Found, spec: ReplyField, library: _Library) -> Iterator[Item]:
    for nth, found in enumerate(texts, start=1):
        if found.place in library.places:
            continue
        library.places.add(found.place)
        about = About(library.document, entry, (*entry.steps, *found.steps), library.preset, library.options)
        number = str(nth) if len(texts) > 1 else ""
        ident = about.ident(spec.name, number)
        if ident in library.idents:
            line = library.document.source.point(library.idents[ident].start).line
            message = f"the id {shown(ident)} is used twice, first in line {line:,}"
            yield library.problem(message, first_line(entry.place, library.document), "", Level.NOTE)
        library.idents.setdefault(ident, entry.place)
        said = list(about.suppressions(found.steps))
        yield from _with(said, _reply(found, ident, spec, about, library), library)


def _reply(found: Found, ident: str, spec: ReplyField, about: About, library: _Library) -> Iterator[Item]:
    document, options = library.document, library.options
    turn = about.turn()
    if isinstance(turn, Problem):
        yield turn
        return
    text = found.value if isinstance(found.value, str) else ""
    if len(text) > MOST_WRITTEN:
        what = f"is written in more than {MOST_WRITTEN:,} characters (it has {len(text):,})"
        where = first_line(found.place, document)
        yield library.problem(f"not checked: the reply {shown(ident)} {what}", where, "is it a reply?")
        return
    written, markup = document.excerpt(text, found.place), markup_of(spec.text, document.source.name)
    words = read_words_of(written, markup, document.source.name)
    problem = unfit(words.text.text)
    if problem:
        what, at, hint = problem
        where = words.text.offsets.to_source(at) if at.end else first_line(found.place, document)
        yield library.problem(f"not checked: the reply {shown(ident)} {what}", where, hint)
        return
    reply = Reply(
        source=document.source,
        text=words.text.text,
        offsets=words.text.offsets,
        ident=ident,
        customer=about.customer() or options.customer,
        turn=spec.turn or turn,
        template=library.preset.template or options.templates,
        regions=tuple(Zone("signature", span) for span in words.signatures),
        placeholders=tuple(library.preset.placeholders),
    )
    yield from carried(reply, comments_of(written, markup, document.source.name))


def _nothing(library: _Library, entries: int) -> Problem:
    """That there is no reply, and where one could be."""
    seen = list(fields(library.document))[:MOST_SHOWN]
    has = f"; the texts of the file are at {', '.join(seen)}" if seen else ""
    where = f"the preset {library.preset.name}" if library.preset.name else "the path"
    what = f"in the {entries:,} entries of this file" if entries > 1 else "in this file"
    return library.problem(
        f"not checked: {where} finds no reply {what}",
        first_line(library.document.place, library.document),
        f"--allow-empty takes it as it is{has}",
    )
