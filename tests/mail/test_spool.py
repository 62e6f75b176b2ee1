"""The message in its file: every byte, or an error."""

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.mail import spool
from replylint.mail.spool import SpoolError, keep, receive, without


def descriptors():
    return {n for n in range(256) if not closed(n)}


def closed(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return True
    return False


def whole(message):
    data = b"".join(message.chunks())
    assert data == os.pread(message.linted, message.size + 1, 0)
    return data


def received(data):
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(data)
    try:
        return receive(reading)
    finally:
        os.close(reading)


@given(st.binary(max_size=4000))
def test_every_byte_is_kept(data):
    message = received(data)
    try:
        assert whole(message) == data
        assert message.size == len(data)
    finally:
        message.close()


@given(st.binary(), st.binary(min_size=1), st.binary(), st.binary(min_size=1), st.binary())
def test_a_cut_takes_its_bytes_and_no_other(a, cut, b, gone, c):
    message = keep([a + cut + b + gone + c])
    start = len(a + cut + b)
    bare = without(message, [(len(a), len(a + cut)), (start, start + len(gone))])
    try:
        assert whole(bare) == a + b + c
        assert whole(message) == a + cut + b + gone + c
    finally:
        message.close()
        bare.close()


def test_a_large_message():
    piece = bytes(range(256)) * 4096
    message = keep(piece for _ in range(40))
    assert message.size == 40 << 20
    assert all(message.at(n << 20, 1 << 20) == piece for n in range(40))
    message.close()


def test_the_file_has_no_name_and_cannot_be_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    message = keep([b"text"])
    assert list(tmp_path.iterdir()) == []
    for descriptor in (message.linted, message.sent):
        assert os.fstat(descriptor).st_mode & 0o777 == 0o600
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.write(descriptor, b"x")
    message.close()


def test_positions_are_apart():
    message = keep([b"text"])
    assert os.read(message.linted, 9) == b"text"
    assert os.read(message.sent, 9) == b"text"
    message.close()


def test_a_full_disk_is_an_error(monkeypatch):
    def full(descriptor, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(spool.os, "write", full)
    before = descriptors()
    with pytest.raises(SpoolError, match="No space left on device"):
        keep([b"text"])
    assert descriptors() == before


def test_an_unreadable_standard_input_is_an_error():
    with pytest.raises(SpoolError, match="standard input could not be read"):
        receive(os.open("/", os.O_RDONLY))


def test_no_place_for_temporary_files(monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(SpoolError, match="No such file"):
        keep([b"text"])
