"""Phone numbers in a text, by the rules of each country's numbers (libphonenumber's)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers

from replylint.engine.library.taken import Taken
from replylint.text.span import Span

DIGITS = re.compile(r"(?:\d[\s().\-/‐-–]{0,3}){7,15}")
FREE = (phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.SHARED_COST)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in international form. Those of other countries, and free ones, may stand beside it."""

    number: str
    country: int
    free: bool

    def agrees(self, other: "Phone") -> bool:
        """Whether both can be right: they are the same, or of two countries or tariffs."""
        return self.number == other.number or (self.country, self.free) != (other.country, other.free)


def phones(text: str, regions: Sequence[str]) -> Iterator[tuple[Span, Phone]]:
    """The valid numbers in a text; those without a + are dialled in the first region that has such."""
    if not DIGITS.search(text):
        return
    taken = Taken()
    for region in regions:
        for found in phonenumbers.PhoneNumberMatcher(text, region):
            span = Span(found.start, found.end)
            if not taken.takes(span):
                continue
            number = found.number
            made = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            yield span, Phone(made, number.country_code or 0, phonenumbers.number_type(number) in FREE)
