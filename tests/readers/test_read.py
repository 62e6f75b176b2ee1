import errno
import io
import json
import os
import random
import socket
import time
import tracemalloc
from pathlib import Path

import pytest

from replylint.readers import load
from replylint.readers.options import ReadOptions
from replylint.readers.read import read, read_customer
from replylint.text.offsets import OffsetMap
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply, Turn
from replylint.text.span import Span

ALL = ReadOptions(reply_field="text", customer_field="customer", turn_field="turn", id_field="id")


def read_bytes(data, name="<stdin>", options=ALL):
    named = ReadOptions(**{**fields(options), "stdin_filename": None if name == "<stdin>" else name})
    return list(read(["-"], named, stdin=io.BytesIO(data)))


def fields(options):
    return {name: getattr(options, name) for name in options.__dataclass_fields__}


def told(items):
    return [
        f"{item.location}: {item.message} | {item.hint}" if isinstance(item, Problem) else item.text
        for item in items
    ]


def test_a_draft_is_read_verbatim(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Hi Jane,\r\n\r\nit's 🙂\n".encode())
    options = ReadOptions(customer="Where is it?", turn=Turn.CLOSING, templates=True, reply_field="text")
    (reply,) = read([str(path)], options)
    assert reply.text == "Hi Jane,\r\n\r\nit's 🙂\n"
    assert reply.offsets == OffsetMap.identity(len(reply.text))
    assert (reply.source.name, reply.ident, reply.customer) == (str(path), "", "Where is it?")
    assert (reply.turn, reply.template) == (Turn.CLOSING, True)


def test_a_row_points_into_the_file():
    row = (
        r'{"id": 7, "customer": "Late!", "turn": "middle", "text": "He said \"no\"\n\ud83d\ude00 caf\u00e9"}'
    )
    first, second = read_bytes(
        f'\ufeff\n{row}\r\n  \r\n{{"text": "ok", "customer": null}}'.encode(), "a.jsonl"
    )
    assert first.text == 'He said "no"\n😀 café'
    assert (first.ident, first.customer, first.turn) == ("7", "Late!", Turn.MIDDLE)
    for piece, on_disk in (("said", "said"), ("no", "no"), ("😀", r"\ud83d\ude00"), ("é", r"\u00e9")):
        at = first.text.index(piece)
        assert first.source_span(Span(at, at + len(piece))).of(first.source.text) == on_disk
    assert first.source.point(first.source_span(Span(0, 2)).start) == (2, row.index("He said") + 1)
    assert (second.ident, second.customer, second.turn) == ("", None, Turn.WHOLE)
    assert second.source.point(second.source_span(Span(0, 2)).start) == (4, 11)


@pytest.mark.parametrize("name", ["a.json", "<stdin>"])
def test_an_array_of_objects_is_a_data_set(name):
    rows = [{"id": n, "text": f"Reply {n}"} for n in range(3)]
    items = read_bytes(
        json.dumps(rows, indent=2).encode(), name, ReadOptions(reply_field="text", id_field="id")
    )
    assert [(item.ident, item.text) for item in items] == [(str(n), f"Reply {n}") for n in range(3)]
    assert items[2].source_span(Span(0, 5)).of(items[2].source.text) == "Reply"


def test_a_dotted_path_reaches_into_objects():
    rows = b'{"reply": {"body": "in"}}\n{"reply": {"body": "in"}, "reply.body": "literal"}\n'
    rows += b'{"reply.x": {"body": "q"}}'
    items = read_bytes(rows, "a.jsonl", ReadOptions(reply_field="reply.body"))
    assert told(items) == [
        "in",
        "literal",
        (
            'a.jsonl:3:1: not checked: no field "reply.body" in this row'
            ' | did you mean "reply.x.body"? The row has "reply.x", "reply.x.body"'
        ),
    ]
    assert items[0].source_span(Span(0, 2)).of(items[0].source.text) == "in"
    (deep,) = read_bytes(b'{"a.b": {"c": "deep"}}', "a.jsonl", ReadOptions(reply_field="a.b.c"))
    assert deep.text == "deep"


MEND = "mend it here; the rest of the row may be fine"
BAD_ROWS = [
    ('{"text": "a', "1:10", "broken JSON: the string that begins here has no closing quote", MEND),
    ('{"text": }', "1:10", "broken JSON: a value is missing or is no JSON", MEND),
    ('{"text" "a"}', "1:9", "broken JSON: a colon is missing after the field name", MEND),
    ('{"text": "a" "b": 1}', "1:14", "broken JSON: a comma is missing between two values", MEND),
    ("{'text': 'a'}", "1:2", "broken JSON: a field name in double quotes is missing", MEND),
    (
        '{"text": "a\tb"}',
        "1:12",
        "broken JSON: a line break or control character stands in a string",
        "write a line break as \\n and a tab as \\t",
    ),
    (
        r'{"text": "a\qb"}',
        "1:12",
        "broken JSON: an unknown escape stands in a string",
        "write a backslash as \\\\",
    ),
    (r'{"text": "\u12"}', "1:12", "broken JSON: \\u needs four hexadecimal digits", MEND),
    (
        '{"text": "a"} {"text": "b"}',
        "1:15",
        "broken JSON: something follows the end of the value",
        "put each object on a line of its own",
    ),
    (
        '["a"]',
        "1:1",
        "this row is a list, not an object",
        'write each row as an object: {"text": "the reply"}',
    ),
    ("null", "1:1", "this row is null, not an object", 'write each row as an object: {"text": "the reply"}'),
    (
        '{"txet": "a", "id": 1}',
        "1:1",
        'no field "text" in this row',
        'did you mean "txet"? The row has "txet", "id"',
    ),
    ("{}", "1:1", 'no field "text" in this row', "the row has no fields"),
    (
        '{"text": null}',
        "1:10",
        'the field "text" is null, not a text',
        "give the reply as a text, or name another field with --reply-field",
    ),
    (
        '{"text": 12e400}',
        "1:10",
        'the field "text" is a number, not a text',
        "give the reply as a text, or name another field with --reply-field",
    ),
    (
        '{"text": {"body": "a"}}',
        "1:10",
        'the field "text" is an object, not a text',
        "give the reply as a text, or name another field with --reply-field",
    ),
    (r'{"text": " \n\u200b"}', "1:10", "the reply is empty", "write the reply first"),
    (
        r'{"text": "ab\ud800c"}',
        "1:13",
        "the reply holds half a character (the lone surrogate U+D800)",
        "write the character again; something cut it in two",
    ),
    (
        '{"text": "a", "turn": "open"}',
        "1:23",
        'the turn is "open"',
        'a turn is one of "whole", "opening", "middle", "closing"',
    ),
    (
        '{"text": "a", "turn": 1}',
        "1:23",
        "the turn is a number",
        'a turn is one of "whole", "opening", "middle", "closing"',
    ),
    (
        '{"text": "a", "x": ' + "[" * 10_000 + "]" * 10_000 + "}",
        "1:1",
        "the JSON is nested too deeply",
        "make the row flatter",
    ),
    ('{"x": ' + '{"x":' * 10_000, "1:1", "the JSON is nested too deeply", "make the row flatter"),
    (
        '{"text": "' + "x" * 1_000_001 + '"}',
        "1:10",
        "the reply is longer than 1,000,000 characters (it has 1,000,001)",
        "check it in parts; for a file of many replies, name the field with --reply-field",
    ),
]


@pytest.mark.parametrize(("row", "place", "message", "hint"), BAD_ROWS, ids=[row[0][:30] for row in BAD_ROWS])
def test_a_bad_row_is_a_problem_and_the_others_are_read(row, place, message, hint):
    items = read_bytes(
        f'{row}\n{{"text": "fine"}}\n'.encode(), "a.jsonl", ReadOptions("text", turn_field="turn")
    )
    errors = [item for item in items if not (isinstance(item, Problem) and item.level is Level.NOTE)]
    assert told(errors) == [f"a.jsonl:{place}: not checked: {message} | {hint}", "fine"]


def test_notes_tell_and_the_row_is_read():
    rows = rb"""{"id": "a", "text": "1", "customer": "\udc00"}
{"id": "a", "text": "2", "text": "3", "customer": ["x"]}
{"id": "\ud800", "text": "4"}"""
    items = read_bytes(rows, "a.jsonl")
    assert told(items) == [
        (
            "a.jsonl:1:38: the customer's message holds half a character (the lone surrogate U+DC00);"
            " it counts as not known | "
        ),
        "1",
        'a.jsonl:2:1: the field "text" stands twice in this row; the last one counts | ',
        'a.jsonl:2:1: the id "a" is used twice, first in line 1 | make ids unique',
        "a.jsonl:2:51: the customer's message is a list, not a text; it counts as not known | ",
        "3",
        "4",
        'a.jsonl:3:1: no row has a field "turn": every reply counts as whole | the last row has "id", "text"',
    ]
    assert all(item.level is Level.NOTE for item in items if isinstance(item, Problem))
    assert [item.ident for item in items if isinstance(item, Reply)] == ["a", "a", "\\ud800"]


def test_odd_but_sound_rows_are_read():
    long = "9" * 5000
    rows = f'{{"text": "a", "id": {long}, "n": NaN, "i": -Infinity}}\r\n'
    rows += '{"id": 1.50, "t\\u0065xt" : "b"}\r{"text":"c","id":true}'
    items = read_bytes(rows.encode(), "a.jsonl", ReadOptions("text", id_field="id"))
    assert [(item.text, item.ident) for item in items] == [("a", long), ("b", "1.50"), ("c", "true")]


BAD_FILES = [
    ("a.txt", b"", "", "the draft is empty", "write the reply first"),
    ("a.txt", b" \r\n\t", "", "the draft is empty", "write the reply first"),
    (
        "a.txt",
        b"x" * 10_000_000,
        "",
        "the draft is longer than 1,000,000 characters (it has 10,000,000)",
        "check it in parts; for a file of many replies, name the field with --reply-field",
    ),
    ("a.jsonl", b"\n\n", "", "no reply found", "the file holds no row; is it the right one?"),
    ("a.json", b"[]", "", "no reply found", "the file holds no row; is it the right one?"),
    ("a.json", b"", "", "no reply found", "the file holds no row; is it the right one?"),
    ("a.json", b"[", "1:2", "broken JSON: a value is missing or is no JSON", MEND),
    ("a.json", b"[" * 10_000, "1:1", "the JSON is nested too deeply", "make the row flatter"),
    ("a.csv", b"", "", "no reply found", "the file holds no row; is it the right one?"),
    ("a.csv", b"text\r\n,\r\n", "", "no reply found", "the file holds no row; is it the right one?"),
    ("a.csv", b"id,txt\n1,a\n", "1:1", 'no column "text"', 'did you mean "txt"? The columns are "id", "txt"'),
    (
        "a.csv",
        b"id,text,text\n1,a,b\n",
        "1:1",
        '2 columns are called "text"',
        "give each column a name of its own",
    ),
    (
        "a.csv",
        b'id,text\n1,"a\n2,b\n',
        "2:3",
        "the rest of the file: the quote that opens here is never closed",
        'close it; a quote inside a quoted cell is written twice ("")',
    ),
    (
        "a.tsv",
        b"id\ttext\n1\ta\tb\n",
        "2:1",
        "this row has 3 cells, the header has 2",
        "put a text that holds the delimiter or a line break in double quotes",
    ),
    ("a.csv", b"id,text\n1,\n", "2:3", "the reply is empty", "write the reply first"),
]


@pytest.mark.parametrize(("name", "data", "place", "message", "hint"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_bad_file_is_a_problem(name, data, place, message, hint):
    items = read_bytes(data, name, ReadOptions("text"))
    assert told(items) == [f"{name}{place and ':' + place}: not checked: {message} | {hint}"]
    assert items[0].level is Level.ERROR


def test_an_array_is_read_up_to_the_break():
    items = read_bytes(b'[{"text": "a"}, 3, {"text": "b"} {"text": "c"}]', "a.json", ReadOptions("text"))
    assert told(items) == [
        "a",
        (
            "a.json:1:17: not checked: this row is a number, not an object"
            ' | write each row as an object: {"text": "the reply"}'
        ),
        "b",
        (
            "a.json:1:34: not checked: broken JSON: a comma is missing between two values"
            " | mend it here; the rest of the row may be fine"
        ),
    ]


@pytest.mark.parametrize(
    ("name", "data", "suggested", "seen"),
    [
        (
            "a.jsonl",
            b'{"id": "x", "Body": "Hi", "note": "a longer text"}',
            "--reply-field Body",
            "$[*].id, $[*].Body, $[*].note",
        ),
        ("a.csv", b"id;antwort\n1;Guten Tag\n", "--reply-field antwort", "$[*].id, $[*].antwort"),
        (
            "a.json",
            b'[{"id": 1, "my reply": "Hi"}]',
            """--reply-path "$[*]['my reply']\"""",
            "$[*]['my reply']",
        ),
        ("a.json", b'{"items": [{"text": "Hi"}]}', "--reply-path '$.items[*].text'", "$.items[*].text"),
        ("a.yaml", b"items: {one: {text: Hi}}", "--reply-path '$.items.one.text'", "$.items.one.text"),
        ("a.xml", b"<a><b>Hi</b></a>", "--reply-path '$.a.b[*]'", "$.a.b[*]"),
    ],
)
def test_a_data_set_of_unknown_shape_is_asked_about(name, data, suggested, seen):
    (problem,) = read_bytes(data, name, ReadOptions())
    assert problem.message == (
        "not checked: where the replies are in this file is not said, and no preset fits it"
    )
    assert problem.location == f"{name}:1:1"
    assert problem.hint == f"say it: {suggested}, or --preset. Texts stand at {seen}"


def test_a_table_points_into_the_file():
    table = b'\xef\xbb\xbfid,text,customer,turn\r\n1,"He said ""no"",\r\nJane",Late!,middle\r\n2,plain,,\r\n'
    first, second = read_bytes(table, "a.csv")
    assert first.text == 'He said "no",\r\nJane'
    assert (first.ident, first.customer, first.turn) == ("1", "Late!", Turn.MIDDLE)
    assert first.source_span(Span(8, 12)).of(first.source.text) == '""no""'
    assert first.source.point(first.source_span(Span(15, 19)).start) == (3, 1)
    assert (second.text, second.customer, second.turn) == ("plain", None, Turn.WHOLE)


def test_without_a_reply_field_standard_input_is_a_draft():
    (reply,) = read_bytes(b'{"text": "a"}', options=ReadOptions())
    assert reply.text == '{"text": "a"}'
    (reply,) = read_bytes(b"Hi Jane", options=ALL)
    assert reply.text == "Hi Jane"


@pytest.fixture
def odd_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text("Hi")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        yield


PIPE_IT = "to check what comes out of it, pipe it in and name it -"
BAD_PATHS = [
    ("Draf.txt", "no such file", 'did you mean "draft.txt"?'),
    ("xyz", "no such file", "look at the name and the folder"),
    ("no/such.txt", "no such file", 'there is no folder "no" either'),
    ("draft.txt/x", "no such file", "a part of the path before its end is a file, not a folder"),
    ("loop", "symbolic links on the path lead in a circle", "mend the links or name the file itself"),
    ("pipe", "it is a named pipe", PIPE_IT),
    ("socket", "it is a socket", PIPE_IT),
    ("/dev/null", "it is a device", PIPE_IT),
    ("a\0b", "the path holds a character that no path can hold", "name the file as the folder shows it"),
    ("x" * 300, "the path is too long", "is it the draft itself? Pipe the draft in and name it -"),
    ("", "the path is empty", "name a file or a folder, or - for standard input"),
]


@pytest.mark.parametrize(("path", "reason", "hint"), BAD_PATHS, ids=[repr(row[0][:20]) for row in BAD_PATHS])
def test_a_bad_path_is_a_problem(odd_paths, path, reason, hint):
    assert list(read([path])) == [Problem(f"not checked: {reason}", place=path, hint=hint)]


def test_a_closed_file_is_a_problem(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Hi")

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert list(read([str(path)])) == [
        Problem("not checked: permission denied", place=str(path), hint="make the file readable for you")
    ]


def test_a_name_that_is_no_utf8_can_be_printed(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text("Hi")
    (reply,) = read([path])
    reply.source.name.encode()
    (problem,) = read([path + "x"])
    (problem.place + problem.hint).encode()


def test_one_bad_file_does_not_keep_the_others_from_being_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").write_text("Hi")
    items = list(read([str(tmp_path / "gone.txt"), str(tmp_path)]))
    assert [isinstance(item, Reply) for item in items] == [False, False, True]


def test_too_large_a_file_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "big.jsonl"
    with path.open("wb") as file:
        file.truncate(load.MAX_FILE + 1)
    expected = Problem(
        "not checked: it is larger than 64 MiB", place=str(path), hint="split it into smaller files"
    )
    assert list(read([str(path)])) == [expected]
    monkeypatch.setattr(load, "MAX_FILE", 2 * 1024**2)
    endless = io.BufferedReader(io.FileIO(os.open("/dev/zero", os.O_RDONLY)))
    with endless:
        (problem,) = read(["-"], stdin=endless)
    assert problem.message == "not checked: it is larger than 2 MiB"


def test_broken_standard_input_is_a_problem(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    (problem,) = read(["-"])
    assert problem.message == "not checked: standard input is closed"
    closed = io.BytesIO()
    closed.close()
    (problem,) = read(["-"], stdin=closed)
    assert problem.message.startswith("not checked: standard input cannot be read (")


def test_the_customers_message_is_read(tmp_path):
    path = tmp_path / "customer.txt"
    path.write_text("Where is it?\n")
    assert read_customer(str(path)) == "Where is it?\n"
    path.write_text(" ")
    for bad, message in ((path, "the customer's message is empty"), (tmp_path / "gone", "no such file")):
        with pytest.raises(ProblemsError) as caught:
            read_customer(str(bad))
        assert caught.value.problems[0].message == f"not checked: {message}"


def test_a_long_line_leaves_the_other_rows_alone():
    started = time.monotonic()
    rows = b'{"text": "a"}\n{"text": "%s"}\n{"text": "b"}\n' % (b"\\u0041" * 1_700_000)
    first, problem, last = read_bytes(rows, "a.jsonl", ReadOptions("text"))
    assert (first.text, last.text) == ("a", "b")
    assert "longer than 1,000,000 characters (it has 1,700,000)" in problem.message
    assert time.monotonic() - started < 5


def test_a_very_long_row_is_not_parsed():
    row = b'{"text": "a", "n": [%s1]}' % (b"1," * 8_000_000)
    items = read_bytes(row + b'\n{"text": "b"}', "a.jsonl", ReadOptions("text"))
    assert told(items) == [
        (
            "a.jsonl:1:1: not checked: this row is longer than 16,000,000 characters"
            " | leave out the fields that are not needed"
        ),
        "b",
    ]


def test_millions_of_blank_lines_are_passed_over():
    (problem,) = read_bytes(b"\n" * 10_000_000, "a.jsonl", ReadOptions("text"))
    assert problem.message == "not checked: no reply found"


ROWS = b"".join(b'{"text":"No, %d","id":%d}\n' % (n, n) for n in range(100_000))


def test_many_rows_are_read():
    items = read(["-"], ReadOptions("text", stdin_filename="a.jsonl"), stdin=io.BytesIO(ROWS))
    assert sum(isinstance(item, Reply) for item in items) == 100_000


def test_rows_are_read_lazily_in_bounded_memory():
    data = io.BytesIO(ROWS[:400_000])
    tracemalloc.start()
    for _ in read(["-"], ReadOptions("text", stdin_filename="a.jsonl"), stdin=data):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * 400_000


SAMPLES = {
    "a.txt": "Hi Jané,\r\n\r\nsorry “it” is late 🙂.\n".encode(),
    "b.txt": "Hi, naïve".encode("utf-16"),
    "a.jsonl": rb'{"id":1,"text":"a\n\ud83d\ude00","customer":"x","turn":"whole"}'
    b'\n{"text":{"a":[1.5,null]}}\n',
    "a.json": b'[{"text":"a \\"q\\"","n":{"text":"b"}}, {"text":"c"}]',
    "a.csv": 'id,text,turn\r\n1,"é ""q"",\r\nx",middle\r\n2,plain,\r\n'.encode(),
    "a.tsv": b"text\tid\na\t1\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_bytes_never_raise(name):
    chance = random.Random(name)
    for _ in range(400):
        data = bytearray(SAMPLES[name])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) + 1)
            patch = bytes(chance.choices(b'\0\xff\xfe\x80"\\u{}[],:\r\n\t;d8', k=chance.randint(0, 3)))
            data[at : at + chance.randint(0, 4)] = patch
        for options in (ALL, ReadOptions(), ReadOptions("n.text", id_field="id.x")):
            for item in read_bytes(bytes(data), name, options):
                check_item(item)


def check_item(item):
    if isinstance(item, Problem):
        item.location.encode()
        item.message.encode()
        assert item.level is Level.NOTE or item.message.startswith("not checked: ")
        assert item.level is Level.NOTE or item.hint
        assert item.span is None or 0 <= item.span.start <= item.span.end <= len(item.source.text)
        return
    item.text.encode()
    assert item.text.strip()
    for segment in item.offsets.segments:
        if segment.exact:
            assert segment.source.of(item.source.text) == segment.target.of(item.text)
    assert item.offsets.segments[-1].target.end == len(item.text)
