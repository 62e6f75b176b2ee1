"""Fixes: from a hit and what its rule says to an edit of the reply's text."""

import re
from functools import cache
from typing import Any, assert_never

import re2

from replylint.engine.leaf import quiet
from replylint.packs.fix import Fix, Operation
from replylint.packs.model import Rule
from replylint.text.edit import Edit
from replylint.text.span import Span

OPENING = frozenset("\"'“‘«(*_[")
CLOSING = frozenset("\"'”’»)*_]")
BULLETS = frozenset("-–•*")
SENTENCE_ENDS = frozenset(".!?…")
CAPITAL_I = re.compile(r"\bi(?=\b(?!['’])|['’](?:m|ve|ll|d)\b)")
DOUBLED = re.compile(r"(\w+)(\s+)(\w+)")
ABBREVIATION = re.compile(r"(?i)(?<![a-z.])(?:e\.g|i\.e|etc|vs|approx|no|mr|mrs|ms|dr|st)\.\Z")
WORD = re.compile(r"\w+(?:['’]\w+)*")
LONGEST = 40
BLANKS = " \t\u00a0"


def edit_of(rule: Rule, text: str, span: Span, *, begins: bool = False) -> Edit | None:
    """The edit that mends a finding of a rule, by the first of its fixes that suits; None where none does.

    `begins` says that a sentence begins there though its words do not tell.
    """
    for fix in rule.fix:
        edit = mended(fix, text, span, begins=begins)
        if edit is not None and edit.text != edit.span.of(text):
            return edit
    return None


def mended(fix: Fix, text: str, span: Span, *, begins: bool = False) -> Edit | None:
    """What one fix makes of a hit."""
    begins = begins or starts_sentence(text, span.start)
    if fix.matching is not None and expression(fix.matching).fullmatch(span.of(text)) is None:
        return None
    if fix.do is not None:
        done = operated(fix.do, text, span, begins=begins)
        return done and done._replace(safe=fix.safe)
    span = whole_words(text, span)
    words = span.of(text)
    instead = fix.words.get(" ".join(words.lower().replace("’", "'").split()))
    if instead is None:
        return None
    if "’" in words:
        instead = instead.replace("'", "’")
    large = words[:1].isupper() and not words.isupper()
    return Edit(span, capital(instead) if large or begins else instead, fix.safe)


def whole_words(text: str, span: Span) -> Span:
    """The span with all of the words that it only begins or ends in, such as the "i" of "im"."""
    near = WORD.finditer(text, max(span.start - LONGEST, 0), span.end + LONGEST)
    cut = [word.span() for word in near if word.end() > span.start and word.start() < span.end]
    if not cut:
        return span
    return Span(min(span.start, cut[0][0]), max(span.end, cut[-1][1]))


@cache
def expression(text: str) -> Any:  # noqa: ANN401 - re2 has no types
    """The compiled expression. Raises re2.error."""
    return re2.compile(text, quiet())


def operated(do: Operation, text: str, span: Span, *, begins: bool) -> Edit | None:
    """What an operation makes of a hit; None where it does not suit."""
    match do:
        case "lowercase":
            return lowercase(text, span, begins=begins)
        case "undouble":
            return undouble(text, span)
        case "single-mark":
            return single_mark(text, span)
        case "delete":
            return delete(text, span)
        case _:
            assert_never(do)


def lowercase(text: str, span: Span, *, begins: bool) -> Edit | None:
    """Capitals written small; the first letter stays one at the start of a sentence, "I" everywhere."""
    words = span.of(text)
    if not words.isupper() or sum(map(str.isalpha, words)) < 2:
        return None
    small = CAPITAL_I.sub("I", words.lower())
    return Edit(span, capital(small) if begins else small)


def undouble(text: str, span: Span) -> Edit | None:
    """One of two equal words; the line end between them stays."""
    found = DOUBLED.fullmatch(text, *span)
    if found is None or found[1].lower() != found[3].lower():
        return None
    start, end = found.end(1), found.end(3)
    after = text[end : end + 1]
    if found[2].strip(BLANKS) and after and after in BLANKS:
        while text[end : end + 1] and text[end] in BLANKS:
            end += 1
        return Edit(Span(found.start(3), end), "")
    return Edit(Span(start, end), "")


def single_mark(text: str, span: Span) -> Edit | None:
    """One mark of many: the question mark, where there is one."""
    marks = span.of(text)
    if len(marks) < 2 or marks.strip("!?"):
        return None
    return Edit(span, "?" if "?" in marks else "!")


def delete(text: str, span: Span) -> Edit:
    """Nothing, without the blank before it, or without its line where nothing else stands there."""
    start, end = span
    while start and text[start - 1] in BLANKS:
        start -= 1
    after = end
    while after < len(text) and text[after] in BLANKS:
        after += 1
    line_starts = start == 0 or text[start - 1] in "\r\n"
    if line_starts and after < len(text) and text[after] in "\r\n":
        return Edit(Span(start, after + (2 if text.startswith("\r\n", after) else 1)), "")
    if line_starts:
        return Edit(Span(span.start, after), "")
    return Edit(Span(start, end), "")


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence starts at an offset: before it is nothing, a blank line, an end mark or a bullet."""
    while at and text[at - 1] in OPENING:
        at -= 1
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    if end == 0 or text.count("\n", end, at) > 1 or text.count("\r", end, at) > 1:
        return True
    line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    if text[line:at].strip() in BULLETS:
        return True
    while end and text[end - 1] in CLOSING:
        end -= 1
    ended = end < at and text[end - 1 : end] in SENTENCE_ENDS
    return ended and not ABBREVIATION.search(text, max(end - 8, 0), end)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
