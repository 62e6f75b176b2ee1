"""Postal addresses in a text: a house number with a street, or a PO box."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from replylint.text.span import Span

SUFFIXES = {
    "st": "street", "rd": "road", "ave": "avenue", "ln": "lane", "dr": "drive", "blvd": "boulevard",
    "ct": "court", "sq": "square", "pl": "place", "pkwy": "parkway", "hwy": "highway", "ter": "terrace",
}  # fmt: skip
KINDS = "|".join(
    [*SUFFIXES, *SUFFIXES.values(), "way", "close", "crescent", "row", "park", "gate", "quay", "wharf",
     "mews", "hill", "walk", "circle", "trail", "broadway", "estate", "yard"]
)  # fmt: skip
STREET = re.compile(
    r"(?<![\w$€£#.,:/-])(?P<number>\d{1,5}[A-Za-z]?(?:[-–]\d{1,5})?),?\s{1,3}"
    rf"(?P<street>(?:[NSEW]\.?\s{{1,3}})?(?:[A-Z0-9][\w'.-]{{0,30}}\s{{1,3}}){{0,4}}?(?P<kind>(?i:{KINDS})\b))\.?"
)
BOX = re.compile(r"(?i)\bp\.?\s?o\.?\s?box\s{1,3}(?P<number>\d{1,6})\b")
CODE = re.compile(r"\b(?:(?P<gb>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})|(?P<us>\d{5})(?:-\d{4})?)\b")
REACH = 90
"""Characters behind a street in which its postcode may stand."""


@dataclass(frozen=True, slots=True)
class Address:
    """A house number and a street, or a box, with the postcode where there is one."""

    place: str
    code: str = ""

    def agrees(self, other: "Address") -> bool:
        """Whether both can be right: the same place, or two countries by their postcodes."""
        if self.code and other.code and self.code.isdigit() != other.code.isdigit():
            return True
        return self.place == other.place


def addresses(text: str) -> Iterator[tuple[Span, Address]]:
    """The addresses in a text."""
    for found in STREET.finditer(text):
        words = re.findall(r"\w+", found["street"].lower())
        words[-1] = SUFFIXES.get(words[-1], words[-1])
        yield (
            Span(*found.span()),
            Address(" ".join([found["number"].lower(), *words]), code(text, found.end())),
        )
    for found in BOX.finditer(text):
        yield Span(*found.span()), Address(f"po box {found['number']}", code(text, found.end()))


def code(text: str, at: int) -> str:
    """The postcode soon behind an offset."""
    found = CODE.search(text, at, at + REACH)
    return found.group().replace(" ", "") if found else ""
