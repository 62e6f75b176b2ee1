"""The examples of a pack as its tests: one code path for its authors and for us."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from replylint.engine.library.example import examined
from replylint.engine.linter import Linter
from replylint.engine.nodes import hits
from replylint.engine.report import ReplyReport
from replylint.packs.model import Example, Rule
from replylint.packs.pack import Pack
from replylint.packs.severity import Severity
from replylint.text.edit import apart, edited
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply, Turn
from replylint.text.source import Source
from replylint.text.span import Span

MARK = re.compile(r"\[\[(.+?)\]\](?!\])", re.DOTALL)
MARKED_AS = "the example marks"


@dataclass(frozen=True)
class Case:
    """One example. `ident` reads `rule[bad-1]`, or `@pattern[hit-1]` for a named pattern.

    One of a rule of kind `library` is several `replies`: the name of a file, the text and its marks.
    """

    ident: str
    owner: str
    form: Literal["bad", "good", "missed", "alarm", "hit", "miss"]
    text: str
    spans: tuple[Span, ...]
    customer: str | None = None
    template: bool = False
    fixed: str | None = None
    replies: tuple[tuple[str, str, tuple[Span, ...]], ...] = ()


def unmark(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its `[[…]]` marks, and the spans that they marked."""
    spans: list[Span] = []
    pieces: list[str] = []
    at = length = 0
    for found in MARK.finditer(text):
        pieces += [text[at : found.start()], found.group(1)]
        length += found.start() - at
        spans.append(Span(length, length + len(found.group(1))))
        length += len(found.group(1))
        at = found.end()
    return "".join([*pieces, text[at:]]), tuple(spans)


def cases(pack: Pack) -> Iterator[Case]:
    """Every example of a pack that was loaded with its examples; rules switched off have none."""
    for rule in pack.rules:
        if rule.severity is not Severity.OFF:
            yield from rule_cases(rule)
    for name, named in pack.patterns.items():
        for form, texts in (("hit", named.hits), ("miss", named.misses)):
            for nth, marked in enumerate(texts, 1):
                text, spans = unmark(marked)
                yield Case(f"@{name}[{form}-{nth}]", name, "hit" if form == "hit" else "miss", text, spans)


def rule_cases(rule: Rule) -> Iterator[Case]:
    """The examples of one rule."""
    counts: dict[str, int] = {}
    for example in rule.examples:
        counts[example.form] = nth = counts.get(example.form, 0) + 1
        yield made_case(f"{rule.id}[{example.form}-{nth}]", rule, example)


def made_case(ident: str, rule: Rule, example: Example) -> Case:
    """An example as a case."""
    text, spans = unmark(example.text)
    replies = tuple((name, *unmark(marked)) for name, marked in example.replies if rule.compare)
    return Case(
        ident, rule.id, example.form, text, spans, example.customer, example.template, example.fixed, replies
    )


def run(case: Case, linter: Linter) -> str | None:
    """None where an example holds; otherwise what is wrong with it, in plain words."""
    if case.form in ("hit", "miss"):
        return run_pattern(case, linter)
    if case.replies:
        return run_library(case, linter)
    source = Source(case.ident, case.text)
    reply = Reply(
        source, case.text, OffsetMap.identity(len(case.text)), customer=case.customer, turn=Turn.WHOLE,
        template=case.template,
    )  # fmt: skip
    report = next(linter.check([reply]))
    match case.form:
        case "bad":
            return bad(case, report)
        case "good":
            return good(case, report)
        case "missed":
            fires = any(found.rule == case.owner for found in report.findings)
            return f"{case.owner} sees it now: make it a `bad` example" if fires else None
        case _:
            fires = any(found.rule == case.owner for found in report.findings)
            return None if fires else f"{case.owner} is silent now: make it a `good` example"


def run_library(case: Case, linter: Linter) -> str | None:
    """A bad example has exactly the marked findings; a good one none of any rule that compares."""
    pack = linter.compiled.pack
    found = examined(pack, [(name, text) for name, text, _ in case.replies])
    mine = [(at, span) for rule, at, span in found if rule == case.owner]
    match case.form:
        case "bad":
            marked = [(at, span) for at, (_, _, spans) in enumerate(case.replies) for span in spans]
            fits = mine == marked if marked else bool(mine) and {span for _, span in mine} == {None}
            if fits:
                return None
            expected = f"; {MARKED_AS} {placed(case, marked)}" if mine else ""
            return f"it fires on {placed(case, mine)}{expected}" if mine else f"{case.owner} does not fire"
        case "good":
            loud = [f"{rule} fires on {placed(case, [(at, span)])}" for rule, at, span in found]
            return "; ".join(loud) or None
        case "missed":
            return f"{case.owner} sees it now: make it a `bad` example" if mine else None
        case _:
            return None if mine else f"{case.owner} is silent now: make it a `good` example"


def placed(case: Case, spans: "Sequence[tuple[int, Span | None]]") -> str:
    """Passages of several replies in quotes."""
    named = (f"{quoted(case.replies[at][1], [span])} in {case.replies[at][0]}" for at, span in spans)
    return ", ".join(named) or "nothing"


def bad(case: Case, report: ReplyReport) -> str | None:
    """A bad example has exactly the marked findings of its rule; without marks, one about the whole reply."""
    spans = [found.span for found in report.findings if found.rule == case.owner]
    if not spans:
        return f"{case.owner} does not fire"
    if not case.spans:
        return None if spans == [None] else f"it fires on {quoted(case.text, spans)}; {MARKED_AS} nothing"
    if [span for span in spans if span] == list(case.spans) and None not in spans:
        return misfixed(case, report)
    return f"it fires on {quoted(case.text, spans)}; {MARKED_AS} {quoted(case.text, case.spans)}"


def misfixed(case: Case, report: ReplyReport) -> str | None:
    """Where an example says what the safe fixes of its rule make of it, they make that."""
    fixes = [found.fix for found in report.findings if found.rule == case.owner and found.fix]
    text = edited(case.text, apart([fix for fix in fixes if fix.safe]))
    if case.fixed is None or text == case.fixed:
        return None
    return f"the fixes make “{text}” of it; the example has “{case.fixed}”"


def good(case: Case, report: ReplyReport) -> str | None:
    """A good example is silent under the whole pack, what a passage of a reply cannot have excepted."""
    loud = [found for found in report.findings if found.span is not None or found.rule == case.owner]
    if not loud:
        return None
    return "; ".join(f"{found.rule} fires on {quoted(case.text, [found.span])}" for found in loud)


def run_pattern(case: Case, linter: Linter) -> str | None:
    """A named pattern hits exactly what is marked (anything, without marks), or misses."""
    analysis = next(linter.reader.read([case.text]))
    found = hits(linter.compiled.named[case.owner], linter.sight(analysis, None))
    spans = [None if hit.whole else Span(hit.start, hit.end) for hit in found]
    if case.form == "miss":
        return f"it hits {quoted(case.text, spans)}" if spans else None
    if not spans:
        return "it does not hit"
    if case.spans and spans != list(case.spans):
        return f"it hits {quoted(case.text, spans)}; {MARKED_AS} {quoted(case.text, case.spans)}"
    return None


def quoted(text: str, spans: "list[Span | None] | tuple[Span, ...]") -> str:
    """Passages in quotes."""
    return ", ".join(f"“{span.of(text)}”" if span else "the whole reply" for span in spans) or "nothing"
