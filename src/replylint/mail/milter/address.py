"""Where a milter listens, as Postfix and Sendmail write it."""

import re
from typing import NamedTuple

SENDMAIL = re.compile(r"inet6?:(?P<port>\d+)(?:@(?P<host>.+))?")
POSTFIX = re.compile(r"(?:inet:)?(?:\[(?P<six>[^\]]+)\]|(?P<host>[^:/]*)):(?P<port>\d+)")
LOCAL = re.compile(r"(?:unix|local):(?P<path>.+)")


class Address(NamedTuple):
    """A port of a host, or the path of a Unix socket."""

    path: str = ""
    host: str = ""
    port: int = 0

    def __str__(self) -> str:
        return f"unix:{self.path}" if self.path else f"inet:{self.host}:{self.port}"


def parse_address(text: str) -> Address:
    """The address that a text is; without a host, this machine alone. Raises ValueError."""
    if found := LOCAL.fullmatch(text):
        return Address(path=found["path"])
    if "/" in text:
        return Address(path=text)
    found = SENDMAIL.fullmatch(text) or POSTFIX.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise ValueError(f"`{text}` is no address: write inet:127.0.0.1:8895 or unix:/run/replylint.sock")
    groups = found.groupdict()
    return Address(host=groups["host"] or groups.get("six") or "127.0.0.1", port=int(found["port"]))
