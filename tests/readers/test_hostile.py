"""Bad input in every format: a clear error at its place, in bounded time and memory; the next one is read."""

import time
import tracemalloc

import pytest

from replylint.readers.load import MAX_FILE
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply

DEEP = 10_000
FIELD = ReadOptions(reply_field="text")
PATH = ReadOptions(reply_paths=("$..text",))
ELEMENTS = ReadOptions(reply_paths=("$..text[*]",))
PLAIN = ReadOptions()


def bomb(first, line, levels=40):
    """A document whose parts each name the one before it many times."""
    return first + b"".join(line(nth) for nth in range(1, levels))


ALIASES = bomb(b"a0: &a0 [pls]\n", lambda n: b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)))
MERGES = bomb(
    b"a0: &a0 {x: 1}\n",
    lambda n: b"a%d: &a%d {<<: [%s], y%d: 1}\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9), n),
)
ENTITIES = (
    bomb(b'<!DOCTYPE a [<!ENTITY e0 "pls">', lambda n: b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 9))
    + b"]><a><text>&e39;</text></a>"
)
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><text>&x;</text></a>'
NESTED_MAIL = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(DEEP)
)
FORWARDS = b"Content-Type: message/rfc822\n\n" * DEEP
PARTS = b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nHi\n" * 20_000

REFUSED = {
    "deep.json": (b"[" * DEEP, FIELD),
    "deep-objects.jsonl": (b'{"text":' * DEEP, FIELD),
    "deep-library.json": (b'{"text":' * DEEP + b"1" + b"}" * DEEP, PATH),
    "cut.json": (b'[{"text": "Hi"}, {"text": "Hi', FIELD),
    "cut.jsonl": (b'{"text": "Hi"}\n{"te', FIELD),
    "cut-library.json": (b'{"a": {"text": "Hi', PATH),
    "number.json": (b"9" * 100_000, FIELD),
    "cut.csv": (b'text\n"Hi', FIELD),
    "wide.csv": (b"text" + b",a" * DEEP * 2, FIELD),
    "ragged.csv": (b"text,b\nHi\n", FIELD),
    "deep.yaml": (b"[" * DEEP, PATH),
    "deep-blocks.yaml": (b"- " * DEEP, PATH),
    "aliases.yaml": (ALIASES, PATH),
    "merges.yaml": (MERGES, PATH),
    "itself.yaml": (b"&a [*a]\n", PATH),
    "tag.yaml": (b"- text: !!python/object/apply:os.system [pls]\n", PATH),
    "cut.yaml": (b'- text: "Hi', PATH),
    "deep.xml": (b"<a>" * DEEP, ELEMENTS),
    "closed.xml": (b"<a>" * DEEP + b"</a>" * DEEP, ELEMENTS),
    "entities.xml": (ENTITIES, ELEMENTS),
    "external.xml": (EXTERNAL, ELEMENTS),
    "cut.xml": (b"<a><text>Hi", ELEMENTS),
    "utf16.xml": ('<?xml version="1.0" encoding="utf-8"?><a/>'.encode("utf-16-le"), ELEMENTS),
    "nested.eml": (NESTED_MAIL, PLAIN),
    "forwards.eml": (FORWARDS, PLAIN),
    "empty.eml": (b"Subject: \n\n", PLAIN),
    "charset.txt": ("café naïve".encode("utf-16-le"), PLAIN),
    "cut-utf8.txt": ("Thanks 🙂 café 日本".encode()[:-1], PLAIN),
    "zip.txt": (b"PK\x03\x04" + b"\0" * 100, PLAIN),
    "nul.txt": (b"Hi\0Jo", PLAIN),
    "long.txt": (b"Hi " * 400_000, PLAIN),
    "long.md": (b"Hi " * 400_000, PLAIN),
    "tags.html": (b"<p>" * 500_000, PLAIN),
    "empty.html": (b"<!--" * DEEP, PLAIN),
    "empty.md": (b"> " * DEEP, PLAIN),
}

READ = {
    "parts.eml": (PARTS, PLAIN),
    "words.eml": (b"Subject: " + b"=?utf-8?q?a?= " * DEEP + b"\n\nHi Jo\n", PLAIN),
    "charset.eml": (b"Content-Type: text/plain; charset=klingon\n\nHi caf\xe9\n", PLAIN),
    "cut.eml": (b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nHi Jo", PLAIN),
    "quotes.eml": (b"A: b\n\nHi Jo\n" + b">" * DEEP + b"\n", PLAIN),
    "on.eml": (b"A: b\n\nHi Jo\n\n" + b"On Mon " * DEEP, PLAIN),
    "brackets.md": (b"Hi " + b"[" * 4000, PLAIN),
    "stars.md": (b"Hi " + b"*a_" * 3000, PLAIN),
    "ticks.md": (b"Hi " + b"".join(b"`" * (n % 60) + b"a" for n in range(3000)), PLAIN),
    "open.html": (b"<div><b>Hi" * 3000, PLAIN),
    "ampersands.html": (b"Hi &" * 3000, PLAIN),
    "attributes.html": (b"<p " + b"a='b' " * DEEP + b">Hi", PLAIN),
    "signs.txt": (b"Hi " + b"{{" * DEEP, PLAIN),
    "marks.csv": (b'text\n"Hi' + b'""' * DEEP + b'"\n', FIELD),
    "escapes.json": (b'[{"text": "Hi' + b"\\u0061" * DEEP + b'"}]', FIELD),
}


def told(name, data, options):
    """What a hostile file and a good one after it hold; it takes little time and memory."""
    files = {name: data, "good.txt": b"Hi Jo"}
    tracemalloc.start()
    start = time.process_time()
    *items, last = read(files, options, load=lambda path, name: files[name])
    taken = time.process_time() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(last, Reply)
    assert last.text == "Hi Jo"
    assert taken < 30
    assert peak < 60_000_000 + 100 * len(data)
    return items


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_with_its_place(name):
    data, options = REFUSED[name]
    items = told(name, data, options)
    errors = [item for item in items if isinstance(item, Problem) and item.level is Level.ERROR]
    assert errors
    for problem in errors:
        assert problem.message.startswith(("not ", "read as"))
        assert "internal error" not in problem.message
        assert problem.location.startswith(name)
        assert problem.hint or problem.span is not None


def test_aliases_that_explode_are_told_as_such():
    (problem,) = told("aliases.yaml", ALIASES, PATH)
    assert "aliases" in problem.hint


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read(name):
    data, options = READ[name]
    items = told(name, data, options)
    assert any(isinstance(item, Reply) and "Hi" in item.text for item in items)
    assert not [item for item in items if isinstance(item, Problem) and "internal error" in item.message]


@pytest.mark.parametrize(
    "name",
    ["a.txt", "a.json", "a.jsonl", "a.csv", "a.yaml", "a.xml", "a.md", "a.html", "a.eml", "a.mbox", "a"],
)
def test_200_megabytes_are_refused_unread(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.txt").write_text("Hi Jo")
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    problem, reply = read([name, "b.txt"], FIELD)
    assert problem.message == f"not checked: it is larger than {MAX_FILE // 1024**2} MiB"
    assert problem.location == name
    assert reply.text == "Hi Jo"
