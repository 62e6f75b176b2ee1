"""Exit codes that mail programs understand (sysexits.h)."""

from enum import IntEnum


class Code(IntEnum):
    """What the caller is told; mail programs keep the draft on all of them."""

    SENT = 0
    USAGE = 64
    BLOCKED = 65
    NO_PROGRAM = 69
    UNCHECKED = 75
    CONFIG = 78
