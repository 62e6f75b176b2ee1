"""What the linter said of a message, as the child process writes it and the parent reads it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

VERSION = 1
SEVERITIES = ("error", "warning", "suggestion")


class Outcome(StrEnum):
    """Whether a message could be checked.

    ENCRYPTED and TEXTLESS have nothing to check; UNREADY says that rules, config or model do not load.
    """

    CHECKED = "checked"
    ENCRYPTED = "encrypted"
    TEXTLESS = "textless"
    UNCHECKED = "unchecked"
    UNREADY = "unready"


@dataclass(frozen=True)
class Verdict:
    """The linter's answer.

    `counts` are the findings by severity, `lines` tell them in short, `report` in full. `reason` says why a
    message was not checked. Texts are safe to print.
    """

    outcome: Outcome
    counts: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    report: str = ""
    reason: str = ""


def unchecked(reason: str) -> Verdict:
    """The verdict where there is none."""
    return Verdict(Outcome.UNCHECKED, reason=reason)


def dumps(verdict: Verdict) -> bytes:
    """A verdict as one line of JSON."""
    record = {"version": VERSION, **asdict(verdict)}
    return json.dumps(record).encode() + b"\n"


def loads(data: bytes) -> Verdict:
    """The verdict in a line of JSON. Raises ValueError for anything that is not a whole one."""
    try:
        record = json.loads(data)
        if record.pop("version") != VERSION or not data.endswith(b"\n"):
            raise ValueError("not a verdict of this version")
        verdict = Verdict(
            Outcome(record["outcome"]),
            {name: int(record["counts"].get(name, 0)) for name in SEVERITIES},
            tuple(map(str, record["rules"])),
            tuple(map(str, record["lines"])),
            str(record["report"]),
            str(record["reason"]),
        )
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a verdict") from error
    return verdict
