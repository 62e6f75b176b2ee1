"""The pages of the rules, written from the built-in packs."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import get_args

from figures import read_figures
from replylint.packs.files import builtin_names
from replylint.packs.load import load_packs
from replylint.packs.model import Example, Rule
from replylint.packs.page import EXAMPLES, FORMULA, RulePage, Section, rule_page

INDEX = "rules/index.md"
HEAD = """\
# Rules

{count} rules, in the packs {packs}. Each page says what a rule is about, what to write instead, what it
looks for, and how often it is right. `replylint rules list` and `replylint rules show ID` tell the same in a
terminal; [writing rules](../writing-rules.md) is how to change them and to write your own.

*Right* is the share of its findings that a careful reader agrees with (precision), *found* the share of what
such a reader finds that it finds as well (recall): patterns and trained judge together, on replies that
nobody read while the rules were written, hard items (*f*) and ordinary replies (*n*).
[All figures](../accuracy.md).
"""
SCORE = "In the scorecard"
TOLD_APART = {"Why", "What to write instead", SCORE, *EXAMPLES.values()}
"""Sections of a rule's page that are drawn in a way of their own."""

PLAIN = re.compile(r"[^A-Za-z0-9À-ɏ .,;:?!'\"()/“”‘’–—…→%€£$-]")
MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class Book:
    """All built-in rules, and how right they are by a page of figures."""

    def __init__(self, accuracy: Path) -> None:
        self.packs = builtin_names()
        self.pack = load_packs(self.packs, examples=True)
        self.figures = read_figures(accuracy.read_text(encoding="utf-8"))

    def pages(self) -> Iterator[tuple[str, str]]:
        """The path and the Markdown of each page, the list of all first."""
        yield INDEX, self.index()
        for rule in self.pack.rules:
            yield path(rule.id), "".join(f"{part}\n\n" for part in self.parts(rule))

    def navigation(self) -> list[dict[str, list[dict[str, str]]]]:
        """The pages by group."""
        groups = self.groups()
        return [{group.capitalize(): [{it: path(it)} for it in idents]} for group, idents in groups]

    def groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The groups in the order of the scorecard, and the ids of the rules in each."""
        order = get_args(Rule.model_fields["group"].annotation)
        yield from sorted(self.pack.groups.items(), key=lambda group: order.index(group[0]))

    def index(self) -> str:
        """The list of all rules."""
        lines = [HEAD.format(count=len(self.pack.rules), packs=", ".join(f"`{name}`" for name in self.packs))]
        for group, idents in self.groups():
            lines += [f"## {group.capitalize()}", "", "| rule | says | severity | right f, n | found f, n |"]
            lines += ["| --- | --- | --- | --- | --- |", *map(self.row, idents), ""]
        return "\n".join([*lines, "## The scorecard", "", FORMULA, ""])

    def row(self, ident: str) -> str:
        """A rule in the list."""
        rule = self.pack.rule(ident)
        own = [figures.of(ident, name) for figures in self.figures[-1:] for name in ("f", "n")]
        right = ", ".join(figure[0] for figure in own if figure)
        found = ", ".join(figure[1] for figure in own if figure)
        cells = (f"[{ident}]({ident}.md)", plain(rule.message), chip(rule.severity), right, found)
        return f"| {' | '.join(cells)} |"

    def parts(self, rule: Rule) -> Iterator[str]:
        """The parts of a rule's page."""
        page = rule_page(rule, self.pack)
        facts = dict(page.facts)
        yield f"# {rule.id}"
        yield f'<p class="says">{escape(rule.message)}</p>'
        kind, _, means = facts["kind"].partition(": ")
        yield f'<p class="chips">{chip(rule.severity)}{chip(rule.group)}{chip(kind, means)}</p>'
        yield f"{plain(rule.why)}"
        yield box("tip", "Write instead", [plain(rule.advice)])
        yield from examples(rule.examples)
        yield from self.measured(rule, facts)
        for section in page.sections:
            if section.title not in TOLD_APART:
                yield from drawn(section, page, self)
        (score,) = (section.lines[0] for section in page.sections if section.title == SCORE)
        yield f"## {SCORE}"
        yield f"{plain(score)} [How scores are made](index.md#the-scorecard)."
        yield f"*Source: {plain(rule.source)}.*"

    def measured(self, rule: Rule, facts: dict[str, str]) -> Iterator[str]:
        """How right a rule is, and what the judge may do in it."""
        yield "## How right it is"
        tables = [figures for figures in self.figures if figures.has(rule.id)]
        if tables:
            sets = tables[0].sets
            yield "\n".join(
                [
                    f"| precision / recall | {' | '.join(sets)} |",
                    f"| --- |{' --- |' * len(sets)}",
                    *(
                        f"| {figures.title} | {' | '.join(figures.cells(rule.id, sets))} |"
                        for figures in tables
                    ),
                ]
            )
            yield "*f* and *n* were never read by those who wrote the rules: [accuracy](../accuracy.md)."
        else:
            yield "It was not measured: there are no labelled replies for it."
        if "judge" in facts:
            yield f"The trained judge {facts['judge'].replace('; ', ', and ')} (probabilities)."
        else:
            yield "The trained judge has no say in it."


def path(ident: str) -> str:
    """Where a rule's page is."""
    return f"rules/{ident}.md"


def examples(found: list[Example]) -> Iterator[str]:
    """The examples, by what they show."""
    for form, title in EXAMPLES.items():
        items = [item(example) for example in found if example.form == form]
        if items:
            yield f"## {title}"
            yield f'<ul class="examples {form}">\n{"".join(items)}</ul>'


def item(example: Example) -> str:
    """An example as an item of a list."""
    notes = [
        f"the customer wrote: {' '.join(example.customer.split())}" if example.customer else "",
        "as a template" if example.template else "",
        example.note or "",
    ]
    told = "".join(f'<span class="note">{escape(note)}</span>' for note in notes if note)
    fixed = f'<span class="fixed">{lines(example.fixed)}</span>' if example.fixed else ""
    several = len(example.replies) > 1
    texts = (f"{filed(name) if several else ''}{marked(text)}" for name, text in example.replies)
    return f"<li>{''.join(texts)}{fixed}{told}</li>\n"


def filed(name: str) -> str:
    """The name of a file that a reply stands in."""
    return f'<span class="file">{escape(name)}</span> '


def marked(text: str) -> str:
    """A reply as HTML, with the words of a finding marked."""
    return MARKED.sub(r"<mark>\1</mark>", lines(text))


def lines(text: str) -> str:
    """Text as HTML, its lines kept."""
    return "<br>".join(escape(line, quote=False) for line in text.strip().splitlines())


def drawn(section: Section, page: RulePage, book: Book) -> Iterator[str]:
    """A section as Markdown; names of rules in it are links."""
    yield f"## {section.title}"
    if section.code:
        yield "\n".join(["```yaml", *section.lines, "```"])
        return
    known = {rule.id for rule in book.pack.rules} - {page.ident}
    told = []
    for line in section.lines:
        bullet, text = ("- ", line[2:]) if line.startswith("- ") else ("", line)
        name, colon, about = text.partition(": ")
        if bullet and text in known:
            told.append(f"- [{text}]({text}.md)")
        elif bullet and colon:
            told.append(f"- `{name}`: {plain(about)}")
        else:
            told += ["", plain(text), ""] if not bullet else [f"- `{text}`"]
    yield "\n".join(told).strip()


def box(kind: str, title: str, body: list[str]) -> str:
    """An admonition."""
    return "\n".join([f'!!! {kind} "{title}"', "", *(f"    {line}" for line in body)])


def chip(text: str, title: str = "") -> str:
    """A short word in a box."""
    told = f' title="{escape(title)}"' if title else ""
    kind = re.sub(r"[^a-z]+", "-", str(text))
    return f'<span class="chip {kind}"{told}>{escape(str(text))}</span>'


def plain(text: str) -> str:
    """Text in Markdown that means itself."""
    return PLAIN.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
