"""The milter's side of the protocol, without a server."""

import asyncio
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.mail.codes import Code
from replylint.mail.gate import Passage
from replylint.mail.milter.address import Address, parse_address
from replylint.mail.milter.packets import UNNEEDED, Packet, ProtocolError, receive
from replylint.mail.milter.session import LARGEST, Session
from replylint.mail.policy import Ruling
from replylint.mail.verdict import Outcome, Verdict

PASS = Passage(Ruling(Code.SENT), None, Verdict(Outcome.CHECKED))
BLOCK = Passage(
    Ruling(Code.BLOCKED, "not sent: 1 error"), None, Verdict(Outcome.CHECKED, {"error": 1}, ("too-bad",))
)
UNSURE = Passage(Ruling(Code.UNCHECKED, "not sent, because 50% failed"), None, Verdict(Outcome.UNCHECKED))
SKIP = Passage(Ruling(Code.SENT, "sent unchecked: its header says X-Replylint: skip"), None)


def offer(version=6, actions=0x1FF, steps=0x1FFFFF):
    return Packet(b"O", struct.pack("!III", version, actions, steps))


def talk(packets, came=PASS, *, tag=False):
    """The answers to some packets, and the messages that were judged."""
    judged = []

    async def judge(letter):
        judged.append(b"".join(letter.spool.chunks()))
        return came

    async def run():
        session = Session(judge, tag=tag)
        try:
            return [(await session.answer(packet)).packets for packet in packets]
        finally:
            session.drop()

    return asyncio.run(run()), judged


MESSAGE = [
    Packet(b"D", b"Mi\0A1\0"), Packet(b"M", b"<a>\0"), Packet(b"L", b"Subject\0 hi\n there\0"),
    Packet(b"L", b"X-Replylint\0 skip\0"), Packet(b"L", b"x-replylint\0 skip\0"), Packet(b"N"),
    Packet(b"B", b"Hi\r\n\0"),
    Packet(b"E", b"end"),
]  # fmt: skip
TEXT = b"Subject: hi\n there\nX-Replylint: skip\nx-replylint: skip\n\nHi\r\n\0end"


@pytest.mark.parametrize(("came", "answer"), [
    (PASS, [b"a"]), (BLOCK, [b"y550 5.7.1 replylint: 1 error (too-bad)\0"]),
    (UNSURE, [b"y451 4.7.1 replylint: not sent, because 50 percent failed\0"]),
    (SKIP, [b"m\0\0\0\2x-replylint\0\0", b"m\0\0\0\1X-Replylint\0\0", b"a"]),
])  # fmt: skip
def test_a_message(came, answer):
    answers, judged = talk([offer(), *MESSAGE, *MESSAGE], came)
    assert judged == [TEXT, TEXT]
    assert [said.command + said.data for said in answers[-1]] == answer
    assert answers[3:8] == [()] * 5


def test_an_old_server_gets_an_answer_to_each_command():
    packets = [
        offer(2, 0x3F, 0x7F),
        *(packet._replace(data=packet.data.replace(b"\0 ", b"\0")) for packet in MESSAGE),
    ]
    answers, judged = talk(packets)
    assert struct.unpack("!III", answers[0][0].data) == (2, 0x10, 0x0B)
    assert judged == [TEXT]
    assert [len(said) for said in answers] == [1, 0, 1, 1, 1, 1, 1, 1, 1]


def test_tags():
    fields = [Packet(b"L", b"X-Replylint-Findings\0 none\0"), Packet(b"N")]
    for came, value in ((PASS, b"none"), (BLOCK, b"1 error (too-bad)")):
        answers, _ = talk([offer(), *fields, Packet(b"E")], came, tag=True)
        assert [said.command + said.data for said in answers[-1]] == [
            b"m\0\0\0\1X-Replylint-Findings\0\0", b"hX-Replylint-Findings\0 " + value + b"\0", b"a",
        ]  # fmt: skip
    answers, _ = talk([offer(), *fields, Packet(b"E")], UNSURE, tag=True)
    assert answers[-1][0].data.startswith(b"451 ")


def test_a_message_that_is_broken_off_leaves_nothing_behind():
    for stop in (Packet(b"A"), Packet(b"K")):
        _, judged = talk([offer(), *MESSAGE[:6], stop, *MESSAGE])
        assert judged == [TEXT]


def test_a_message_that_is_too_large_is_not_kept_whole():
    async def judge(letter):
        assert letter.too_large
        return UNSURE

    async def run():
        session = Session(judge, tag=False)
        piece = Packet(b"B", bytes(1 << 20))
        for packet in [offer(), *[piece] * ((LARGEST >> 20) + 1)]:
            await session.answer(packet)
        assert session.letter.file.tell() <= LARGEST
        return await session.answer(Packet(b"E"))

    assert asyncio.run(run()).packets[0].command == b"y"


@pytest.mark.parametrize("packets", [
    [Packet(b"M")], [offer(1)], [offer(actions=0)], [Packet(b"O", b"short")], [offer(), Packet(b"?")],
    [offer(), Packet(b"L", b"Subject")],
])  # fmt: skip
def test_who_does_not_speak_the_protocol(packets):
    with pytest.raises(ProtocolError):
        talk(packets)


COMMANDS = st.sampled_from([b"M", b"L", b"N", b"B", b"E", b"A", b"D", b"K", b"T", b"Q"])


@given(st.lists(st.builds(Packet, COMMANDS, st.binary(max_size=40)), max_size=12))
def test_any_packets_are_answered_or_refused(packets):
    try:
        _, judged = talk([offer(), *packets])
    except ProtocolError:
        return
    assert len(judged) == sum(packet.command == b"E" for packet in packets)


@given(st.binary(max_size=60))
def test_any_bytes_end_the_connection_or_are_packets(data):
    async def run():
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        count = 0
        try:
            while (packet := await receive(reader)) is not None:
                count += len(packet.encoded)
        except ProtocolError:
            pass
        return count

    assert asyncio.run(run()) <= len(data)


def test_what_is_unneeded_is_a_part_of_the_protocol():
    assert not UNNEEDED & ~0x1FFFFF


@pytest.mark.parametrize(("text", "address"), [
    ("inet:127.0.0.1:8895", Address(host="127.0.0.1", port=8895)), ("8895@localhost", None),
    ("inet:8895@localhost", Address(host="localhost", port=8895)),
    ("inet:8895", Address(host="127.0.0.1", port=8895)),
    ("localhost:25", Address(host="localhost", port=25)), ("inet:[::1]:25", Address(host="::1", port=25)),
    ("unix:/run/x.sock", Address(path="/run/x.sock")), ("local:x", Address(path="x")),
    ("/run/x", Address(path="/run/x")),
    ("", None), ("host", None), ("host:99999", None),
])  # fmt: skip
def test_addresses(text, address):
    if address is None:
        with pytest.raises(ValueError, match="is no address"):
            parse_address(text)
    else:
        assert parse_address(text) == address
