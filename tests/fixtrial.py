"""A judge for tests: it finds words by a table, and knows how they are mended."""

import re
from dataclasses import dataclass, field

from replylint.engine.fixes import edit_of
from replylint.engine.report import Finding, ReplyReport, Verdict
from replylint.fixing.document import Document, document
from replylint.fixing.rounds import fix
from replylint.packs.fix import Fix
from replylint.packs.severity import Severity
from replylint.readers.read import read
from replylint.text.span import Span

WORDS = {"pls": "please", "im": "I'm", "qq": 'the word "yes"', "rd": "R&D <lab>", "uni": "Universität"}
FOUND = re.compile(r"\b(?:pls|im|qq|rd|uni)\b|\b(\w+)\s+\1\b|[!?]{2,}|\b(?:NOT|NEVER)\b|\blol\b")


@dataclass
class Rule:
    id: str = "trial"
    fix: list = field(
        default_factory=lambda: [
            Fix(words=WORDS), Fix(do="undouble"), Fix(do="single-mark"), Fix(do="lowercase"),
            Fix(do="delete", safe=False),
        ]
    )  # fmt: skip


RULE = Rule()


def report(reply):
    found = [
        Finding(
            "trial",
            Severity.WARNING,
            "Trial.",
            "",
            Span(*hit.span()),
            fix=edit_of(RULE, reply.text, Span(*hit.span())),
        )
        for hit in FOUND.finditer(reply.text)
    ]
    return ReplyReport(reply, tuple(found), (), Verdict.ADVISE, ())


def judge(replies):
    return [report(reply) for reply in replies]


def reader(name, options):
    """What bytes are read as under a name."""

    def reread(data) -> Document:
        return document(data, read([name], options, load=lambda path, name: data), mail=name == "x.eml")

    return reread


def fixed(name, data, options, *, unsafe=False, judge=judge):
    """The bytes of a file, fixed."""
    reread = reader(name, options)
    before = reread(data)
    assert before.is_faithful()
    return fix(before, judge(before.replies), judge, reread, unsafe=unsafe)
