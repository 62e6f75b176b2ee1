"""One connection of a mail server: message after message, each judged at its end."""

import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from replylint.mail.codes import Code
from replylint.mail.gate import Passage
from replylint.mail.milter.packets import (
    ACCEPT,
    CONTINUE,
    Action,
    Agreement,
    Packet,
    ProtocolError,
    Step,
    add_header,
    agree,
    field,
    remove_header,
    reply,
)
from replylint.mail.policy import Ruling
from replylint.mail.spool import Spool
from replylint.mail.verdict import Verdict

TAG = "X-Replylint-Findings"
OURS = b"x-replylint"
LARGEST = 64 << 20
"""Bytes of a message that are kept; a longer one cannot be checked."""

Judge = Callable[["Letter"], Awaitable[Passage]]


class Letter:
    """A message as it comes in, in a private file without a name."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the letter
        self.names: list[bytes] = []
        self.size = 0
        self.queue_id = ""

    def add(self, data: bytes) -> None:
        """Adds bytes, as long as there are not too many. Raises OSError where they cannot be kept."""
        self.size += len(data)
        if not self.too_large:
            self.file.write(data)

    def add_field(self, name: bytes, value: bytes, *, spaced: bool) -> None:
        """Adds a header field; `spaced` says that its value has the space before it."""
        self.names.append(name)
        self.add(name + (b":" if spaced else b": ") + value.replace(b"\r\n", b"\n") + b"\n")

    @property
    def too_large(self) -> bool:
        """Whether it is not kept whole."""
        return self.size > LARGEST

    @property
    def spool(self) -> Spool:
        """The message, as long as the letter is open. Raises OSError."""
        self.file.flush()
        self.file.seek(0)
        return Spool(self.size, self.file.fileno(), self.file.fileno())

    def close(self) -> None:
        """Frees it."""
        self.file.close()


class Answer(NamedTuple):
    """The packets that answer a command, and whether the connection ends."""

    packets: tuple[Packet, ...] = ()
    ends: bool = False


class Session:
    """The state of a connection. `tag` says that findings are told in a header instead of a rejection."""

    def __init__(self, judge: Judge, *, tag: bool) -> None:
        self.judge = judge
        self.tag = tag
        self.agreement: Agreement | None = None
        self.letter: Letter | None = None
        self.queue_id = ""

    @property
    def busy(self) -> bool:
        """Whether a message is under way."""
        return self.letter is not None

    async def answer(self, packet: Packet) -> Answer:
        """The answer to a command. Raises ProtocolError, and OSError where a message cannot be kept."""
        command, data = packet
        if command == b"O":
            self.agreement = agree(data, Action.CHANGE_HEADERS | (Action.ADD_HEADERS if self.tag else 0))
            return Answer((self.agreement.packet,))
        if self.agreement is None:
            raise ProtocolError("a command before the negotiation")
        if command == b"D":
            self.macros(data)
        elif command in (b"A", b"K", b"Q"):
            self.drop()
        elif command == b"E":
            return await self.end(data)
        else:
            return self.part(command, data, self.agreement.steps)
        return Answer(ends=command == b"Q")

    @property
    def spaced(self) -> bool:
        """Whether values of header fields have the space before them."""
        return self.agreement is not None and Step.LEADING_SPACE in self.agreement.steps

    def part(self, command: bytes, data: bytes, steps: Step) -> Answer:
        """Takes a part of a message, or what does not matter."""
        match command:
            case b"M":
                self.drop()
                self.current()
            case b"L":
                self.current().add_field(*field(data), spaced=self.spaced)
                return Answer() if Step.NR_HEADER in steps else Answer((CONTINUE,))
            case b"N":
                self.current().add(b"\n")
                return Answer() if Step.NR_END_OF_HEADERS in steps else Answer((CONTINUE,))
            case b"B":
                self.current().add(data)
                return Answer() if Step.NR_BODY in steps else Answer((CONTINUE,))
            case b"C" | b"H" | b"R" | b"T" | b"U":
                pass
            case _:
                raise ProtocolError(f"an unknown command {command!r}")
        return Answer((CONTINUE,))

    async def end(self, data: bytes) -> Answer:
        """Judges the message that ends with these bytes."""
        letter = self.current()
        letter.queue_id = self.queue_id
        try:
            letter.add(data)
            came = await self.judge(letter)
            return Answer(tuple(answers(came, letter, tag=self.tag, space=b" " if self.spaced else b"")))
        finally:
            self.drop()

    def current(self) -> Letter:
        """The message under way."""
        if self.letter is None:
            self.letter = Letter()
        return self.letter

    def drop(self) -> None:
        """Forgets the message under way."""
        if self.letter is not None:
            self.letter.close()
        self.letter = None

    def macros(self, data: bytes) -> None:
        """Takes the queue id from the macros that come with a command."""
        names = data[1:].split(b"\0")
        found = dict(zip(names[::2], names[1::2], strict=False))
        if b"i" in found:
            self.queue_id = found[b"i"].decode("ascii", "replace")


def answers(came: Passage, letter: Letter, *, tag: bool, space: bytes = b"") -> list[Packet]:
    """What becomes of a message: changes to its header, and then whether it is taken.

    `space` begins the value of a field, where the server leaves that to the milter.
    """
    ruling, verdict = came.ruling, came.verdict
    blocked = ruling.code is Code.BLOCKED
    if not ruling.passes and not (tag and blocked):
        code = "550 5.7.1" if blocked else "451 4.7.1"
        return [reply(f"replylint: {told(ruling, verdict)}", code)]
    gone = {OURS} if ruling.passes and verdict is None else set()
    gone |= {TAG.lower().encode()} if tag else set()
    packets = [remove_header(name, nth) for name, nth in reversed(numbered(letter.names, gone))]
    if tag:
        packets.append(add_header(TAG, told(ruling, verdict) or "none", space))
    return [*packets, ACCEPT]


def numbered(names: list[bytes], wanted: set[bytes]) -> list[tuple[bytes, int]]:
    """The fields of the wanted names (in lower case), each with its number among those of its name."""
    seen: Counter[bytes] = Counter()
    found = []
    for name in names:
        if name.lower() in wanted:
            seen[name.lower()] += 1
            found.append((name, seen[name.lower()]))
    return found


def told(ruling: Ruling, verdict: Verdict | None) -> str:
    """The ruling in a line, with the rules."""
    head = ruling.headline.removeprefix("not sent: ").removeprefix("passed, with ")
    return f"{head} ({', '.join(verdict.rules)})" if verdict and verdict.rules else head
