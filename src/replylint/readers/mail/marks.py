"""The patterns of a quotation, made from the phrases. Each is tried on short texts only: all stay linear."""

import re
from collections.abc import Iterable

from replylint.readers.mail.phrases import LABELS, MOBILE, OPENERS, ORIGINAL, REPLIED, WROTE

LONGEST = 400
"""The most code points of a line, or of lines put together, that can introduce a quotation."""


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


ADDRESS = re.compile(r"[\w.+'=-]{1,80}@[\w-]{1,63}\.[\w.-]{1,80}")
CLOCK = re.compile(r"\d{1,2}[:.hH]\d{2}")
ADDRESSED = re.compile(r"[<(\[][^<>()\[\]]{0,80}@[^<>()\[\]]{0,80}[>)\]]")
OURS = re.compile(r"\b(?:we|our|ours|us)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DIGIT = re.compile(r"\d")
OPENER = re.compile(rf"(?i)[-–—* ]*(?:(?:{_any(OPENERS)})(?=[\s.,:\d])|\d)")
VERB_LAST = re.compile(
    rf"(?i)(?:\b|(?<=[>)\"”])|(?<=[一-鿿가-힣\d]))(?:{_any(WROTE)})(?:\(\w{{1,3}}\))? ?[:：]?[-–— *]*$"
)
VERB = re.compile(rf"(?i)(?<!\w)(?:{_any(WROTE)})(?!\w)")
VERBLESS_END = re.compile(r"[>)\]] ?[:：]$")
ENDS = (*":：-–—*)", *(word.lower() for word in WROTE))
DECORATION = " \t\u00a0-–—_=*>|#~"
DASH = r"[-–—_=*]"
ORIGINAL_LINE = re.compile(
    rf"(?i)\W*(?:{DASH}{{2,}}\s*(?:{_any(ORIGINAL)})\b.{{0,80}}|(?:{_any(ORIGINAL)})\s*[:：]?\s*{DASH}*)$"
)
RULE = re.compile(rf"\s*{DASH}{{3,}}\s*|\s*__+\s*")
LABEL = re.compile(
    r"(?i)[\s*_|>]*(?:"
    + "|".join(f"(?P<{kind}>{_any(words)})" for kind, words in LABELS.items())
    + r")\s*[*_]*\s?[:：][*_]*(?=\s|$|\S)"
)
LABEL_INSIDE = re.compile(rf"(?i)\s(?P<subject>{_any(LABELS['subject'])})\s?[:：]\s")
QUOTE = re.compile(r"[ \t]{0,3}((?:>[ \t]?)+)")
MOBILE_LINE = re.compile(rf"(?i)\W*(?:{_any(MOBILE)})(?![\w'’])")
SENTENCE = re.compile(r"[,;!?]\s|[.!?]\s*$|[.!?]\s+\w")
LINK = re.compile(r"[<(\[]?https?://\S*")
SIGNATURE = re.compile(r"--[ \u00a0]?|[—–―]|[—–―_]{2,}|-{5,}")
REPLIED_SUBJECT = re.compile(
    rf"(?i)\s*(?:\[[^\]]{{1,40}}\]\s*)?(?:{_any(REPLIED)})(?:\[\d+\]|\(\d+\))?\s?[:：]"
)


def may_introduce(line: str) -> bool:
    """A quick look: whether a line may be the last of an introduction of a quotation."""
    return line.rstrip().lower().endswith(ENDS)


def may_be_original(line: str) -> bool:
    """A quick look: whether a line may stand above a message that is quoted as a whole."""
    return line.lstrip(DECORATION).lower().startswith(ORIGINAL)


def is_mobile(line: str) -> bool:
    """Whether a line is what a telephone or mail program adds by itself, and not the start of a sentence."""
    if len(line) > LONGEST or not MOBILE_LINE.match(line):
        return False
    words = LINK.sub("", line).strip().rstrip(".")
    return len(words.split()) <= 9 and not SENTENCE.search(words)


def attribution(line: str) -> int:
    """How surely a line (or some put together) says who wrote what follows: 0 not, 1 maybe, 2 surely."""
    if len(line) > LONGEST or not DIGIT.search(line) or OURS.search(ADDRESS.sub("", line)):
        return 0
    address = bool(ADDRESS.search(line))
    strong = address or bool(CLOCK.search(line)) or bool(YEAR.search(line))
    if VERB_LAST.search(line) and (OPENER.match(line) or address):
        return 1 + strong
    if not line.endswith((":", "：")):
        return 0
    if VERB.search(line) and (OPENER.match(line) or address) and strong:
        return 2
    if address and CLOCK.search(line) and VERBLESS_END.search(line) and OPENER.match(line):
        return 2
    return 0
