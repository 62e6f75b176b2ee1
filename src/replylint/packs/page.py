"""A rule's page: what it says, why, and how to live with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from replylint.packs.accuracy import accuracy_of
from replylint.packs.model import Example, Rule
from replylint.packs.pack import Pack
from replylint.packs.patterns import Pattern
from replylint.packs.render import pattern_lines, single, used_names, yaml_lines
from replylint.packs.severity import Severity

SLOTS: tuple[Literal["match", "require", "when", "unless"], ...] = ("match", "require", "when", "unless")
KINDS = {
    "forbid": "forbid: what it looks for should not be there",
    "require": "require: what it looks for should be there",
    "if-then": "if-then: where one thing is there, another should be, too",
    "context": "context: judged together with the customer's message",
    "library": "library: all templates of a library, compared with one another",
}
WEIGHTS = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.SUGGESTION: 1}
"""What a guideline weighs in the scorecard."""

FORMULA = (
    "In each group, every guideline that applies to the reply weighs by its severity: error 3, warning 2, "
    "suggestion 1. The group's score is the weight of those kept, as a percentage of the weight of all "
    "that apply. A requirement that is not applicable counts on neither side."
)

WITHIN = {
    "file": "the replies of a file with several, or of the files with one each in a folder.",
    "folder": "the replies in the files of a folder, each folder for itself.",
    "library": "all replies of the run.",
}
EXAMPLES = {
    "bad": "Bad",
    "good": "Good",
    "missed": "Known misses",
    "alarm": "Known false alarms",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. `code` says that its lines are to be shown as they are, as YAML."""

    title: str
    lines: tuple[str, ...]
    code: bool = False


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's page; `facts` are short names and values for its head."""

    ident: str
    message: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    def markdown(self) -> str:
        """The page as Markdown."""
        parts = [
            f"# {self.ident}",
            self.message,
            "\n".join(f"- {name}: {value}" for name, value in self.facts),
        ]
        for section in self.sections:
            body = "\n".join(section.lines)
            parts += [f"## {section.title}", f"```yaml\n{body}\n```" if section.code else body]
        return "\n\n".join(parts) + "\n"


def rule_page(rule: Rule, pack: Pack) -> RulePage:
    """The page of a rule. Load the pack with `examples=True`, or there are none on it."""
    facts = (
        ("kind", KINDS[rule.kind]),
        ("severity", str(rule.severity)),
        ("group", rule.group),
        ("source", rule.source),
        *_heard(rule),
        *_fixable(rule),
        *_measured(rule),
    )
    return RulePage(rule.id, rule.message, facts, tuple(_sections(rule, pack)))


def _heard(rule: Rule) -> Iterator[tuple[str, str]]:
    does = (
        ("fires from {:.2f} on where no pattern does", rule.judge and rule.judge.fires),
        ("takes back what patterns find below {:.2f}", rule.judge and rule.judge.vetoes),
    )
    told = [text.format(bound) for text, bound in does if bound is not None]
    if told:
        yield "judge", "; ".join(told)


def _fixable(rule: Rule) -> Iterator[tuple[str, str]]:
    kinds = {fix.safe for fix in rule.fix}
    if kinds:
        which = {frozenset({True}): "safe", frozenset({False}): "unsafe"}.get(
            frozenset(kinds), "safe and unsafe"
        )
        yield "fixes", f"{which} ones, for some of what it finds: `replylint fix`"


def _measured(rule: Rule) -> Iterator[tuple[str, str]]:
    accuracy = accuracy_of(rule.id)
    if accuracy is not None:
        figures = f"patterns alone: precision {accuracy.precision:.2f}, recall {accuracy.recall:.2f}"
        which = f"{accuracy.items} labelled replies that it was not written from, hard ones on purpose"
        yield "measured", f"{figures} on {which} (docs/accuracy.md)"


def _sections(rule: Rule, pack: Pack) -> Iterator[Section]:
    yield Section("Why", (rule.why,))
    yield Section("What to write instead", (rule.advice,))
    yield from _examples(rule.examples)
    yield Section("What it looks for", tuple(_grammar(rule)), code=True)
    patterns = [pattern for slot in SLOTS if (pattern := getattr(rule, slot)) is not None]
    if used := tuple(_used(patterns, pack)):
        yield Section("Patterns that it uses", used)
    yield Section("When it is judged", tuple(_reach(rule)))
    yield from _covering(rule, pack)
    yield Section("In the scorecard", _score(rule))
    yield Section("Changing it", tuple(_switches(rule)), code=True)


def _examples(examples: list[Example]) -> Iterator[Section]:
    for form, title in EXAMPLES.items():
        lines = [line for example in examples if example.form == form for line in _example(example)]
        if lines:
            yield Section(title, tuple(lines))


def _example(example: Example) -> Iterator[str]:
    several = len(example.replies) > 1
    for nth, (name, text) in enumerate(example.replies):
        first, *rest = text.rstrip().splitlines() or [""]
        head = f"{name}: " if several and example.files else ""
        yield f"{'  ' if nth else '- '}{'+ ' if nth else ''}{head}{first}"
        yield from (f"  {'  ' if nth else ''}{line}" for line in rest)
    if example.customer:
        yield f"  (the customer wrote: {' '.join(example.customer.split())})"
    if example.template:
        yield "  (as a template)"
    if example.fixed:
        yield f"  → {' '.join(example.fixed.split())}"
    if example.note:
        yield f"  ({example.note})"


def _grammar(rule: Rule) -> Iterator[str]:
    for slot in SLOTS:
        pattern: Pattern | None = getattr(rule, slot)
        if isinstance(pattern, str):
            yield f"{slot}: {pattern}"
        elif pattern is not None:
            yield f"{slot}:"
            yield from (f"  {line}" for line in pattern_lines(pattern))
    if rule.compare is not None:
        yield "compare:"
        data = rule.compare.model_dump(mode="json", exclude_defaults=True)
        yield from (f"  {line}" for line in yaml_lines(single({"within": rule.compare.within, **data})))
    if rule.unless is not None or (rule.when is not None and rule.require is not None):
        yield f"within: {rule.within}"
    if rule.scope:
        yield f"scope: [{', '.join(rule.scope)}]"


def _used(patterns: list[Pattern], pack: Pack) -> Iterator[str]:
    for name in used_names(patterns, pack):
        about = pack.patterns[name].about
        yield f"- {name}: {about}" if about else f"- {name}"


def _reach(rule: Rule) -> Iterator[str]:
    if rule.compare is not None:
        yield "On templates, where there are two or more; not on drafts, mails and standard input."
        yield f"Compared with one another are {WITHIN[rule.compare.within]}"
        return
    if rule.turns:
        yield f"Only on these turns: {', '.join(rule.turns)}. A reply under ten words is not judged."
    else:
        yield "On every turn of a conversation."
    if rule.templates_only:
        yield "On templates only, not on drafts."
    else:
        yield "On drafts only, not on templates." if rule.drafts_only else "On drafts and templates."
    where = ", ".join(rule.scope) if rule.scope else "everywhere but in the signature, in quotations and code"
    yield f"It looks at: {where}."


def _covering(rule: Rule, pack: Pack) -> Iterator[Section]:
    covered = [f"- {ident}" for ident in rule.covers]
    if covered:
        yield Section("What it covers", ("Folded under it where both are found in one passage:", *covered))
    over = [f"- {other.id}" for other in pack.rules if rule.id in other.covers]
    if over:
        yield Section(
            "What covers it", ("Where one of these is found in the same passage, it comes first:", *over)
        )


def _score(rule: Rule) -> tuple[str, ...]:
    weight = WEIGHTS.get(rule.severity)
    if rule.compare is not None:
        return ("It does not count there: the scorecard is about one reply.",)
    mine = f"This one weighs {weight}." if weight else "This one is off and does not count."
    return (f"It counts in the group “{rule.group}”. {mine}", FORMULA)


def _switches(rule: Rule) -> Iterator[str]:
    other = Severity.ERROR if rule.severity is Severity.WARNING else Severity.WARNING
    yield "# replylint.yaml: switch it off"
    yield f"ignore: [{rule.id}]"
    yield "# … or let it count for more or less"
    yield f"severity: {{{rule.id}: {other}}}"
    yield "# pack.yaml of a pack of your own that extends this one"
    yield f"overrides: {{{rule.id}: off}}"
    yield "# Markdown and HTML: it is in order in the next paragraph"
    yield f"<!-- replylint: ignore {rule.id} -- why -->"
