"""Sending again as a yes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from replylint.mail import confirm
from replylint.mail.confirm import Memory, digest
from replylint.mail.spool import keep

MAIL = b"Date: 1\nMessage-ID: <1>\n\nHi Jo,\n\ntoo bad.\n"
PARTS = b"""Date: 1
Content-Type: multipart/mixed; boundary="%(mark)s"

--%(mark)s
Content-Type: multipart/alternative;
 boundary=in%(mark)s

--in%(mark)s

too bad
--in%(mark)s--
--%(mark)s--
"""


def digest_of(data):
    message = keep([data])
    try:
        return digest(message)
    finally:
        message.close()


def test_only_the_body_counts():
    assert digest_of(MAIL) == digest_of(MAIL.replace(b"1", b"2"))
    assert digest_of(MAIL) != digest_of(MAIL.replace(b"bad", b"sad"))
    assert digest_of(MAIL) != digest_of(MAIL + b" ")


def test_new_boundaries_are_no_change():
    first, second = (digest_of(PARTS % {b"mark": mark}) for mark in (b"one", b"===two_3=="))
    assert first == second
    assert first != digest_of(PARTS.replace(b"bad", b"sad") % {b"mark": b"one"})


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_bodies_that_differ_differ(one, other):
    same = one == other
    assert (digest_of(b"A: b\n\n" + one) == digest_of(b"C: d\n\n" + other)) is same


def test_again_in_time(tmp_path, monkeypatch):
    memory = Memory(tmp_path / "held.json")
    now = 1_000_000.0
    monkeypatch.setattr(confirm.time, "time", lambda: now)
    assert not memory.confirmed("a", minutes=10)
    assert not memory.confirmed("b", minutes=10)
    now += 590
    assert memory.confirmed("a", minutes=10)
    assert memory.confirmed("a", minutes=10)
    now += 20
    assert not memory.confirmed("a", minutes=10)
    now -= 5000
    assert not memory.confirmed("a", minutes=10)


def test_what_is_kept(tmp_path):
    path = tmp_path / "held.json"
    memory = Memory(path)
    for nth in range(confirm.MOST + 20):
        if nth % 100 == 0 or nth > confirm.MOST:
            memory.confirmed(str(nth), minutes=10)
    assert len(json.loads(path.read_text())) <= confirm.MOST
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_torn_file_is_an_empty_one(tmp_path):
    path = tmp_path / "held.json"
    for torn in (b"", b"{", b"[1]", b'{"a": "x"}', b"\xff"):
        path.write_bytes(torn)
        assert not Memory(path).confirmed("a", minutes=10)
        assert Memory(path).confirmed("a", minutes=10)
