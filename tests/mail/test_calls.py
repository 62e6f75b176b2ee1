"""Which calls of sendmail bring a message."""

import shlex

import pytest

from replylint.mail.calls import brings_message


@pytest.mark.parametrize("words", [
    "", "-t", "-t -i", "-oi -oem -f a@example.com -- b@example.net", "-bm b@example.net",
    "-f -bs b@example.net",
    "-F -q -t", "-i -- -bp", "-- -q", "b@example.net", "-a work -t", "-oQ/var -t", "-N never -t",
])  # fmt: skip
def test_a_message(words):
    assert brings_message("/usr/sbin/sendmail", shlex.split(words))


@pytest.mark.parametrize("words", [
    "-bs", "-bp", "-bi", "-bv a@example.com", "-bd", "-bD", "-bt", "-bh", "-q", "-q30m", "-qRexample.net",
    "-I",
    "-v -bs", "-f a@example.com -bs", "-C file -bp", "--version", "--serverinfo --host=example.net",
])  # fmt: skip
def test_none(words):
    assert not brings_message("/usr/sbin/sendmail", shlex.split(words))


@pytest.mark.parametrize("name", ["mailq", "/usr/bin/newaliases", "hoststat"])
def test_names(name):
    assert not brings_message(name, [])
