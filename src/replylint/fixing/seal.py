"""Seals of mails: what would be broken by any change of them."""

import re

SEALS = (
    (re.compile(rb"(?i)\bmultipart/signed\b|\bapplication/(?:x-)?pkcs7-mime\b"), "the mail is signed"),
    (re.compile(rb"(?im)^-----BEGIN PGP SIGNED MESSAGE-----"), "the mail is signed"),
    (re.compile(rb"(?im)^dkim-signature[ \t]*:"), "the mail is signed by its server (DKIM)"),
    (re.compile(rb"(?im)^content-(?:md5|length)[ \t]*:"), "the mail counts its own octets"),
)


def seal_of(mail: bytes) -> str | None:
    """Why a mail may not be changed; None where it may."""
    return next((what for pattern, what in SEALS if pattern.search(mail)), None)
