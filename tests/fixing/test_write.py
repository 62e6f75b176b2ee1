"""Writing: the old file or the new one, and what it was besides its bytes."""

import errno
import os
import stat

import pytest

from replylint.fixing.seal import seal_of
from replylint.fixing.write import replace_file
from replylint.text.problem import ProblemsError


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    return path


def refused(path, before=b"old"):
    with pytest.raises(ProblemsError) as error:
        replace_file(path, "a.txt", before, b"new")
    (problem,) = error.value.problems
    assert problem.message.startswith("not fixed: ")
    assert problem.location == "a.txt"
    return problem.message


def test_the_bytes_are_new(file):
    replace_file(file, "a.txt", b"old", b"new\r\n\0")
    assert file.read_bytes() == b"new\r\n\0"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_mode_and_link_are_kept(file, tmp_path):
    file.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to("a.txt")
    replace_file(link, "a.txt", b"old", b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_that_was_changed_is_left(file):
    assert "changed meanwhile" in refused(file, b"other")
    assert file.read_bytes() == b"old"
    file.unlink()
    with pytest.raises(ProblemsError):
        replace_file(file, "a.txt", b"old", b"new")


def test_a_file_that_may_not_be_written_is_left(file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "permission denied" in refused(file)


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_half_a_file_is_never_left(file, monkeypatch, call):
    def full(*words):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    assert "No space left" in refused(file)
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("mail", "sealed"),
    [
        (b"Content-Type: multipart/signed; micalg=x\n\nHi", True),
        (b"Content-Type: multipart/mixed\n\n-----BEGIN PGP SIGNED MESSAGE-----\n", True),
        (b"From: a\nDKIM-Signature: v=1\n\nHi", True),
        (b"From: a\nContent-Length: 5\n\nHi", True),
        (b"From: a\nContent-Type: text/plain\n\nHi", False),
    ],
)
def test_seals(mail, sealed):
    assert bool(seal_of(mail)) == sealed
