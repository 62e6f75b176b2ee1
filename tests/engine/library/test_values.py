"""Values of facts: what is read as a period, a phone number, opening hours, an address, and what agrees."""

import pytest

from replylint.engine.library.durations import durations
from replylint.engine.library.hours import hours
from replylint.engine.library.phones import phones
from replylint.engine.library.postal import addresses

REGIONS = ("GB", "US")


def words(read, text):
    return [span.of(text) for span, _ in read(text)]


def only(read, text):
    ((_, value),) = read(text)
    return value


def numbers(text):
    return phones(text, REGIONS)


@pytest.mark.parametrize(("text", "expected"), [
    ("within 14 days of delivery", ["14 days"]),
    ("a 30-day return policy", ["30-day"]),
    ("takes 5-7 business days", ["5-7 business days"]),
    ("takes five to seven working days", ["five to seven working days"]),
    ("within 30 (thirty) days or two weeks", ["30 (thirty) days", "two weeks"]),
    ("in a month, in 24 hours", ["a month", "24 hours"]),
    ("the last 14 days, every 2 weeks, at least 3 days", []),
    ("$14 days, 1,200 days, room 3. Days go by", []),
    ("today, day by day, a birthday", []),
])  # fmt: skip
def test_periods(text, expected):
    assert words(durations, text) == expected


@pytest.mark.parametrize(("one", "other", "agree"), [
    ("14 days", "2 weeks", True),
    ("14 days", "14 calendar days", True),
    ("5-7 days", "up to 7 days", True),
    ("24 hours", "1 day", True),
    ("12 months", "one year", True),
    ("30 days", "a month", True),
    ("5 business days", "a week", True),
    ("5 business days", "five days", True),
    ("14 days", "30 days", False),
    ("5 business days", "10 business days", False),
    ("4 weeks", "2 months", False),
])  # fmt: skip
def test_periods_that_agree(one, other, agree):
    first, second = only(durations, one), only(durations, other)
    assert first.agrees(second) == second.agrees(first) == agree


@pytest.mark.parametrize(("text", "expected"), [
    ("call +44 20 7946 0018 or 020 7946 0018", ["+44 20 7946 0018", "020 7946 0018"]),
    ("call (202) 555-0143.", ["(202) 555-0143"]),
    ("order 12345678901234, on 2024-11-28", []),
    ("12 items at 14.99", []),
])  # fmt: skip
def test_phone_numbers(text, expected):
    assert words(numbers, text) == expected


@pytest.mark.parametrize(("one", "other", "agree"), [
    ("+44 20 7946 0018", "020 7946 0018", True),
    ("+44 20 7946 0018", "+44 20 7946 0081", False),
    ("+44 20 7946 0018", "+1 202 555 0143", True),
    ("+44 20 7946 0018", "0800 496 0123", True),
])  # fmt: skip
def test_phone_numbers_that_agree(one, other, agree):
    assert only(numbers, one).agrees(only(numbers, other)) == agree


@pytest.mark.parametrize(("text", "expected"), [
    ("open Monday to Friday, 9am to 5pm", [(range(5), 9 * 60, 17 * 60)]),
    ("open Mon-Fri 8:30 - 18:00 CET", [(range(5), 8 * 60 + 30, 18 * 60)]),
    ("open from 9 to 5 on weekdays", [(range(5), 9 * 60, 17 * 60)]),
    ("10 a.m.–4 p.m. on weekends", [((5, 6), 10 * 60, 16 * 60)]),
    ("every day from 8 until 8", [(range(7), 8 * 60, 20 * 60)]),
    ("Saturday to Monday between noon and 6pm", [((5, 6, 0), 12 * 60, 18 * 60)]),
    ("around the clock, 24/7", [(range(7), 0, 24 * 60)]),
    ("Please allow 5-7 business days", []),
    ("on Monday 3 to 4 people came, at 9 on Friday", [((0,), 3 * 60, 4 * 60)]),
    ("on Monday 25 to 31", []),
])  # fmt: skip
def test_hours(text, expected):
    assert [(found.days, found.opens, found.closes) for _, found in hours(text)] == [
        (frozenset(days), opens, closes) for days, opens, closes in expected
    ]


@pytest.mark.parametrize(("one", "other", "agree"), [
    ("Mon-Fri 9-5", "Monday to Friday, 9am to 5pm", True),
    ("Mon-Fri 9-5", "Saturdays 10-2", True),
    ("Mon-Fri 9-5 EST", "Mon-Fri 9-5 EDT", True),
    ("Mon-Fri 9-5 EST", "Mon-Fri 8-4 PST", True),
    ("Mon-Fri 9-5", "Mon-Sat 9-5", True),
    ("Mon-Fri 9-5", "Fridays 9-4", False),
    ("Mon-Fri 9-5", "24/7", False),
])  # fmt: skip
def test_hours_that_agree(one, other, agree):
    assert only(hours, one).agrees(only(hours, other)) == agree


@pytest.mark.parametrize(("text", "expected"), [
    ("at 12 Mill Lane, Leeds LS1 4AB", ["12 Mill Lane"]),
    ("to 1200 N. Main St., Springfield, IL 62704", ["1200 N. Main St."]),
    ("to PO Box 118, Leeds", ["PO Box 118"]),
    ("at 221B Baker Street", ["221B Baker Street"]),
    ("12 days, 5 business days, 3 of the Lane", []),
])  # fmt: skip
def test_addresses(text, expected):
    assert words(addresses, text) == expected


@pytest.mark.parametrize(("one", "other", "agree"), [
    ("12 Mill Ln, Leeds", "12 Mill Lane, Leeds LS1 4AB", True),
    ("12 Mill Lane, Leeds LS1 4AB", "21 Mill Lane, Leeds LS1 4AB", False),
    ("12 Mill Lane, Leeds LS1 4AB", "1200 Main Street, Springfield, IL 62704", True),
    ("PO Box 118", "PO Box 181", False),
])  # fmt: skip
def test_addresses_that_agree(one, other, agree):
    assert only(addresses, one).agrees(only(addresses, other)) == agree
