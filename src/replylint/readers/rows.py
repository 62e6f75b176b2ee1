"""Rows of a data set: from fields to replies."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from replylint.readers.directives import KEY, entry, value
from replylint.readers.excerpt import Excerpt
from replylint.readers.naming import listed, nearest, shown
from replylint.readers.options import ReadOptions
from replylint.readers.plain import unfit
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply, Turn
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Suppression


class Cell(NamedTuple):
    """A value in a row: its text, its kind ("text", "null", "a number" …) and its span in the source."""

    text: str
    kind: str
    span: Span


class Row(Protocol):
    """One row of a data set, whatever the format."""

    @property
    def source(self) -> Source:
        """The file that the row stands in."""

    @property
    def span(self) -> Span:
        """The row's span in the source."""

    def names(self) -> Sequence[str]:
        """The fields of the row, as the user may name them."""

    def find(self, name: str) -> Cell | None:
        """The field of that name, if the row has it."""

    def repeats(self, name: str) -> bool:
        """Whether the field stands in the row more than once."""

    def offsets(self, cell: Cell) -> OffsetMap:
        """The map from the cell's text to the source."""


@dataclass(slots=True)
class _Tally:
    """What has been seen of one data set."""

    replies: int = 0
    errors: int = 0
    places: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    last: Row | None = None


def rows_to_replies(
    rows: Iterable[Row | Problem], source: Source, options: ReadOptions
) -> Iterator[Reply | Problem]:
    """Every row's reply in order, or the problem that kept it from being checked; notes come before it.

    A field that stands twice in a row counts as its last value, as JSON readers have it, with a note.
    """
    name = options.reply_field or ""
    tally = _Tally()
    for row in rows:
        for item in (row,) if isinstance(row, Problem) else _row(row, name, options, tally):
            tally.replies += isinstance(item, Reply)
            tally.errors += isinstance(item, Problem) and item.level is Level.ERROR
            yield item
    if not tally.replies and not tally.errors:
        yield Problem(
            "not checked: no reply found",
            place=source.name,
            hint="the file holds no row; is it the right one?",
        )
    yield from _never_seen(options, tally)


def _row(row: Row, name: str, options: ReadOptions, tally: _Tally) -> Iterator[Reply | Problem]:
    tally.last = row
    cell = row.find(name)
    problem = _reply_problem(row, name, cell)
    if problem or cell is None:
        if problem:
            yield problem
        return
    turn = _turn(row, options, tally)
    if isinstance(turn, Problem):
        yield turn
        return
    yield from _repeated(row, options)
    ident = _ident(row, options, tally)
    if ident and ident in tally.places:
        line = row.source.point(tally.places[ident]).line
        yield _note(
            row,
            f"the id {shown(ident)} is used twice, first in line {line:,}",
            "make ids unique",
        )
    elif ident:
        tally.places[ident] = row.span.start
    customer = _customer(row, options, tally)
    if isinstance(customer, Problem):
        yield customer
        customer = None
    said = list(_suppressions(row))
    yield from (item for item in said if isinstance(item, Problem))
    yield Reply(
        source=row.source,
        text=cell.text,
        offsets=row.offsets(cell),
        ident=ident,
        customer=customer,
        customer_offsets=_customer_offsets(row, customer, options),
        turn=turn,
        template=options.templates,
        suppressions=tuple(item for item in said if isinstance(item, Suppression)),
    )


def _suppressions(row: Row) -> Iterator[Suppression | Problem]:
    """What the row says under the key `replylint`."""
    cell = row.find(KEY)
    if cell is None or cell.kind == "null" or (cell.kind == "text" and not cell.text.strip()):
        return
    if cell.kind == "text":
        yield value(Excerpt(cell.text, row.offsets(cell)), row.source, cell.span)
    else:
        yield from entry(json.loads(cell.text), row.source, cell.span)


def _reply_problem(row: Row, name: str, cell: Cell | None) -> Problem | None:
    if cell is None:
        names = row.names()
        close = nearest(name, names)
        has = f"the row has {listed(names)}" if names else "the row has no fields"
        hint = f"did you mean {shown(close)}? " if close else ""
        return Problem(
            f"not checked: no field {shown(name)} in this row",
            source=row.source,
            span=row.span,
            hint=f"{hint}{has[0].upper() if hint else has[0]}{has[1:]}",
        )
    if cell.kind != "text":
        return Problem(
            f"not checked: the field {shown(name)} is {cell.kind}, not a text",
            source=row.source,
            span=cell.span,
            hint="give the reply as a text, or name another field with --reply-field",
        )
    problem = unfit(cell.text)
    if problem is None:
        return None
    what, span, hint = problem
    at = row.offsets(cell).to_source(span) if span.end else cell.span
    return Problem(f"not checked: the reply {what}", source=row.source, span=at, hint=hint)


def _turn(row: Row, options: ReadOptions, tally: _Tally) -> Turn | Problem:
    cell = _find(row, options.turn_field, tally)
    if cell is None or cell.kind == "null" or (cell.kind == "text" and not cell.text):
        return options.turn
    try:
        return Turn(cell.text if cell.kind == "text" else "")
    except ValueError:
        what = shown(cell.text) if cell.kind == "text" else cell.kind
        return Problem(
            f"not checked: the turn is {what}",
            source=row.source,
            span=cell.span,
            hint=f"a turn is one of {listed(list(Turn))}",
        )


def _ident(row: Row, options: ReadOptions, tally: _Tally) -> str:
    cell = _find(row, options.id_field, tally)
    if cell is None or cell.kind == "null":
        return ""
    return cell.text.encode("utf-8", "backslashreplace").decode()


def _customer(row: Row, options: ReadOptions, tally: _Tally) -> str | Problem | None:
    cell = _find(row, options.customer_field, tally)
    if cell is None or cell.kind == "null" or (cell.kind == "text" and not cell.text.strip()):
        return options.customer
    if cell.kind != "text":
        what = f"is {cell.kind}, not a text"
    else:
        problem = unfit(cell.text)
        if problem is None:
            return cell.text
        what = problem[0]
    return _note(row, f"the customer's message {what}; it counts as not known", "", cell.span)


def _customer_offsets(row: Row, customer: str | None, options: ReadOptions) -> OffsetMap | None:
    """The map of the customer's message, where it stands in the row."""
    cell = row.find(options.customer_field) if customer is not None and options.customer_field else None
    return row.offsets(cell) if cell is not None and cell.text == customer else None


def _find(row: Row, name: str | None, tally: _Tally) -> Cell | None:
    cell = row.find(name) if name is not None else None
    if cell is not None and name is not None:
        tally.seen.add(name)
    return cell


def _repeated(row: Row, options: ReadOptions) -> Iterator[Problem]:
    for name in (options.reply_field, options.customer_field, options.turn_field, options.id_field):
        if name is not None and row.repeats(name):
            yield _note(row, f"the field {shown(name)} stands twice in this row; the last one counts", "")


def _note(row: Row, message: str, hint: str, span: Span | None = None) -> Problem:
    return Problem(message, source=row.source, span=span or row.span, hint=hint, level=Level.NOTE)


def _never_seen(options: ReadOptions, tally: _Tally) -> Iterator[Problem]:
    if not tally.replies or tally.last is None:
        return
    for name, lost in (
        (options.customer_field, "the customers' messages are not known"),
        (options.turn_field, f"every reply counts as {options.turn}"),
        (options.id_field, "the replies have no ids"),
    ):
        if name is not None and name not in tally.seen:
            names = tally.last.names()
            close = nearest(name, names)
            hint = f"did you mean {shown(close)}?" if close else f"the last row has {listed(names)}"
            yield _note(tally.last, f"no row has a field {shown(name)}: {lost}", hint)
