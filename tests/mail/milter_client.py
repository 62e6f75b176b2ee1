"""A mail server's side of the milter protocol."""

import socket
import struct
import time
from contextlib import suppress

OPEN = []
"""Connections that are open."""


class Client:
    """A connection. `version` and `steps` are what the server offers."""

    def __init__(self, address, *, version=6, steps=0x1FFFFF, actions=0x1FF):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.settimeout(200)
        try:
            self.socket.connect(address)
        except OSError:
            self.socket.close()
            raise
        OPEN.append(self)
        self.file = self.socket.makefile("rb")
        self.send(b"O", struct.pack("!III", version, actions, steps))
        command, data = self.receive()
        assert command == b"O"
        self.version, self.actions, self.steps = struct.unpack("!III", data)

    def send(self, command, data=b""):
        self.socket.sendall(struct.pack("!I", len(data) + 1) + command + data)

    def receive(self):
        head = self.file.read(4)
        if len(head) < 4:
            return None
        data = self.file.read(struct.unpack("!I", head)[0])
        return data[:1], data[1:]

    def step(self, command, data=b"", *, skip=0, silent=0):
        """One command, unless the milter wants none of it, and its answer, unless it gives none."""
        if self.steps & skip:
            return
        self.send(command, data)
        if not self.steps & silent:
            assert self.receive() == (b"c", b"")

    def begin(self, fields):
        space = b" " if self.steps & 0x100000 else b""
        self.step(b"C", b"host\x004\0\x19127.0.0.1\0", skip=1)
        self.step(b"H", b"host\0", skip=2)
        self.send(b"D", b"Mi\0QUEUE1\0")
        self.step(b"M", b"<a@example.com>\0", skip=4, silent=0x4000)
        self.step(b"R", b"<b@example.net>\0", skip=8, silent=0x8000)
        if self.version > 3:
            self.step(b"T", skip=0x200, silent=0x10000)
        for name, value in fields:
            self.step(b"L", name + b"\0" + space + value + b"\0", silent=0x80)
        self.step(b"N", silent=0x40000)

    def end(self, body):
        for start in range(0, len(body), 65535):
            self.step(b"B", body[start : start + 65535], silent=0x80000)
        self.send(b"E")
        answers = []
        while (answer := self.receive()) is not None:
            answers.append(answer)
            if answer[0] in b"acrtyd":
                return answers
        return None

    def message(self, body, fields=((b"Subject", b"Re: hi"),)):
        """The answers to one message; None where the milter is gone."""
        self.begin(fields)
        return self.end(body)

    def close(self):
        if self in OPEN:
            OPEN.remove(self)
            with suppress(OSError):
                self.send(b"Q")
            self.socket.close()
            self.file.close()


def connected(address, **options):
    """A connection to a milter that may still be starting."""
    deadline = time.monotonic() + 200
    while True:
        try:
            return Client(address, **options)
        except (ConnectionRefusedError, FileNotFoundError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
