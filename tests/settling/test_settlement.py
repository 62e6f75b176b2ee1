"""A run settled: suppressions, the baseline, and what is left over."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.report import Applied, Finding, GroupScore, Past, ReplyReport, Status, Verdict
from replylint.packs.severity import Severity
from replylint.settling.baseline import Gathering
from replylint.settling.settlement import Settlement
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Named, Suppression

TEXT = "You broke it. You are late. You broke it."
PATH = Path("/shop/baseline.json")
CONFIG = Source("replylint.yaml", "suppressions: blame late gone")


class Rules:
    def known(self):
        return frozenset({"blame", "late", "greeting"})

    def judged(self, reply):
        return self.known()


def at(words, start=0):
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


BLAME = Finding("blame", Severity.ERROR, "m", "a", at("You broke it"))
LATE = Finding("late", Severity.WARNING, "m", "a", at("late"), under=0)
AGAIN = Finding("blame", Severity.ERROR, "m", "a", at("You broke it", 20))
GREETING = Finding("greeting", Severity.SUGGESTION, "m", "a", None)
APPLIED = (Applied("blame", "respect", 3), Applied("late", "respect", 2), Applied("greeting", "care", 1))


def reply(*suppressions, name="a.md", **more):
    return Reply(Source(name, TEXT), TEXT, OffsetMap.identity(len(TEXT)), suppressions=suppressions, **more)


def report(of, *findings):
    scores = (GroupScore("respect", 0), GroupScore("care", 0))
    return ReplyReport(of, findings, (), Verdict.BLOCK, scores, applied=APPLIED)


def said(*rules, scope=None, source=None, start=0):
    source = source or Source("a.md", TEXT)
    span = Span(start, start + 3)
    return Suppression(tuple(Named(rule, span) for rule in rules), "because", source, span, scope)


def baseline(*findings, of=None):
    gathering = Gathering(PATH)
    gathering.add(findings, of or reply())
    return gathering.baseline()


def run(*results, **more):
    settled = list(Settlement(Rules, **more).settled(results))
    reports = [result for result in settled if isinstance(result, ReplyReport)]
    return reports, [f"{r.level}: {r.message} [{r.hint}]" for r in settled if isinstance(r, Problem)]


def test_nothing_said_changes_nothing():
    one = report(reply(), BLAME, LATE)
    assert run(one) == ([one], [])


def test_a_suppression_hides_findings_and_frees_the_score():
    [settled], problems = run(report(reply(said("blame", "late")), BLAME, LATE, AGAIN, GREETING))
    assert problems == []
    assert settled.findings == (GREETING,)
    assert [(item.finding, item.status, item.reason) for item in settled.hidden] == [
        (finding, Status.SUPPRESSED, "because") for finding in (BLAME, LATE, AGAIN)
    ]
    assert settled.verdict is Verdict.ADVISE
    assert settled.scorecard == (GroupScore("respect", 100), GroupScore("care", 0))


def test_what_was_folded_under_a_hidden_finding_comes_out():
    [settled], _ = run(report(reply(said("blame", scope=at("You broke it."))), BLAME, LATE, AGAIN))
    assert [(finding.rule, finding.under) for finding in settled.findings] == [
        ("late", None),
        ("blame", None),
    ]


def test_what_is_folded_under_a_finding_that_stays_stays():
    other = Finding("late", Severity.WARNING, "m", "a", at("are late"), under=2)
    [settled], _ = run(report(reply(said("greeting")), GREETING, other, AGAIN))
    assert [(finding.rule, finding.under) for finding in settled.findings] == [("late", 1), ("blame", None)]


def test_a_paragraph_is_no_reply():
    here = reply(said("greeting", scope=at("You are late.")))
    [settled], problems = run(report(here, GREETING))
    assert settled.findings == (GREETING,)
    assert problems[0].endswith("[the finding is about the reply as a whole: write ignore-reply]")
    _, problems = run(report(reply(said("blame", scope=at("You are late."))), BLAME))
    assert problems[0].endswith("[the finding is in another paragraph: move it there, or take it out]")


def test_unknown_rules_are_errors_and_unused_ones_warnings():
    _, problems = run(report(reply(said("blam", "late"), ident="r1"), BLAME))
    assert problems == [
        "error: suppression not applied: there is no rule `blam` [did you mean `blame`?]",
        "warning: unused suppression: `late` has nothing to hide [take it out]",
    ]


def test_what_is_wrong_is_told_once_however_many_replies_share_it():
    shared = said("blam", "late")
    assert len(run(report(reply(shared), BLAME), report(reply(shared)), report(reply(shared)))[1]) == 2


def test_a_suppression_of_several_replies_is_used_where_one_needs_it():
    shared = said("blame")
    _, problems = run(report(reply(shared)), report(reply(shared), BLAME), report(reply(name="b.md")))
    assert problems == []


def test_what_is_not_judged_is_not_unused():
    class Fewer(Rules):
        def judged(self, reply):
            return frozenset({"late"})

    assert list(Settlement(Fewer).settled([report(reply(said("blame")))])) == [report(reply(said("blame")))]


def test_entries_of_the_config_are_told_at_the_end():
    used, idle = said("blame", source=CONFIG, start=14), said("late", source=CONFIG, start=20)
    one = report(reply(used, idle), BLAME)
    assert run(one)[1] == []
    _, problems = run(one, entries=[used, idle])
    assert problems == ["warning: unused suppression: `late` has nothing to hide [take it out]"]


def test_an_entry_about_no_reply_and_one_that_cannot_be_told():
    idle = said("late", source=CONFIG, start=20)
    assert run(report(reply()), entries=[idle])[1] == [
        "warning: unused suppression: it is about no reply [look at its `files` and `ids`, or take it out]"
    ]
    broken = Problem("not checked: x", place="b.md")
    assert len(run(report(reply()), broken, entries=[idle])[1]) == 1


def test_the_baseline_accepts_once_and_still_weighs():
    [settled], problems = run(report(reply(), BLAME, LATE, AGAIN), baseline=baseline(BLAME, LATE))
    assert problems == []
    assert settled.findings == (AGAIN,)
    assert {item.status for item in settled.hidden} == {Status.ACCEPTED}
    assert settled.verdict is Verdict.BLOCK
    assert settled.scorecard == (GroupScore("respect", 0), GroupScore("care", 100))


def test_a_suppressed_finding_uses_nothing_up():
    _, problems = run(report(reply(said("blame")), BLAME), baseline=baseline(BLAME))
    [problem] = problems
    assert problem.startswith("warning: stale baseline: 1 accepted finding no longer there: 1 blame [")


def test_only_what_was_checked_can_be_stale():
    known = baseline(BLAME, LATE, GREETING)
    assert (
        "3 accepted findings no longer there: 1 blame, 1 greeting, 1 late"
        in run(report(reply()), baseline=known)[1][0]
    )
    assert run(report(reply(name="b.md")), baseline=known)[1] == []
    broken = Problem("not checked: x", source=Source("a.md", ""), span=Span(0, 0))
    assert len(run(report(reply()), broken, baseline=known)[1]) == 1
    note = Problem("x", source=Source("a.md", ""), level=Level.NOTE)
    assert len(run(report(reply()), note, baseline=known)[1]) == 2


@given(st.lists(st.sampled_from([BLAME, LATE, AGAIN, GREETING]), max_size=6), st.data())
def test_no_finding_is_lost_and_folds_stay_right(findings, data):
    folded = tuple(
        replace(found, under=data.draw(st.none() | st.integers(0, nth - 1)) if nth else None)
        for nth, found in enumerate(findings)
    )
    rules = data.draw(st.lists(st.sampled_from(["blame", "late", "greeting"]), max_size=2))
    known = baseline(*data.draw(st.lists(st.sampled_from(findings), max_size=3) if findings else st.just([])))
    [settled], _ = run(report(reply(said(*rules)) if rules else reply(), *folded), baseline=known)
    hidden = [replace(item.finding, under=None) for item in settled.hidden]
    left = [replace(found, under=None) for found in settled.findings]
    assert Counter(map(repr, hidden + left)) == Counter(
        repr(replace(found, under=None)) for found in findings
    )
    assert all(found.under is None or found.under < len(left) for found in settled.findings)


def test_the_past_is_what_the_baseline_accepts_and_what_of_it_is_mended():
    settlement = Settlement(Rules, baseline(BLAME, AGAIN, LATE, GREETING))
    list(settlement.settled([report(reply(), BLAME)]))
    assert settlement.past() == Past(4, (("blame", 1), ("greeting", 1), ("late", 1)))
    assert Settlement(Rules).past() is None
    changed = Settlement(Rules, baseline(BLAME), partial=True)
    list(changed.settled([report(reply())]))
    assert changed.past() == Past(1, None)
