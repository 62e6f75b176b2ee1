"""Rules: match, require, when, unless, within, scope, turns, templates, context, and what is reported."""

from collections.abc import Callable

import pytest

from replylint.engine.linter import Linter
from replylint.engine.pipeline import Pipeline
from replylint.engine.report import Outcome, ReplyReport, Verdict
from replylint.packs.pack import Pack
from replylint.text.offsets import OffsetMap
from replylint.text.problem import ProblemsError
from replylint.text.reply import Reply, Zone
from replylint.text.source import Source
from replylint.text.span import Span

Check = Callable[..., ReplyReport]
MakePack = Callable[[str], Pack]


def fired(report: ReplyReport) -> list[tuple[str, str | None]]:
    return [(f.rule, f.span.of(report.reply.text) if f.span else None) for f in report.findings]


def rules(*bodies: str) -> str:
    return "rules:\n" + "\n".join(
        f"  - id: r{nth}\n    RULE\n    {body}\n" for nth, body in enumerate(bodies)
    )


ONE_RULE = [
    ("match: {phrase: bad}", "Bad luck. A bad day.", ["Bad", "bad"]),
    ("match: {phrase: bad}\n    unless: {phrase: not}", "Not bad. But bad.", ["bad"]),
    ("match: {phrase: bad}\n    unless: {phrase: sorry}\n    within: next", "It is bad. Sorry.", []),
    ("match: {phrase: bad}\n    unless: {phrase: sorry}\n    within: next", "Bad. So it is. Sorry.", ["Bad"]),
    ("match: {phrase: bad}\n    unless: {phrase: sorry}\n    within: around", "Sorry. It is bad.", []),
    ("match: {phrase: bad}\n    unless: {phrase: sorry}\n    within: paragraph", "Bad.\n\nSorry.", ["Bad"]),
    ("match: {phrase: bad}\n    unless: {phrase: sorry}\n    within: reply", "Bad. So.\n\nSorry.", []),
    ("match: {phrase: bad}\n    when: {phrase: cat}", "A bad dog.", []),
    ("match: {phrase: bad}\n    when: {phrase: cat}", "A bad dog. A cat.", ["bad"]),
    ("require: {phrase: sorry}", "It is late.", [None]),
    ("require: {phrase: sorry}", "Sorry.", []),
    ("require: {phrase: sorry}\n    when: {phrase: late}", "It is late.", ["late"]),
    ("require: {phrase: sorry}\n    when: {phrase: late}", "It is early.", []),
    ("require: {phrase: sorry}\n    when: {phrase: late}\n    within: sentence", "Late. Sorry.", ["Late"]),
    ("require: {phrase: sorry}\n    unless: {phrase: early}", "It is early.", []),
    ("match: {phrase: bad}", "Fine.\n> bad\n\nSo.\n-- \nbad", []),
    ("match: {phrase: bad}\n    scope: quotation", "bad\n> bad one", ["bad"]),
    ("match: {phrase: bad, scope: last}", "It is bad. It is so bad.", ["bad"]),
    ("match: {phrase: bad, scope: first}", "Hi Jo, bad day. Bad night.", ["bad"]),
    ("match: {any: [{phrase: bad day}, {phrase: bad}]}", "A bad day.", ["bad day"]),
    ("match: {all: [{phrase: bad}, {phrase: day}]}", "A bad, long day. A bad night.", ["bad"]),
    ("match: {all: [{phrase: bad}, {not: {phrase: not}}]}", "It is not bad. It is bad.", ["bad"]),
    ("match: {all: [{phrase: bad}, {phrase: day}], within: reply}", "Bad night. Good day.", ["Bad"]),
    ("match: {all: [{phrase: bad}, {phrase: day}], within: clause}", "He is bad and it is day.", []),
    ("match: {not: {phrase: bad}}", "Good.", [None]),
    ("match: {regex: 'b.d'}", "bid bud", ["bid", "bud"]),
    ("match: {tokens: [{LOWER: bad}, {POS: NOUN}]}", "A bad night.", ["bad night"]),
    ("match: {tokens: [{LEMMA: go}]}", "He went.", ["went"]),
    ("match: {length: {more_than: 5}}", "One two three four five. One two three four five six.",
     ["One two three four five six."]),
    ("match: {length: {more_than: 5}}", "We have a, b, c, d, e, f and g.", []),
    ("match: {repeat: {besides: [had]}}", "The the cat had had it it.", ["The the", "it it"]),
    ("match: {clause: {subject: company, polarity: negative}}", "We can’t go. You can’t.", ["We can’t go"]),
    ("match: {clause: {verb: look into}}", "We look into it. We look at it.", ["We look into it"]),
    ("match: {clause: {subject: [our courier]}}", "Our courier left. He left.", ["Our courier left"]),
    ("match: {clause: {verb: lose, without: [never]}}", "We never lose it. We lose it.", ["We lose it"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text", "spans"), ONE_RULE, ids=[f"{c[0][:40]}|{c[1][:12]}" for c in ONE_RULE]
)
def test_one_rule(
    pack: MakePack, check: Check, pipeline: Pipeline, body: str, text: str, spans: list[str]
) -> None:
    made = pack(rules(body))
    if "POS" in body or "LEMMA" in body:
        reply = Reply(Source("draft", text), text, OffsetMap.identity(len(text)))
        report = next(Linter(made).check([reply]))
    else:
        report = check(made, text)
    assert [span for _, span in fired(report)] == spans


DEPENDENCY = """rules:
  - id: r0
    RULE
    match:
      dependency:
        - {RIGHT_ID: verb, RIGHT_ATTRS: {LOWER: lost}}
        - {LEFT_ID: verb, REL_OP: ">", RIGHT_ID: who, RIGHT_ATTRS: {DEP: nsubj, LOWER: courier}}
"""


def test_dependency(pack: MakePack, check: Check) -> None:
    report = check(pack(DEPENDENCY), "Our courier sadly lost it. We lost the courier.")
    assert fired(report) == [("r0", "courier sadly lost")]


CONTEXT = rules(
    "match: {all: [{phrase: yay}, {customer: {phrase: broken}}], within: reply}",
    "match: {unshared: {of: reply, pattern: {phrase: sorry about}}}",
    "match: {unshared: {of: customer, pattern: {phrase: '\\?'}}}",
)


def test_the_customers_message(pack: MakePack, check: Check) -> None:
    made = pack(CONTEXT)
    text = "Yay. Sorry about the kettle. The kettle ships today."
    assert fired(check(made, text)) == []
    assert fired(check(made, text, customer="My lamp is broken.")) == [("r0", "Yay"), ("r1", "Sorry about")]
    assert fired(check(made, text, customer="The kettle? It leaks.")) == []
    assert fired(check(made, text, customer="Is the lamp heavy?")) == [("r1", "Sorry about"), ("r2", None)]


def test_parts_of_conversations_and_short_replies_need_nothing(pack: MakePack, check: Check) -> None:
    made = pack(rules("require: {phrase: sorry}\n    turns: [whole, opening]"))
    long = "It is late and we do not know when it will come at all."
    assert check(made, long).requirements[0].outcome is Outcome.MISSING
    assert check(made, long, turn="middle").requirements[0].outcome is Outcome.NOT_APPLICABLE
    assert check(made, "It is late.").requirements[0].outcome is Outcome.NOT_APPLICABLE
    met = check(made, long + " We are sorry.").requirements[0]
    assert (met.outcome, met.span.of(long + " We are sorry.")) == (Outcome.MET, "sorry")


def test_rules_for_drafts_leave_templates_alone(pack: MakePack, check: Check) -> None:
    made = pack(rules("match: {regex: '\\{\\{'}\n    drafts_only: true"))
    assert fired(check(made, "Dear {{name}}")) == [("r0", "{{")]
    assert fired(check(made, "Dear {{name}}", template=True)) == []


def test_a_covered_finding_is_folded_under_the_one_that_covers_it(pack: MakePack, check: Check) -> None:
    made = pack(rules("match: {phrase: soon}", "match: {phrase: look into}\n    covers: [r0]"))
    report = check(made, "We look into it soon. Soon it is.")
    assert [(f.rule, f.under) for f in report.findings] == [("r1", None), ("r0", 0), ("r0", None)]


def test_verdict_and_scorecard(pack: MakePack, check: Check) -> None:
    made = pack(rules("match: {phrase: bad}", "match: {phrase: worse}").replace("RULE", "RULE error", 1))
    assert check(made, "Fine.").verdict is Verdict.PASS
    assert check(made, "It is worse.").verdict is Verdict.ADVISE
    report = check(made, "It is bad.")
    assert (report.verdict, report.scorecard[0].group, report.scorecard[0].score) == (
        Verdict.BLOCK,
        "respect",
        40,
    )


def test_evidence_names_the_pattern_and_its_words(pack: MakePack, check: Check) -> None:
    report = check(pack(rules("match: {phrase: ['(very)? bad', worse]}")), "It is very bad.")
    evidence = report.findings[0].evidence[0]
    assert (evidence.pattern, evidence.span.of(report.reply.text)) == ("(very)? bad", "very bad")


def test_what_is_missing_names_the_sentences_that_came_closest(pack: MakePack, check: Check) -> None:
    made = pack(rules("require: {phrase: ['sorry for the ~delay', 'we ~apologize']}"))
    report = check(made, "So it is. There was a delay. I apologize.", explain=True)
    evidence = report.findings[0].evidence
    assert [(e.span.of(report.reply.text), e.near) for e in evidence] == [
        ("There was a delay.", True),
        ("I apologize.", True),
    ]


def test_order_does_not_depend_on_batches(pack: MakePack, pipeline: Pipeline) -> None:
    made = pack(rules("match: {phrase: bad}"))
    texts = [f"It is {'bad' if nth % 3 else 'good'} {nth}." for nth in range(150)]
    replies = [
        Reply(Source("d", t), t, OffsetMap.identity(len(t)), ident=str(n), customer=t if n % 2 else None)
        for n, t in enumerate(texts)
    ]
    linter = Linter(made, pipeline=pipeline)
    whole = list(linter.check(replies))
    single = [next(linter.check([reply])) for reply in replies]
    assert [report.reply.ident for report in whole] == [str(n) for n in range(150)]
    assert [r.findings for r in whole] == [r.findings for r in single]


BROKEN = [
    ("match: {phrase: '(a'}", "rules.yaml:10:22: the phrase does not read: a bracket that is not closed"),
    (
        "match: {phrase: [ok, 'b @nope']}",
        "rules.yaml:10:29: the phrase does not read: there is no word list @nope",
    ),
    ("match: {regex: '(?=a)'}", "rules.yaml:10:20: '(?=a)' is no regular expression: "),
    ("match: {tokens: [{LOWR: a}]}", "rules.yaml:10:21: spaCy does not take this tokens pattern: "),
    (
        "match: {dependency: [{RIGHT_ID: a}]}",
        "rules.yaml:10:25: spaCy does not take this dependency pattern: ",
    ),
    (
        "match: {clause: {with: '(a'}}",
        "rules.yaml:10:21: the clause does not read: a bracket that is not closed",
    ),
    ("match: {all: [{not: {phrase: a}}]}", "rules.yaml:10:12: `all` has nothing but `not`"),
]


@pytest.mark.parametrize(("body", "expected"), BROKEN, ids=[case[0] for case in BROKEN])
def test_patterns_that_do_not_compile_are_located(
    pack: MakePack, pipeline: Pipeline, body: str, expected: str
) -> None:
    made = pack(rules(body))
    with pytest.raises(ProblemsError) as error:
        Linter(made, pipeline=pipeline)
    problem = error.value.problems[0]
    assert f"{problem.location}: {problem.message}".split("/")[-1].startswith(expected)


def test_the_signature_that_the_reader_told_is_not_looked_at(pack: MakePack, check: Check) -> None:
    made = pack(rules("match: {phrase: cake}"))
    text = "Hi Al,\n\nyour cake is ready.\n\nSam\nWe sell cake. Ask for the list."
    told = Zone("signature", Span(text.index("Sam"), len(text)))
    assert [found.span for found in check(made, text, regions=(told,)).findings] == [Span(13, 17)]
    assert fired(check(made, text)) == [("r0", "cake"), ("r0", "cake")]
