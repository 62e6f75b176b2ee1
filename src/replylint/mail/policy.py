"""What a verdict means for the message: a pure function of the verdict and what the sender wants."""

from dataclasses import dataclass
from typing import Literal

from replylint.mail.codes import Code
from replylint.mail.verdict import SEVERITIES, Outcome, Verdict

Choice = Literal["pass", "block"]


@dataclass(frozen=True)
class Policy:
    """What the sender wants.

    `block_on` is the least severity that holds a message back; `confirm` lets the same body pass when it is
    sent again within so many `minutes`. `timeout` is in seconds, `memory` in MB.
    """

    block_on: Literal["error", "warning"] = "error"
    confirm: bool = False
    minutes: int = 10
    fail_open: bool = False
    encrypted: Choice = "pass"
    without_text: Choice = "pass"
    timeout: float = 30.0
    memory: int = 2048


@dataclass(frozen=True)
class Ruling:
    """What happens to the message, and in one line why; `code` is SENT where it may go."""

    code: Code
    headline: str = ""
    hints: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the message may go."""
        return self.code is Code.SENT


BYPASS = "To send it as it is, add the header line `X-Replylint: skip`, or set REPLYLINT=off."
NOTHING_TO_CHECK = {
    Outcome.ENCRYPTED: "it is encrypted, so it cannot be checked",
    Outcome.TEXTLESS: "it has no text of yours that could be checked",
}


def holds_back(verdict: Verdict, policy: Policy) -> bool:
    """Whether there are findings that hold the message back."""
    heavy = SEVERITIES[: SEVERITIES.index(policy.block_on) + 1]
    return any(verdict.counts.get(name, 0) for name in heavy)


def decide(verdict: Verdict, policy: Policy, *, confirmed: bool = False) -> Ruling:
    """What happens to a message; `confirmed` says that its sender has seen the findings and sent it again."""
    counted = counts(verdict)
    if holds_back(verdict, policy) and not confirmed:
        again = f"Sent again unchanged within {policy.minutes} minutes, it will go."
        return Ruling(Code.BLOCKED, f"not sent: {counted}", (again,) if policy.confirm else (BYPASS,))
    match verdict.outcome:
        case Outcome.CHECKED:
            return Ruling(Code.SENT, f"passed, with {counted}" if counted else "")
        case Outcome.ENCRYPTED | Outcome.TEXTLESS as outcome:
            why = NOTHING_TO_CHECK[outcome]
            choice = policy.encrypted if outcome is Outcome.ENCRYPTED else policy.without_text
            if choice == "pass":
                return Ruling(Code.SENT)
            return Ruling(Code.BLOCKED, f"not sent: {why}", (BYPASS,))
        case Outcome.UNCHECKED | Outcome.UNREADY as outcome:
            if policy.fail_open:
                return Ruling(Code.SENT, f"sent unchecked: {verdict.reason}")
            code = Code.CONFIG if outcome is Outcome.UNREADY else Code.UNCHECKED
            return Ruling(code, f"not sent, because it could not be checked: {verdict.reason}", (BYPASS,))


def counts(verdict: Verdict) -> str:
    """The findings in words, such as `1 error, 2 warnings`."""
    found = [(verdict.counts.get(name, 0), name) for name in SEVERITIES]
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in found if n)
