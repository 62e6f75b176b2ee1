"""A mail server that takes what comes."""

import socket
from dataclasses import dataclass, field


@dataclass
class Inbox:
    """A mail server's handler that keeps what it gets."""

    port: int = 0
    letters: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.letters.append(envelope.content)
        return "250 taken"


def free_port():
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
