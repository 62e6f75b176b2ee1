"""The layout of a reply: greeting, body, closing, signature, lists, quotations, code, paragraphs."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from replylint.text.span import Span

Kind = Literal["greeting", "body", "closing", "signature", "list", "quotation", "code"]

NO_NAME = r"(?!(?:I|I'\w+|We|You|Your|Our|My|It|This|That|The|Thanks|Thank|Please|Sorry|Got|Just|So|As|In|On|If|Yes|No|Not|What|Here|There|Unfortunately|Great|Happy|Glad)\b)"  # noqa: E501
NAME = (
    rf"(?:{NO_NAME}(?:[A-Z]\.|[A-Z][\w'-]*)|\{{+[^{{}}\n]*\}}+|\[[^\]\n]*\]|%\{{[^}}\n]*\}}|<[^>\n]*>|@\w+)"
)
TITLE = r"(?i:mr|mrs|ms|mx|dr|prof|sir|madam|ma'am)\b\.?"
OTHERS = r"(?i:there|all|everyone|everybody|again|team|folks|friend|guys|and|or|valued|customer|member|guest|parents?|colleagues?|both|ladies|gentlemen|welcome)\b"  # noqa: E501
HAIL = r"(?i:hi|hello|hey|hiya|heya|hallo|dear|greetings|howdy|g'day|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|welcome|ahoy|yo|to whom it may concern)"  # noqa: E501
GREETING = re.compile(
    rf"{HAIL}\b,?(?:(?:[ \t]+|[ \t]*[/&-][ \t]*)(?:&|{TITLE}|{OTHERS}|{NAME})(?![\w']))*[ \t]*[,!.:;—–-]*"
)
BARE_NAME = re.compile(rf"(?:{TITLE}[ ])?{NAME}(?:[ ](?:{NAME}|and|&)){{0,3}}[ ]?[,:!—–-]+$")
SIGN_OFF = re.compile(
    r"(?i)(?:(?:very |most |with |our |my )*(?:kind(?:est)?|best|warm(?:est)?|many|sincere|friendly)? ?(?:regards|wishes|greetings)|"  # noqa: E501
    r"(?:yours|very) (?:sincerely|truly|faithfully|respectfully)|sincerely|respectfully|cheers|best|warmly|all the best|"  # noqa: E501
    r"(?:many |with )?(?:thanks|thx)(?: (?:again|so much|a lot|a million|and regards))?|thank you(?: (?:again|so much|very much))?|"  # noqa: E501
    r"(?:with )?(?:gratitude|appreciation)|(?:take care|talk soon|see you(?: (?:soon|then|around))?|yours|kindly|ttyl))"  # noqa: E501
    r"(?: from(?: all of us)?(?: at)?(?: \w+){1,4})?[ \t]*[,.!—–-]*"
)
SMALL = frozenset(
    [
        "of",
        "and",
        "the",
        "at",
        "for",
        "in",
        "on",
        "to",
        "from",
        "a",
        "de",
        "van",
        "von",
        "der",
        "la",
        "team",
        "care",
        "support",
        "service",
        "services",
        "office",
        "desk",
        "department",
        "your",
        "my",
        "our",
        "customer",
        "x",
    ]
)
INLINE_SIGN_OFF = re.compile(
    rf"(?<=[.!?…)])[ \t]+(?:(?:(?i:(?:kind |best |warm )?(?:regards|wishes)|best|cheers|sincerely|thanks|warmly)[,!]?"
    rf"[ ]+)(?:{NAME}[ ]?){{1,3}}|[~—–^-]+[ ]?(?:{NAME}[ ]?){{1,4}})[.!]?$"
)
LIST_ITEM = re.compile(r"[ \t]*(?:[-*•‣◦]|\d{1,2}[.)]|[a-z]\))[ \t]+\S")
ATTRIBUTION = re.compile(r"(?i)on\b.{4,120}\bwrote:[ \t]*$|-{2,} ?(?:original|forwarded) message ?-{2,}")
FENCE = re.compile(r"[ \t]*(?:```|~~~)")
TERMINAL = re.compile(r"[.!?:;…)\]\"'”’]\s*$")
WRAPPED = 50
"""A line of at least so many characters without an end mark goes on in the next one."""


class Line(NamedTuple):
    """A line without its end, and whether blank lines stand before it."""

    span: Span
    text: str
    first_of_paragraph: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that no sentence crosses. `paragraph` counts from 0."""

    kind: Kind
    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a reply in order; white space between them belongs to none."""

    blocks: tuple[Block, ...]

    def starts(self) -> list[int]:
        """Where blocks begin, for looking up."""
        return [block.span.start for block in self.blocks]

    def at(self, offset: int) -> Block:
        """The block at an offset, or the one before it."""
        return self.blocks[max(bisect_right(self.starts(), offset) - 1, 0)]


def lines_of(text: str) -> list[Line]:
    """The lines that hold something, stripped, in order."""
    lines, gap = [], True
    for found in re.finditer(r"[^\n\r]+|\r\n|\n|\r", text):
        raw = found.group()
        stripped = raw.strip()
        if stripped:
            start = found.start() + len(raw) - len(raw.lstrip())
            lines.append(Line(Span(start, start + len(stripped)), stripped, gap))
            gap = False
        elif raw[0] in "\r\n":
            gap = gap or blank_before(text, found.start())
        else:
            gap = True
    return lines


def blank_before(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is blank."""
    return at == 0 or text[at - 1] in "\r\n"


def sign_off(line: Line, later: list[Line]) -> bool:
    """Whether the line closes the letter: a formula, with nothing but a signature after it."""
    found = SIGN_OFF.match(line.text)
    if not found or len(later) > 6 or not all(is_name_line(other) for other in later):
        return False
    rest = line.text[found.end() :].strip()
    return not rest or (len(rest.split()) <= 4 and is_name(rest))


def comma_close(line: Line, later: list[Line]) -> bool:
    """A short last line that ends with a comma and is followed by a name alone: "Enjoy the trip,"."""
    short = len(line.text.split()) <= 10 and line.text.endswith(",")
    return short and 1 <= len(later) <= 5 and all(is_name_line(other) for other in later)


def is_name_line(line: Line) -> bool:
    """Whether a line can be a line of a signature: short, no sentence."""
    contact = "@" in line.text or "www." in line.text or sum(char.isdigit() for char in line.text) >= 6
    return is_name(line.text) or (contact and len(line.text.split()) <= 7)


def is_name(text: str) -> bool:
    """Whether a short text reads like names, titles and departments, with no sentence in it."""
    words = [word.strip("~—–^*-|,()") for word in text.split()]
    words = [word for word in words if word]
    named = all(not word[0].islower() or word.lower() in SMALL for word in words)
    sentence = text.endswith((".", "!", "?")) and (len(words) > 2 or text.endswith(("!", "?")))
    return 1 <= len(words) <= 7 and named and not sentence


def tail_kinds(lines: list[Line]) -> dict[int, Kind]:
    """Closing and signature among the last lines, by the lines' index."""
    kinds: dict[int, Kind] = {}
    end = len(lines)
    for index, line in enumerate(lines):
        if line.text in {"--", "-- ", "—", "__"} or re.fullmatch(r"[-_*=]{2,}", line.text):
            kinds.update(dict.fromkeys(range(index, len(lines)), "signature"))
            end = index
            break
    for index in range(end - 1, max(end - 7, 0), -1):
        later = lines[index + 1 : end]
        if sign_off(lines[index], later) or comma_close(lines[index], later):
            kinds[index] = "closing"
            kinds.update(dict.fromkeys(range(index + 1, end), "signature"))
            return kinds
    index = end - 1
    while (
        index > 0 and end - index <= 4 and is_name(lines[index].text) and len(lines[index].text.split()) <= 5
    ):
        kinds[index] = "signature"
        if lines[index].first_of_paragraph:
            break
        index -= 1
    return kinds


def greeting_span(line: Line) -> Span | None:
    """The greeting at the start of the first line, or None."""
    found = GREETING.match(line.text)
    if found and len(found.group().split()) <= 9:
        return Span(line.span.start, line.span.start + len(found.group().rstrip()))
    if BARE_NAME.match(line.text) and len(line.text.split()) <= 4:
        return line.span
    return None


def line_kinds(lines: list[Line]) -> list[Kind]:
    """What each line is, greeting excepted."""
    kinds: list[Kind] = []
    fenced = original = False
    for line in lines:
        fence = bool(FENCE.match(line.text))
        original = original or bool(ATTRIBUTION.match(line.text))
        if original or line.text.startswith(">"):
            kinds.append("quotation")
        elif fenced or fence:
            kinds.append("code")
        elif LIST_ITEM.match(line.text):
            kinds.append("list")
        else:
            kinds.append("body")
        fenced = fenced != fence
    own = [index for index, kind in enumerate(kinds) if kind != "quotation"]
    for index, kind in tail_kinds([lines[index] for index in own]).items():
        if kinds[own[index]] == "body" or kind == "signature":
            kinds[own[index]] = kind
    return kinds


def continues(before: Line, line: Line, same_kind: bool) -> bool:
    """Whether a line goes on with the sentence of the line before it (a hard wrap)."""
    if line.first_of_paragraph or not same_kind:
        return False
    wrapped = len(before.text) >= WRAPPED and not TERMINAL.search(before.text)
    return wrapped or line.text[:1].islower()


def read_layout(text: str) -> Layout:
    """The layout of a reply's text."""
    lines = lines_of(text)
    blocks: list[Block] = []
    paragraph = -1
    kinds = line_kinds(lines)
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        paragraph += line.first_of_paragraph or not blocks
        span = line.span
        if index == 0 and kind == "body" and (greeting := greeting_span(line)):
            blocks.append(Block("greeting", greeting, paragraph))
            rest = line.text[greeting.end - span.start :]
            span = Span(span.end - len(rest.lstrip()), span.end)
            if span.start == span.end:
                continue
        if (
            blocks
            and kind != "list"
            and index
            and kinds[index - 1] in (kind, "list" if kind == "body" else kind)
        ):
            last = blocks[-1]
            if last.kind != "greeting" and continues(lines[index - 1], line, same_kind=True):
                blocks[-1] = Block(last.kind, Span(last.span.start, span.end), last.paragraph)
                continue
        blocks.append(Block(kind, span, paragraph))
    return Layout(tuple(split_sign_off(blocks, text)))


def split_sign_off(blocks: list[Block], text: str) -> list[Block]:
    """The blocks with a sign-off that stands at the end of the last line made a block of its own."""
    if not blocks or blocks[-1].kind != "body":
        return blocks
    last = blocks[-1]
    found = INLINE_SIGN_OFF.search(last.span.of(text))
    if not found:
        return blocks
    cut = last.span.start + found.start()
    tail = Span(last.span.end - len(found.group().lstrip()), last.span.end)
    return [
        *blocks[:-1],
        Block("body", Span(last.span.start, cut), last.paragraph),
        Block("signature", tail, last.paragraph),
    ]
