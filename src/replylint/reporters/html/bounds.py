"""How much goes onto the page. What is left out is said there, and counts all the same."""

ENTRIES = 1_000
"""Replies that are shown with their text."""

CHARACTERS = 2_000_000
"""Code points of text in all of these together."""

LINES = 10_000
"""Replies that are named at all."""

TEXT = 4_000
"""Code points of a reply that are shown without asking what is marked in it."""

AROUND = 300
"""Code points around a mark that are shown in a longer one."""

NOTES = 50
"""Notes on one reply."""

NAME = 120
"""Code points of a name."""

RULES = 60
SHELVES = 30
PROBLEMS = 50
"""Rows of a table."""

OPEN = 8
"""Replies that are open to begin with."""

MARKS = 12_000
"""Marks in the plot of all replies; of more replies, one mark stands for several."""
