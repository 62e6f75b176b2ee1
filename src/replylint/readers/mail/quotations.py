"""Quotations: which lines of a mail its sender wrote, and which he quotes."""

from collections.abc import Sequence

from replylint.readers.mail.lines import (
    Kind,
    Line,
    Quote,
    is_own,
    is_sentence,
    lines_of,
    mark,
    mark_blank,
    mark_fenced,
    mark_wrapped,
)
from replylint.readers.mail.marks import (
    ADDRESS,
    ADDRESSED,
    LABEL,
    LABEL_INSIDE,
    LONGEST,
    OPENER,
    ORIGINAL_LINE,
    RULE,
    attribution,
    may_be_original,
)
from replylint.readers.mail.signature import mark_signature

JOINED = 4
"""The line before a quotation may be broken into so many."""
FIELDS = 10
"""The header fields of a quoted message stand in so many lines."""
GREETING = 3
"""A greeting has so many words."""
NEAR = 50
NEXT = 8
"""The quotation begins within so many lines of its introduction."""


def classify(text: str, quoted: Sequence[Quote] = ()) -> list[Line]:
    """The lines of a mail's text, each with its kind. `quoted` are stretches that are known to be quoted."""
    lines = lines_of(text, quoted)
    mark_wrapped(lines)
    mark_fenced(lines)
    swallowed = len(lines)
    at = 0
    while at < swallowed:
        if is_own(lines[at]) and (found := _introduction(lines, at)):
            end, rest = found
            mark(lines, _rule_above(lines, at), end, Kind.INTRODUCTION)
            if rest:
                mark(lines, end, len(lines), Kind.QUOTE)
                swallowed = end
            at = end
        else:
            at += 1
    mark_signature(lines, swallowed)
    mark_blank(lines)
    return lines


def _introduction(lines: list[Line], at: int) -> tuple[int, bool] | None:
    """Where an introduction that starts at a line ends, and whether all that follows is quoted."""
    line = lines[at]
    if len(line.text) > LONGEST:
        return None
    if may_be_original(line.text) and ORIGINAL_LINE.match(line.text) and not is_sentence(line.text):
        end = _fields_below(lines, at + 1)
        return end, not _marked_below(lines, end)
    if (":" in line.text or "：" in line.text) and (end := _header(lines, at)):
        return end, not _marked_below(lines, end)
    return _attribution(lines, at)


def _attribution(lines: list[Line], at: int) -> tuple[int, bool] | None:
    text = ""
    if not any(line.ends for line in lines[at : at + JOINED]):
        return None
    for end in range(at, min(at + JOINED, len(lines))):
        line = lines[end]
        if line.blank or line.kind is not Kind.OWN or len(text) > LONGEST:
            return None
        text = f"{text} {line.text.strip()}".strip()
        sure = attribution(text) if line.ends else 0
        if not sure or (end > at and not OPENER.match(text)):
            continue
        if any(_opens(lines, start, end) for start in range(at + 1, end + 1)):
            return None
        if _marked_below(lines, end + 1):
            return end + 1, False
        follows = any(not other.blank for other in lines[end + 1 : end + 1 + NEXT])
        if sure == 2 and follows and (ADDRESSED.search(text) or _has_begun(lines, at)):
            return end + 1, True
    return None


def _has_begun(lines: list[Line], at: int) -> bool:
    """Whether there is more than a greeting before a line: a reply does not end with its greeting."""
    above = lines[max(at - NEAR, 0) : at]
    return sum(len(line.text.split()) for line in above if line.kind is Kind.OWN) > GREETING


def _marked_below(lines: list[Line], at: int) -> bool:
    """Whether the next words have quote marks."""
    return next((bool(other.depth) for other in lines[at : at + NEXT] if not other.blank), False)


def _opens(lines: list[Line], start: int, end: int) -> bool:
    """Whether the introduction that ends in a line can start in this one."""
    text = " ".join(line.text.strip() for line in lines[start : end + 1])
    return bool(OPENER.match(text) and attribution(text))


def _header(lines: list[Line], at: int) -> int:
    """The end of the header fields of a quoted message that start at a line, or 0."""
    if not LABEL.match(lines[at].text):
        return 0
    seen: set[str] = set()
    addressed = False
    end = at
    for nth in range(at, min(at + FIELDS, len(lines))):
        line = lines[nth]
        found = LABEL.match(line.text) if len(line.text) <= LONGEST * 10 else None
        if line.blank and nth > end + 1:
            break
        if found:
            seen.add(str(found.lastgroup))
            addressed = addressed or bool(ADDRESS.search(line.text[:LONGEST]))
            if inside := LABEL_INSIDE.search(line.text[:LONGEST], found.end()):
                seen.add(str(inside.lastgroup))
            end = nth
    told = addressed or not seen.isdisjoint(("subject", "sent"))
    return end + 1 if "from" in seen and len(seen) >= 3 and told else 0


def _fields_below(lines: list[Line], at: int) -> int:
    start = at
    while start < min(at + 3, len(lines)) and lines[start].blank:
        start += 1
    return (start < len(lines) and _header(lines, start)) or at


def _rule_above(lines: list[Line], at: int) -> int:
    """The line of dashes above an introduction belongs to it."""
    start = at
    while start and lines[start - 1].blank and at - start < 3 and lines[start - 1].kind is Kind.OWN:
        start -= 1
    above = lines[start - 1] if start else None
    return start - 1 if above and above.kind is Kind.OWN and RULE.fullmatch(above.text[:LONGEST]) else at
