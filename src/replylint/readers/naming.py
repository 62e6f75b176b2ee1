"""Names from inputs, made fit for messages."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

SHOWN = 60
LISTED = 12


def shown(name: str) -> str:
    """The name in double quotes, cut at 60 code points, with control characters and surrogates escaped."""
    cut = name if len(name) <= SHOWN else name[: SHOWN - 1] + "…"
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut) + '"'


def listed(names: Sequence[str]) -> str:
    """The names, quoted and joined by commas; after twelve it says how many more there are."""
    more = len(names) - LISTED
    return ", ".join(map(shown, names[:LISTED])) + (f" and {more} more" if more > 0 else "")


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is most like `name` whatever the case, if any is."""
    by_lower: dict[str, str] = {}
    for known in names:
        by_lower.setdefault(known.lower(), known)
    close = get_close_matches(name.lower(), by_lower, n=1)
    return by_lower[close[0]] if close else None


def printable_path(name: str) -> str:
    """A path as messages show it: bytes of a file name that are no UTF-8 come out as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
