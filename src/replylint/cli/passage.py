"""The work of the mail commands: settings, the child process, and telling the sender."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from replylint.cli.mailing import JUDGED, say, stop
from replylint.mail.child import GRACE, ask
from replylint.mail.codes import Code
from replylint.mail.gate import Passage, consider, told
from replylint.mail.policy import Policy
from replylint.mail.spool import Spool, SpoolError, receive
from replylint.mail.state import write_report
from replylint.mail.verdict import Verdict

CONFIG = "replylint.yaml"


@dataclass(frozen=True)
class Wishes:
    """What the sender wants, from the command line and his config.

    `program` is who sends, `judging` how is judged (options of a `Request`).
    """

    policy: Policy
    program: tuple[str, ...]
    judging: Mapping[str, Any]

    def ask(self, message: int) -> Verdict:
        """What the linter says of the message on a descriptor."""
        from json import dumps  # noqa: PLC0415 - not needed where nothing is checked

        policy = self.policy
        limits = {"memory": policy.memory, "seconds": policy.timeout + GRACE}
        command = [sys.executable, "-P", "-m", "replylint.cli.verdict", dumps({**self.judging, **limits})]
        return ask(command, message, timeout=policy.timeout)


def is_off(given: Mapping[str, Any]) -> bool:
    """Whether nothing shall be checked."""
    return bool(given["off"]) or os.environ.get("REPLYLINT", "").lower() == "off"


def own_config() -> Path | None:
    """The sender's own config, `$XDG_CONFIG_HOME/replylint/replylint.yaml`, if there is one.

    The mail commands look for no other: where a mail program runs is chance, and a config says what is run.
    """
    given = os.environ.get("XDG_CONFIG_HOME", "")
    try:
        base = Path(given) if Path(given).is_absolute() else Path.home() / ".config"
    except RuntimeError:
        return None
    path = base / "replylint" / CONFIG
    return path if path.exists() else None


def wishes(given: Mapping[str, Any]) -> Wishes:
    """What the sender wants, from the options of a mail command. Raises ProblemsError, UsageError."""
    if given["config"] and given["no_config"]:
        stop(Code.USAGE, "nothing was sent: --config and --no-config exclude each other.")
    path = Path(given["config"]) if given["config"] else None if given["no_config"] else own_config()
    said: dict[str, Any] = {}
    if path is not None:
        from replylint.config import load_config  # noqa: PLC0415 - pydantic is slow to import

        said = load_config(path).values.mail.model_dump()
    program = tuple(said.get("program", ()))
    said |= {name: value for name, value in given.items() if value is not None}
    said["confirm"] = said.get("confirm") == "resend"
    policy = Policy(**{field.name: said[field.name] for field in fields(Policy) if field.name in said})
    judging = {name: given[name] for name in JUDGED}
    place = {"no_config": True} if path is None else {"config": str(path.absolute())}
    return Wishes(policy, program, judging | place)


def considered(wanted: Wishes) -> Passage:
    """What comes of the message on standard input; the sender is told. Exits where it cannot be kept."""
    try:
        passage = consider(incoming(), wanted.policy, wanted.ask)
    except SpoolError as error:
        stop(Code.UNCHECKED, f"not sent: {error}", "Your mail program still has it: send it again.")
    short, full = told(passage)
    path = write_report(full)
    say(short)
    if path and short and passage.verdict and passage.verdict.report:
        say(f"Full report: {path}\n")
    return passage


def incoming() -> Spool:
    """The message on standard input. Raises SpoolError."""
    return receive(0)
