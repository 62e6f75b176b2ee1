"""Packets of the milter protocol, versions 2 to 6: a length, a command, its data.

As in `mfapi.h` and `mfdef.h` of Sendmail's libmilter, and README.MILTER of Postfix.
"""

import struct
from asyncio import IncompleteReadError, StreamReader
from enum import IntFlag
from typing import NamedTuple

VERSION = 6
LARGEST = 1 << 20
"""Bytes of a packet; servers send a body in pieces of 64 kB."""


class ProtocolError(Exception):
    """The other side does not speak the protocol."""


class Action(IntFlag):
    """What a milter may do with a message."""

    ADD_HEADERS = 0x01
    CHANGE_HEADERS = 0x10


class Step(IntFlag):
    """What is left out of the protocol: commands (NO_), and answers to commands (NR_)."""

    NO_CONNECT = 0x01
    NO_HELO = 0x02
    NO_MAIL = 0x04
    NO_RCPT = 0x08
    NR_HEADER = 0x80
    NO_UNKNOWN = 0x100
    NO_DATA = 0x200
    NR_END_OF_HEADERS = 0x40000
    NR_BODY = 0x80000
    LEADING_SPACE = 0x100000


UNNEEDED = (
    Step.NO_CONNECT | Step.NO_HELO | Step.NO_RCPT | Step.NO_UNKNOWN | Step.NO_DATA | Step.NR_HEADER
    | Step.NR_END_OF_HEADERS | Step.NR_BODY | Step.LEADING_SPACE
)  # fmt: skip
"""What is left out, as far as the other side can; MAIL stays, as the beginning of a message."""


class Packet(NamedTuple):
    """A command and its data."""

    command: bytes
    data: bytes = b""

    @property
    def encoded(self) -> bytes:
        """The packet as it is sent."""
        return struct.pack("!I", len(self.data) + 1) + self.command + self.data


class Agreement(NamedTuple):
    """What both sides can do."""

    version: int
    actions: Action
    steps: Step

    @property
    def packet(self) -> Packet:
        """The answer to the other side's offer."""
        return Packet(b"O", struct.pack("!III", *self))


def agree(offer: bytes, wanted: Action) -> Agreement:
    """What is agreed on. Raises ProtocolError where the other side cannot do what is wanted."""
    if len(offer) < 12:
        raise ProtocolError("an offer that is too short")
    version, actions, steps = struct.unpack("!III", offer[:12])
    if version < 2 or wanted & ~actions:
        raise ProtocolError(f"version {version} with actions {actions:#x} is not enough")
    return Agreement(min(version, VERSION), wanted, UNNEEDED & Step(steps))


async def receive(reader: StreamReader) -> Packet | None:
    """The next packet, None where the other side is gone. Raises ProtocolError."""
    try:
        (length,) = struct.unpack("!I", await reader.readexactly(4))
        if not 1 <= length <= LARGEST:
            raise ProtocolError(f"a packet of {length} bytes")
        data = await reader.readexactly(length)
    except (IncompleteReadError, ConnectionError):
        return None
    return Packet(data[:1], data[1:])


def field(data: bytes) -> tuple[bytes, bytes]:
    """The name and the value of a header field. Raises ProtocolError."""
    parts = data.split(b"\0")
    if len(parts) < 2:
        raise ProtocolError("a header field without a value")
    return parts[0], parts[1]


def reply(text: str, code: str) -> Packet:
    """A reply for the SMTP client in one line, such as `550 5.7.1 why`."""
    plain = " ".join(text.replace("%", " percent").split()).encode("ascii", "replace")[:900]
    return Packet(b"y", code.encode() + b" " + plain + b"\0")


def remove_header(name: bytes, nth: int) -> Packet:
    """Takes out the nth field (from 1) of a name."""
    return Packet(b"m", struct.pack("!I", nth) + name + b"\0\0")


def add_header(name: str, value: str, space: bytes) -> Packet:
    """Adds a field at the end of the header; `space` goes before its value."""
    plain = " ".join(value.split()).encode("ascii", "replace")[:900]
    return Packet(b"h", name.encode() + b"\0" + space + plain + b"\0")


CONTINUE = Packet(b"c")
ACCEPT = Packet(b"a")
