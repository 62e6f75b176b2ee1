"""The end of a letter: its sign-off and what stands below."""

import re
from typing import Literal

from replylint.engine.formulas import SIGN_OFF, is_contact, is_name
from replylint.engine.lines import Line

Tail = dict[int, Literal["closing", "signature"]]
RULE = re.compile(r"(?:--|—|[-_*=]{2,})\s*")
LONGEST = 7
"""A signature is looked for in so many last lines."""


def read_tail(lines: list[Line]) -> Tail:
    """Which of the lines close the letter or belong to the signature, by index."""
    rule = next((at for at, line in enumerate(lines) if RULE.fullmatch(line.text)), len(lines))
    if len(lines) - rule > LONGEST + 1:
        rule = len(lines)
    tail: Tail = dict.fromkeys(range(rule, len(lines)), "signature")
    for at in range(rule - 1, max(rule - LONGEST, 0), -1):
        below = lines[at + 1 : rule]
        if closes(lines[at], below):
            tail[at] = "closing"
            tail.update(dict.fromkeys(range(at + 1, rule), "signature"))
            return tail
    tail.update(names_below(lines[:rule]))
    return tail


def closes(line: Line, below: list[Line]) -> bool:
    """Whether a line is a sign-off: a formula, or a short line with a comma, above nothing but names."""
    if not all(is_name(other.text) or is_contact(other.text) for other in below):
        return False
    found = SIGN_OFF.match(line.text)
    if found:
        rest = line.text[found.end() :].strip()
        if not rest or (len(rest.split()) <= 4 and is_name(rest)):
            return True
    return bool(below) and line.text.endswith(",") and len(line.text.split()) <= 10


def names_below(lines: list[Line]) -> Tail:
    """The last lines that are names without a sign-off above them."""
    tail: Tail = {}
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        if len(tail) == 4 or len(line.text.split()) > 5 or not is_name(line.text):
            break
        tail[at] = "signature"
        if line.first_of_paragraph:
            break
    return tail
