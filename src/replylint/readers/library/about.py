"""What stands about a reply in its entry: what it is called, what it answers, which turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from replylint.readers.directives import KEY, value
from replylint.readers.directives import entry as directives
from replylint.readers.library.document import Document, Items, Table, Value, first_line, kind_of
from replylint.readers.library.paths import Found, Steps, follow_from, written
from replylint.readers.library.preset import Preset
from replylint.readers.naming import listed, shown
from replylint.readers.options import ReadOptions
from replylint.readers.plain import unfit
from replylint.text.problem import Problem
from replylint.text.reply import Turn
from replylint.text.span import Span
from replylint.text.suppression import Suppression


@dataclass(frozen=True, slots=True)
class About:
    """A reply at the end of `steps`, in an entry.

    Where the user names a field, it is looked for in the objects around the reply, the innermost first.
    """

    document: Document
    entry: Found
    steps: Steps
    preset: Preset
    options: ReadOptions

    def ident(self, *more: str) -> str:
        """What the reply is called: its entry's name and more, or the way to it."""
        named = self._around(self.options.id_field)
        values = [named] if named else self._values(self.preset.id)
        for found in values:
            name = " ".join(str(found.value).split()) if isinstance(found.value, str | int | float) else ""
            if name:
                return "/".join(part for part in (_printable(name), *more) if part)
        return _printable(written(self.steps))

    def customer(self) -> str | None:
        """The message that the entry answers, where it is known and can be read."""
        named = self._around(self.options.customer_field)
        values = [named] if named else self._values(self.preset.customer)
        return next(
            (found.value for found in values if isinstance(found.value, str) and not unfit(found.value)), None
        )

    def turn(self) -> Turn | Problem:
        """Which turn of a conversation the reply is."""
        found = self._around(self.options.turn_field)
        if found is None or found.value is None or found.value == "":
            return self.options.turn
        if isinstance(found.value, str) and found.value in list(Turn):
            return Turn(found.value)
        what = shown(found.value) if isinstance(found.value, str) else kind_of(found.value)
        return Problem(
            f"not checked: the turn is {what}",
            source=self.document.source,
            span=first_line(found.place, self.document),
            hint=f"a turn is one of {listed(list(Turn))}",
        )

    def suppressions(self, steps: Steps) -> Iterator[Suppression | Problem]:
        """What the objects between the entry and the reply say, `steps` from the one to the other."""
        inner: Value = self.entry.value
        for step in steps:
            place = Span(0, 0)
            if isinstance(inner, Table):
                place, inner = inner.places.get(str(step), place), inner.get(str(step))
            elif isinstance(inner, Items) and isinstance(step, int):
                place, inner = inner.places[step], inner[step]
            yield from suppressions(self.document, Found(inner, place, ()))

    def _values(self, paths: list[str]) -> list[Found]:
        return [found for path in paths for found in follow_from(path, self.entry.value, self.entry.place)]

    def _around(self, name: str | None) -> Found | None:
        if name is None:
            return None
        tables: list[Table] = []
        inner: Value = self.document.root
        for step in self.steps:
            if isinstance(inner, Table):
                tables.append(inner)
                inner = inner.get(str(step))
            elif isinstance(inner, Items) and isinstance(step, int):
                inner = inner[step]
        for table in reversed(tables):
            found = _dotted(table, name)
            if found is not None:
                return found
        return None


def suppressions(document: Document, entry: Found) -> Iterator[Suppression | Problem]:
    """What an entry says under the key `replylint` (in XML an attribute, too), and what is wrong with it."""
    for key in (KEY, f"@{KEY}"):
        if not isinstance(entry.value, Table) or key not in entry.value:
            continue
        said, place = entry.value[key], entry.value.places[key]
        if isinstance(said, str):
            yield value(document.excerpt(said, place), document.source, place)
        else:
            yield from directives(said, document.source, first_line(place, document))


def _dotted(table: Table, name: str) -> Found | None:
    """The value at a key or a dotted path; a key that holds the dot itself comes first."""
    if name in table:
        return Found(table[name], table.places[name], (name,))
    at = name.find(".")
    while at >= 0:
        inner = table.get(name[:at])
        found = _dotted(inner, name[at + 1 :]) if isinstance(inner, Table) else None
        if found is not None:
            return found
        at = name.find(".", at + 1)
    return None


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()
