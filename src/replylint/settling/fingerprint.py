"""What a finding is known by from one run to the next: digests, never words."""

import os
import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from replylint.engine.report import JUDGE, Finding, Known
from replylint.text.reply import Reply

LENGTH = 32
"""Hexadecimal digits that are kept: 128 bits."""

NUMBER = re.compile(r"\[[0-9]+\]")
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def fingerprints(finding: Finding, reply: Reply, folder: Path) -> list[tuple[str, str]]:
    """The digests that a finding is known by, each with the digest of the file that it is about.

    One over a library has one for each template to blame: a crowd of which one is gone stays accepted, one
    that another template joins does not.
    """
    known = finding.known_by or (Known(reply.source.name, reply.ident, words_of(finding, reply)),)
    return [
        (
            digest(finding.rule, relative(one.path, folder), NUMBER.sub("[]", one.ident), normal(one.words)),
            file_digest(one.path, folder),
        )
        for one in known
    ]


def fingerprint(finding: Finding, reply: Reply, folder: Path) -> str:
    """One digest of a finding: of its rule, its words, and the reply's file and id.

    It does not depend on where the words stand, on what is around them, or on what the rule says. Of a
    finding about the reply as a whole there are no words, and none of one that stands on the judge alone: he
    looks at the whole, and points at other words when it changes. Paths count from `folder`. An id that is a
    number in a list (`macros[3].body`) is none: it changes when the list does.
    """
    first, *more = [known for known, _ in fingerprints(finding, reply, folder)]
    return digest(first, *more) if more else first


def words_of(finding: Finding, reply: Reply) -> str:
    """The words of a finding; none of one that stands on the judge alone."""
    judged = any(item.pattern.startswith(JUDGE) for item in finding.evidence)
    return "" if finding.span is None or judged else finding.span.of(reply.text)


def file_digest(name: str, folder: Path) -> str:
    """The digest of a file's path from a folder."""
    return digest("file", relative(name, folder))


def normal(text: str) -> str:
    """Words whatever their case, line breaks and quotation marks."""
    folded = unicodedata.normalize("NFC", text).translate(STRAIGHT).casefold()
    return " ".join(folded.split())


def relative(name: str, folder: Path) -> str:
    """A path as it leads from a folder, with slashes and whatever links lead to either.

    A name that no file can have stays as it is.
    """
    return _relative(os.path.abspath(name), os.path.abspath(folder))  # noqa: PTH100 - links come later


@lru_cache(1000)
def _relative(path: str, folder: str) -> str:
    try:
        real = os.path.realpath(path)
    except ValueError:
        return path
    try:
        return Path(os.path.relpath(real, os.path.realpath(folder))).as_posix()
    except ValueError:
        return Path(real).as_posix()


def digest(*parts: str) -> str:
    """The digest of texts, parted so that no two lists of them have the same."""
    total = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(f"{len(data)}:".encode() + data)
    return total.hexdigest()[:LENGTH]
