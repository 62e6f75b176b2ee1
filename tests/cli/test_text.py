"""`replylint text`: what was read as the reply, and what was left out."""

import json
import subprocess
import sys

import pytest

from replylint.cli.main import run
from replylint.text.source import Point, Source

MAIL = """\
From: Sam <sam@example.com>
Subject: Your lamp
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Hi Jo,

your caf=C3=A9 lamp ships today. It is a long line that goes on and on and o=
n, so that it is wrapped, and \x1b[31m is no escape.

- one
- two

Kind regards,
Sam

--=20
Lamps Ltd

On Mon, 3 May 2027 at 10:00, Jo <jo@example.com> wrote:
> Where is
> my lamp?
"""


@pytest.fixture
def text(monkeypatch, tmp_path, capsysbinary):
    """Runs `text` on files; gives the exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "m.eml").write_text(MAIL)
    (tmp_path / "rows.jsonl").write_text(
        '{"id": "a", "text": "Hi Al,\\nit \\"works\\".", "customer": "Does it?", "turn": "middle"}\n'
        '{"id": "b", "text": 5}\n'
    )

    def call(*args):
        code = run(["text", *args])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_region_by_region(text, golden):
    code, out, err = text("m.eml")
    assert (code, err) == (0, "")
    golden("text.txt", out)


def test_reply_by_reply(text, golden):
    fields = (
        "--reply-field",
        "text",
        "--customer-field",
        "customer",
        "--turn-field",
        "turn",
        "--id-field",
        "id",
    )
    code, out, err = text("rows.jsonl", "nope.txt", *fields)
    assert code == 2
    assert "rows.jsonl:2" in err
    assert "nope.txt" in err
    golden("text.rows.txt", out)


@pytest.mark.parametrize(
    ("part", "words"),
    [("signature", ["Sam", "-- \nLamps Ltd"]), ("quote", ["Where is\nmy lamp?\n"]),
     ("reply", ["Your lamp", "Hi Jo,", None, "- one\n- two", "Kind regards,"])],
)  # fmt: skip
def test_only_some(text, part, words):
    _, out, _ = text("m.eml", "--only", part, "--format", "json")
    regions = [region for reply in json.loads(out)["replies"] for region in reply["regions"]]
    assert [wanted or region["text"] for region, wanted in zip(regions, words, strict=True)] == [
        region["text"] for region in regions
    ]
    assert {region["part"] for region in regions} == {part}


def test_places_are_those_of_the_file(text):
    _, out, _ = text("m.eml", "--format", "json")
    source = Source("m.eml", MAIL)
    exact = []
    for reply in json.loads(out)["replies"]:
        for region in reply["regions"]:
            at = region["location"]
            start = source.offset(Point(at["line"], at["column"]))
            end = source.offset(Point(at["end_line"], at["end_column"]))
            if region["exact"]:
                exact.append(region["kind"])
                assert MAIL[start:end] == region["text"]
    assert exact == ["body", "greeting", "list", "closing", "signature"]


def test_json_tells_problems_too(text):
    code, out, _ = text("nope.txt", "--format", "json")
    assert code == 2
    assert json.loads(out)["replies"] == []
    assert json.loads(out)["problems"][0]["level"] == "error"


def test_a_message_that_stands_elsewhere_has_no_place(text, tmp_path):
    (tmp_path / "c.txt").write_text("Where is it?")
    (tmp_path / "d.txt").write_text("Here.")
    _, out, _ = text("d.txt", "--customer", "c.txt", "--format", "json")
    _, customer = json.loads(out)["replies"][0]["regions"]
    assert (customer["kind"], customer["location"], customer["exact"]) == ("customer", None, False)
    assert "     - │ Where is it?" in text("d.txt", "--customer", "c.txt")[1]


def test_nothing_named(text):
    code, out, err = text()
    assert (code, out) == (2, "")
    assert "Name a file or a folder" in err


def test_it_starts_light(tmp_path):
    (tmp_path / "d.txt").write_text("Here.")
    code = (
        "import sys\nfrom replylint.cli.main import run\n"
        f"run(['text', {str(tmp_path / 'd.txt')!r}, '--no-config'])\n"
        "sys.exit(bool({'spacy', 'onnxruntime', 'numpy'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL).returncode == 0
    )
