"""Signatures: what stands below the letter."""

from replylint.readers.mail.lines import Kind, Line, is_own, mark
from replylint.readers.mail.marks import LONGEST, RULE, SIGNATURE, is_mobile

LINES = 12
"""A signature has so many lines at most, unless its rule leaves no doubt."""


def mark_signature(lines: list[Line], end: int) -> None:
    """A signature stands at the end of what is the sender's own; quotations may come before and after it.

    What stands below the line of a telephone and has no mark is the message that was answered on it.
    """
    own = [at for at in range(end) if is_own(lines[at])]
    last_quoted = max((at for at, line in enumerate(lines[:end]) if line.depth), default=-1)
    for nth, at in enumerate(own):
        text = lines[at].text
        if nth and SIGNATURE.fullmatch(text.rstrip()[:LONGEST]):
            exact = text in ("-- ", "--")
            if exact or (len(own) - nth <= LINES and _is_last([lines[other] for other in own[nth:]])):
                for other in own[nth:]:
                    lines[other].kind = Kind.SIGNATURE
                return
        if is_mobile(text.strip()):
            lines[at].kind = Kind.SIGNATURE
            if nth and at > last_quoted:
                mark(lines, at + 1, end, Kind.QUOTE)
                return


def _is_last(rest: list[Line]) -> bool:
    """Whether the lines from a rule on look like a signature: short, with no other rule and no sentence."""
    return all(len(line.text) <= 100 for line in rest) and not any(
        RULE.fullmatch(line.text) or line.text.endswith((".", ":")) for line in rest[1:]
    )
