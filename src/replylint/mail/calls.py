"""How sendmail is called: whether a call brings a message, or asks for something else."""

import re
from collections.abc import Sequence
from pathlib import PurePath

NO_MESSAGE_NAMES = frozenset({"mailq", "newaliases", "hoststat", "purgestat", "smtpd"})
"""Names under which the program asks for, or does, something else."""

NO_MESSAGE_WORDS = frozenset({"-I", "--version", "--help", "--serverinfo", "-S", "-P", "--pretend"})
"""Rebuilding aliases (Postfix); what msmtp only tells."""

WITH_VALUE = frozenset({"-f", "-F", "-r", "-C", "-h", "-N", "-R", "-V", "-O", "-X", "-B", "-L", "-p", "-a"})
"""Options whose value is the next word."""

MODE = re.compile("-b[^m].*")
"""A mode (`-bX`) that is not the one that takes a message."""


def brings_message(name: str, words: Sequence[str]) -> bool:
    """Whether a call of a sendmail under a name, with these words, has a message on its standard input.

    There is none in `-bs` (SMTP), `-bp`, `-bi`, `-bv`, `-bd`, `-q…`, nor under the names mailq and
    newaliases.
    """
    if PurePath(name).name in NO_MESSAGE_NAMES:
        return False
    rest = iter(words)
    for word in rest:
        if word == "--":
            return True
        if word in WITH_VALUE:
            next(rest, None)
        elif word in NO_MESSAGE_WORDS or word.startswith(("-q", "--rmqs")) or MODE.fullmatch(word):
            return False
    return True
