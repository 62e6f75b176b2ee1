"""What the linter says of whole messages, in its own process or here."""

import pytest
from sample_pack import PACK

from replylint.cli.answering import Answering
from replylint.mail.verdict import Outcome

HEAD = "From: sam@example.com\nTo: jo@example.net\nSubject: Re: hi\n"
TEXT = "\nHi Jo,\n\n{}.\n\nSam\n"
SIGNED = """\
MIME-Version: 1.0
Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary=b

--b
Content-Type: text/plain
{}
--b
Content-Type: application/pgp-signature

-----BEGIN PGP SIGNATURE-----
--b--
"""
SEALED = """\
Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

--b
Content-Type: application/pgp-encrypted

Version: 1
--b
Content-Type: application/octet-stream

-----BEGIN PGP MESSAGE-----
--b--
"""
SMIME = 'Content-Type: application/pkcs7-mime; smime-type={}; name="smime.p7m"\n\nMIIB\n'
INLINE = "\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"
PDF = "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n"
CUT = 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nHi Jo,\n\nit ships tod'
FORWARDED = """\
Content-Type: multipart/mixed; boundary="b"

--b

Hi Jo,

it ships today.
--b
Content-Type: message/rfc822

Content-Type: multipart/mixed; boundary="c"

--c

cut o
--b--
"""


@pytest.fixture(scope="module")
def answering(tmp_path_factory):
    pack = tmp_path_factory.mktemp("pack")
    (pack / "pack.yaml").write_text("name: mine\n")
    (pack / "rules.yaml").write_text(PACK)
    config = tmp_path_factory.mktemp("config") / "replylint.yaml"
    config.write_text(f"rules: [{pack}]\n")
    return Answering({"config": str(config), "engine": "patterns", "no_cache": True})


@pytest.mark.parametrize(("body", "outcome", "errors"), [
    (TEXT.format("it ships today"), "checked", 0),
    (TEXT.format("too bad"), "checked", 1),
    (TEXT.format("it ships today\n\n> too bad"), "checked", 0),
    (SIGNED.format(TEXT.format("too bad")), "checked", 1),
    (SIGNED.format(TEXT.format("fine")), "checked", 0),
    (SEALED, "encrypted", 0), (SMIME.format("enveloped-data"), "encrypted", 0), (INLINE, "encrypted", 0),
    (SMIME.format("signed-data"), "textless", 0),
    (PDF, "textless", 0), ("\n> is it there?\n", "textless", 0), ("\n\n", "textless", 0),
    ("\nHi Jo,\n\0\n", "unchecked", 0), (CUT, "unchecked", 0), (FORWARDED, "checked", 0),
])  # fmt: skip
def test_outcomes(answering, body, outcome, errors):
    verdict = answering.verdict((HEAD + body).encode())
    assert verdict.outcome is Outcome(outcome)
    assert verdict.counts.get("error", 0) == errors
    assert bool(verdict.reason) is (verdict.outcome is Outcome.UNCHECKED)


def test_the_subject_of_what_is_encrypted_is_read(answering):
    data = (HEAD.replace("Re: hi", "Too bad") + SEALED).encode()
    verdict = answering.verdict(data)
    assert (verdict.outcome, verdict.counts) == (Outcome.ENCRYPTED, {"error": 1})


@pytest.mark.parametrize(
    "data", [b"\0", b"\xff", b"no header", b"\n\n\n", b"A: b", b"\x1b[31m\n\nToo bad \x1b[31m.\n"]
)
def test_whatever_it_is_there_is_a_verdict(answering, data):
    verdict = answering.verdict(data)
    assert "\x1b" not in verdict.report + "".join(verdict.lines) + verdict.reason


def test_long_ones_are_told_in_short(answering):
    verdict = answering.verdict((HEAD + TEXT.format("Too bad. " * 30)).encode())
    assert verdict.counts == {"error": 30}
    assert len(verdict.lines) == 9
    assert verdict.lines[-1] == "and 22 more"
    assert verdict.rules == ("too-bad",)


def test_forty_megabytes_with_an_attachment(answering):
    """The text is found among the attachments, in time."""
    piece = ("A" * 76 + "\n") * 520_000
    data = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n{TEXT.format('too bad')}\n--b\n"
        f"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{piece}--b--\n"
    )
    assert len(data) > 40_000_000
    assert answering.verdict(data.encode()).counts == {"error": 1}
