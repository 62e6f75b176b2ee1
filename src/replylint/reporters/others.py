"""The other templates that a finding over a library names."""

from collections.abc import Callable, Iterator, Sequence

from replylint.engine.report import Other
from replylint.reporters.options import Options

MOST = 8
"""So many are named in one place; a library may have thousands."""


def named(other: Other, options: Options) -> str:
    """One of them for people: where it stands, what it is called, what it says."""
    place = " ".join(filter(None, (f"{other.path}:{other.line}", other.ident)))
    if not other.words:
        return place
    said = words(other, options)
    if options.redact:
        return f"{place}: {said}"
    return f"{place}: “{said}”" if options.unicode else f'{place}: "{said}"'


def words(other: Other, options: Options) -> str:
    """Its words, or how many characters they are where the report is redacted."""
    return f"[{len(other.words)} characters]" if options.redact and other.words else other.words


def lines(others: Sequence[Other], options: Options) -> Iterator[str]:
    """A line for each, and one for those that are too many."""
    yield from (named(other, options) for other in others[:MOST])
    if len(others) > MOST:
        yield f"and {len(others) - MOST:,} more"


def sentence(others: Sequence[Other], path: Callable[[str], str] = str) -> str:
    """Where they stand, in a sentence for formats that have no better place; empty where there are none."""
    if not others:
        return ""
    places = [f"{path(other.path)}:{other.line}" for other in others[:MOST]]
    more = f" and {len(others) - MOST:,} more" if len(others) > MOST else ""
    return f"See {', '.join(places)}{more}."
