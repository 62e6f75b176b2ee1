"""Names in templates: a fact that is told with one may be a fact of that product, place or person alone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][A-Za-z]+\b")
CALENDAR = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Mon Tue Tues Wed Thu Thurs Fri Sat Sun AM PM I ET EST EDT CT CST
    CDT MT PT PST PDT GMT BST CET CEST UTC IST AEST AEDT
"""
NO_NAMES = frozenset(CALENDAR.split())
FEWEST = 5
SHARE = 0.3
"""A name in so many templates at least, and in this share of a library, is the company's own."""


def names_in(text: str) -> frozenset[str]:
    """The names in a text, in small letters, but for those of days, months and time zones."""
    words = set(NAME.findall(text))
    return frozenset(word.lower() for word in words if not {word, word.removesuffix("s")} & NO_NAMES)


def own_names(places: Sequence[str], names: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    """For each unit the names that make no case of their own, by the names in each template and its unit."""
    sizes = Counter(places)
    counts: dict[str, Counter[str]] = {place: Counter() for place in sizes}
    for place, these in zip(places, names, strict=True):
        counts[place].update(these)
    return {
        place: frozenset(name for name, n in met.items() if n >= max(FEWEST, SHARE * sizes[place]))
        for place, met in counts.items()
    }
