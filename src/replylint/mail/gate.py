"""The gate: one message in, a ruling and the message to send out."""

from collections.abc import Callable
from dataclasses import dataclass

from replylint.mail.codes import Code
from replylint.mail.confirm import Memory, digest
from replylint.mail.policy import Policy, Ruling, decide, holds_back
from replylint.mail.skip import find_skips
from replylint.mail.spool import Spool, without
from replylint.mail.state import log, state_folder
from replylint.mail.verdict import Verdict

Ask = Callable[[int], Verdict]
"""What judges the message on a descriptor."""


@dataclass(frozen=True)
class Passage:
    """What came of a message: the ruling, the message as it is to be sent, and what the linter said."""

    ruling: Ruling
    message: Spool
    verdict: Verdict | None = None


def consider(message: Spool, policy: Policy, ask: Ask) -> Passage:
    """Whether a message may go. Raises SpoolError where a header line cannot be taken out of it."""
    if not message.size:
        return Passage(Ruling(Code.BLOCKED, "not sent: there is no message on standard input"), message)
    skips = find_skips(message)
    odd = next((skip.value for skip in skips if not skip.wanted), None)
    if odd is not None:
        said = f"not sent: the header line `X-Replylint` says `{odd[:40]}`, and knows only `skip`"
        return Passage(Ruling(Code.BLOCKED, said, ("Mend the line or take it out.",)), message)
    if skips:
        log(f"sent unchecked: X-Replylint: skip {skips[0].reason}")
        bare = without(message, [skip.span for skip in skips])
        return Passage(Ruling(Code.SENT, "sent unchecked: its header says X-Replylint: skip"), bare)
    verdict = ask(message.linted)
    confirmed = policy.confirm and holds_back(verdict, policy) and _confirmed(message, policy)
    ruling = decide(verdict, policy, confirmed=confirmed)
    if confirmed and ruling.passes:
        ruling = Ruling(Code.SENT, f"sent as confirmed{ruling.headline.removeprefix('passed')}")
        log(f"sent as confirmed: {', '.join(verdict.rules)}")
    elif verdict.reason:
        log(ruling.headline)
    return Passage(ruling, message, verdict)


def _confirmed(message: Spool, policy: Policy) -> bool:
    """Whether it was held back before; not where that cannot be remembered."""
    try:
        return Memory(state_folder() / "held.json").confirmed(digest(message), minutes=policy.minutes)
    except OSError:
        return False


def told(passage: Passage) -> tuple[str, str]:
    """What the sender is told, in short (empty where there is nothing to tell) and in full."""
    ruling, verdict = passage.ruling, passage.verdict
    head = f"replylint: {ruling.headline or 'passed'}"
    short = [head, *(f"  {line}" for line in (verdict.lines if verdict else ())), *ruling.hints]
    full = [head, *ruling.hints, "", (verdict.report if verdict else "")]
    return "\n".join(short) + "\n" if ruling.headline else "", "\n".join(full).rstrip() + "\n"
