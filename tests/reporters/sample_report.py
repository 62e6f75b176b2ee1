"""One report with everything in it, for every format."""

from replylint.engine.report import (
    Evidence,
    Finding,
    GroupScore,
    Hidden,
    Outcome,
    ReplyReport,
    Report,
    Requirement,
    Status,
    Verdict,
)
from replylint.packs.model import Rule
from replylint.packs.severity import Severity
from replylint.text.edit import Edit
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span

MAIL = """\
Hello Jane,

You should have read the manual before you
plugged in the lamp. As we told you twice, the
warranty does not cover that.

\t– 申し訳ありません, that's not our problem 👩‍🚀🙂 cafe\u0301 owner!

Regards
"""

ROW = (
    r'{"id": "t-17", "text": "Hi \"Sam\",\nwe can\u2019t refund that. We will look into it and someone '
    r'from the team will get back to you at some point after the long weekend, promise."}'
)
ROW_TEXT = (
    'Hi "Sam",\nwe can’t refund that. We will look into it and someone '
    "from the team will get back to you at some point after the long weekend, promise."
)
NASTY = "Hi, \x1b[31mred\x1b[0m [bold]x[/bold] \u202egnp.exe\u202c whatever\r\n"


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def finding(rule, severity, message, advice, where, **more):
    return Finding(rule, Severity(severity), message, advice, where, **more)


def plain(name, text, **more):
    return Reply(Source(name, text), text, OffsetMap.identity(len(text)), **more)


def mail_report():
    blame = span(MAIL, "You should have read the manual before you\nplugged in the lamp")
    told = span(MAIL, "As we told you twice")
    ours = span(MAIL, "申し訳ありません, that's not our problem 👩‍🚀🙂 cafe\u0301")
    findings = (
        finding(
            "blame-customer",
            "error",
            "Puts the fault on the customer",
            "Say what can be done now; leave out what the customer did or did not do.",
            blame,
            evidence=(Evidence("hindsight", span(MAIL, "You should have read")),),
        ),
        finding(
            "condescending",
            "warning",
            "Talks down to the customer",
            "Just say it.",
            told,
            fix=Edit(span(MAIL, "As we told you twice, the"), "The"),
        ),
        finding("burden", "warning", "Makes the customer a nuisance", "Thank them.", told, under=1),
        finding("dismissive", "error", "Waves the problem away", "Take it up.", ours),
        finding(
            "missing-plan",
            "error",
            "Does not say what happens next",
            "Say who does what, and when.",
            None,
            evidence=(Evidence("plan", span(MAIL, "does not cover"), near=True),),
        ),
        finding("missing-timeframe", "suggestion", "Names no time", "Name a day.", None, under=4),
    )
    needs = (
        Requirement("missing-greeting", Outcome.MET, span(MAIL, "Hello Jane,")),
        Requirement("missing-plan", Outcome.MISSING),
        Requirement("missing-empathy", Outcome.NOT_APPLICABLE),
    )
    scores = (GroupScore("ownership", 40), GroupScore("what a reply needs", 75), GroupScore("care", 100))
    return ReplyReport(plain("drafts/lamp.txt", MAIL), findings, needs, Verdict.BLOCK, scores)


def row_offsets():
    """A map for ROW: escapes are opaque, the rest is a copy."""
    at = ROW.index("Hi ")
    pieces = []
    escapes = {'\\"': 1, "\\n": 1, "\\u2019": 1}
    while sum(length for length, _, _ in pieces) < len(ROW_TEXT):
        escape = next((e for e in escapes if ROW.startswith(e, at)), None)
        length = len(escape) if escape else 1
        pieces.append((1, Span(at, at + length), escape is None))
        at += length
    return OffsetMap.of_pieces(pieces)


def row_report():
    source = Source("replies.jsonl", ROW + "\n" + '{"id": "t-18", "text": 5}\n')
    reply = Reply(source, ROW_TEXT, row_offsets(), ident="t-17", customer="Where is my money?")
    vague = span(
        ROW_TEXT, "We will look into it and someone from the team will get back to you at some point"
    )
    findings = (
        finding(
            "bare-refusal",
            "warning",
            "Says no and offers nothing instead",
            "Say what you can do.",
            span(ROW_TEXT, "we can’t refund that"),
        ),
        finding(
            "vague-commitment",
            "suggestion",
            "Promises nothing definite",
            "Say what, and when.",
            vague,
            fix=Edit(span(ROW_TEXT, "someone"), "Ana"),
        ),
    )
    hidden = (
        Hidden(
            finding("non-apology", "warning", "Apologises for nothing", "Own it.", span(ROW_TEXT, "promise")),
            Status.SUPPRESSED,
            "the customer said [so] \x1b[31mherself",
        ),
        Hidden(finding("missing-greeting", "suggestion", "No greeting", "Greet.", None), Status.ACCEPTED),
    )
    return ReplyReport(reply, findings, (), Verdict.ADVISE, (GroupScore("honest help", 55),), hidden)


def nasty_report():
    reply = plain("odd\x1b]0;name.txt", NASTY)
    findings = (
        finding(
            "dismissive", "warning", "Waves the problem [away]", "Take it up.", span(NASTY, "\u202c whatever")
        ),
    )
    return ReplyReport(reply, findings, (), Verdict.ADVISE, (GroupScore("respect", 70),))


def clean_report():
    text = "Hi Jane,\nI have refunded the $10 today.\nSam\n"
    return ReplyReport(plain("drafts/refund.txt", text), (), (), Verdict.PASS, (GroupScore("respect", 100),))


def problems():
    source = row_report().reply.source
    return (
        Problem(
            "not checked: `text` is no text",
            source=source,
            span=span(source.text, "5}"),
            hint="Put the reply in double quotes.",
        ),
        Problem("not checked: no such file", place="drafts/lmap.txt", hint="Did you mean drafts/lamp.txt?"),
        Problem("read as Windows-1252", place="old.txt", level=Level.NOTE),
        Problem("of no use any more", place="replylint.yaml", hint="Take it out.", level=Level.WARNING),
    )


def rules():
    return (
        Rule(
            id="blame-customer", kind="forbid", group="respect", severity="error", match="blame",
            message="Puts the fault on the customer", why="Nobody likes to be told off.",
            source="house style", advice="Say what can be done now.",
        ),
        Rule(
            id="shouting", kind="forbid", group="care", severity="off", match="shout", message="Shouts",
            why="It is loud.", source="house style", advice="Do not.",
        ),
    )  # fmt: skip


def full_report():
    replies = (mail_report(), row_report(), nasty_report(), clean_report())
    return Report(replies, problems(), rules())
