"""Mails in which there is nothing to judge: encrypted ones, and those without a text of the sender's."""

from dataclasses import dataclass

from replylint.readers.mail.structure import Part, walk
from replylint.text.problem import Problem

ARMOUR = "-----BEGIN PGP MESSAGE-----"
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


@dataclass(frozen=True)
class Textless(Problem):
    """The problem that a mail has no text to judge, maybe because it is encrypted."""

    encrypted: bool = False


def is_encrypted(message: Part) -> bool:
    """Whether a message, or a part of it, is encrypted (RFC 3156 and RFC 8551)."""
    return any(
        part.kind == "multipart/encrypted"
        or (part.kind in SEALED and "signed" not in part.type.parameters.get("smime-type", "").lower())
        for part in walk(message)
    )
