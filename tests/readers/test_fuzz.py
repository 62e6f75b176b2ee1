"""Damaged files of every format: whatever comes in, what comes out is sound.

`REPLYLINT_FUZZ=20000 pytest tests/readers/test_fuzz.py` looks for longer.
"""

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtrial import judge
from replylint.engine.outline import outline
from replylint.fixing.document import document
from replylint.fixing.rounds import fix
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.reporters import outlines, problems
from replylint.reporters.options import Options
from replylint.text.problem import Level, Problem
from replylint.text.reply import Reply

EXAMPLES = int(os.environ.get("REPLYLINT_FUZZ", "40"))
FIELDS = ReadOptions(reply_field="text", customer_field="x", id_field="id", turn_field="turn")
EVERY = ReadOptions(reply_paths=("$..*",))
MARKUP = ReadOptions(reply_paths=("$..text",), reply_markup="html")
PLAIN = ReadOptions()

MAIL = b"""From: Sam <s@example.com>
Subject: =?utf-8?B?cGxz?= read
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes
Content-Transfer-Encoding: quoted-printable

Hi Jo, =
pls wait the the caf=C3=A9!!!
-- =20
Sam

On Mon, 3 May 2027 at 10:00, Jo <j@example.com> wrote:
> Where is it?
--x
Content-Type: text/html
Content-Transfer-Encoding: base64

PHA+cGxzPC9wPg==
--x--
"""

SEEDS = {
    "json": (
        b'[{"id": 1, "text": "Hi Jo,\\n pls wait \\ud83d\\ude42", "x": null, "turn": "whole"}]',
        b'{"text": "pls", "x": "why?"}\n{"text": "im here", "id": "a"}\n',
        b'{"macros": [{"title": "a", "actions": [{"field": "comment_value", "value": "<p>pls</p>"}]}]}',
    ),
    "csv": (
        b'id,text,x,turn\r\n1,"pls, say ""no"" now",why,whole\r\n2,im here,,\r\n',
        b"text;id\npls\n\n'a';1\n",
    ),
    "yaml": (
        b"# a\n- text: pls wait\n  id: 1\n- text: 'it''s'\n- text: \"im \\u0041\\\n    here\"\n",
        b"- text: |\n    pls\n    the the\n",
        b"a: &a {text: pls}\nb: *a\nc:\n  <<: *a\n  text: >-\n    im\n    here\n",
    ),
    "xml": (
        b'<?xml version="1.0"?><r><e n="1"><text>pls &lt; &#65; <![CDATA[im]]> <b>here</b></text></e></r>',
    ),
    "html": (
        b"<p>pls &amp; im <b>here</b><blockquote>you wrote</blockquote><ul><li>the the</ul><pre>a\n b</pre>",
        b'<div class="gmail_quote">On Mon, Jo wrote:</div><!-- replylint: ignore trial reason --><p>pls',
    ),
    "md": (
        b"# pls\n\nim *here* `pls` [a](b)\n\n> quoted\n\n- u\n- the the\n\n```\ncode\n```\n",
        b"---\ntitle: x\n---\nHi\n",
    ),
    "eml": (MAIL, b"From a@b Mon\nSubject: pls\n\nHi pls\n\nFrom b@c Tue\nSubject: x\n\nim here\n> why\n"),
    "txt": (
        "Hi Jo,\r\npls wait — café 🙂!!!\r\n-- \r\nSam\r\n".encode(),
        "Hi {{name}}, pls".encode("utf-16"),
    ),
}
SIGNS = {
    kind: signs.encode("utf-8", "surrogatepass").split("·".encode())
    for kind, signs in {
        "json": '"·\\·\\u0000·\\ud83d·[·]·{·}·,·:·NaN·1e9999·{"text":',
        "csv": '"·""·,·;·\t·\r·\n',
        "yaml": "&a ·*a·<<: *a·- ·: ·|\n·>-\n·\"·'·[·{·}·!!binary ·---\n·...\n·%YAML 1.1\n·"
        "\t·? ·#·\u2028·\x85",
        "xml": '<·>·&x;·&#0;·&#xD800;·<![CDATA[·]]>·<!--·-->·</·/>·<!DOCTYPE a [<!ENTITY x "y">]>',
        "html": "<·</·>·<!--·-->·<p>·<blockquote>·&·&#x110000;·<script>·<pre>·<br·<li>·"
        ' style="display:none"·<![CDATA[·<!-- replylint: ignore x -->',
        "md": "```·`·*·_·[·](·)·> ·- ·1. ·\\·<·&lt;·---\n·|·![·[x]: y\n",
        "eml": "\n\n·--x\n·--x--\n·Content-Type: text/html\n·Content-Type: message/rfc822\n·=?utf-8?B?·?=·"
        "=3D·=\n·> ·-- \n·charset=utf-16·charset=utf-7·From ·On Mon, x wrote:\n",
        "txt": "> ·-- \n·\ufffe·🙂·{{x}}·---\n·\ud800",
    }.items()
}
ALWAYS = (b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"pls ", b"the the ")
NAMES = {
    "json": ("x.json", "x.jsonl"),
    "csv": ("x.csv", "x.tsv"),
    "eml": ("x.eml", "x.mbox"),
    "txt": ("x.txt", "x"),
}


def damaged(kind, seed):
    """A file of a format with some damage done to it."""
    random = Random(seed)
    data = bytearray(random.choice(SEEDS[kind]))
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        at = random.randrange(len(data) + 1)
        match random.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << random.randrange(8)
            case 1 | 2:
                data[at:at] = random.choice((*SIGNS[kind], *ALWAYS)) * random.choice((1, 1, 2, 100))
            case 3:
                del data[at : at + random.choice((1, 2, 8, 40))]
            case 4:
                piece = data[at : at + random.choice((1, 4, 20, 80))]
                there = random.randrange(len(data) + 1)
                data[there:there] = piece
            case 5:
                del data[at:]
            case _:
                other = random.choice(SEEDS[kind])
                data[at:] = other[random.randrange(len(other)) :]
    return bytes(data)


def assert_sound(item):
    """What holds for everything that is read."""
    if isinstance(item, Problem):
        assert item.message
        assert "internal error" not in item.message
        if item.source is not None and item.span is not None:
            assert 0 <= item.span.start <= item.span.end <= len(item.source.text)
        assert problems.render([item], Options())
        return
    text, source = item.text, item.source.text
    assert text.strip()
    assert text.encode()
    at = 0
    for target, place, exact in item.offsets.segments:
        assert target.start == at
        assert 0 <= place.start <= place.end <= len(source)
        assert not exact or target.of(text) == place.of(source)
        at = target.end
    assert at == len(text)
    if item.customer_offsets is not None:
        assert all(
            not s.exact or s.target.of(item.customer) == s.source.of(source)
            for s in item.customer_offsets.segments
        )
    at = 0
    for _, span in item.regions:
        assert at <= span.start <= span.end <= len(text)
        at = span.end
    assert outlines.render(item, outline(item), Options())


def assert_fixable(name, data, options):
    """A damaged file takes fixes, or is left."""

    def reread(data):
        return document(data, read([name], options, load=lambda path, name: data))

    before = reread(data)
    if before.replies and before.is_faithful():
        fixed = fix(before, judge(before.replies), judge, reread, unsafe=True)
        assert fixed.document.is_faithful()
        assert bool(fixed.done) == (fixed.document.data != data)


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), options=st.sampled_from([PLAIN, FIELDS, EVERY, MARKUP]), data=st.data())
def test_damaged_files(kind, seed, options, data):
    name = data.draw(st.sampled_from(NAMES.get(kind, (f"x.{kind}",))))
    content = damaged(kind, seed)
    items = list(read([name], options, load=lambda path, name: content))
    for item in items:
        assert_sound(item)
    assert any(isinstance(item, Reply) or item.level is not Level.NOTE for item in items), "nothing was said"
    assert_fixable(name, content, options)
