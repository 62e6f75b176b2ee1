"""What becomes of a message, whatever the linter says."""

import itertools

import pytest

from replylint.mail.codes import Code
from replylint.mail.gate import consider, told
from replylint.mail.policy import Policy, decide
from replylint.mail.spool import keep
from replylint.mail.verdict import SEVERITIES, Outcome, Verdict

MAIL = b"From: a@example.com\n\nHi Jo,\n\ntoo bad.\n"
ERROR = Verdict(Outcome.CHECKED, {"error": 1}, ("too-bad",), ("error: Too bad",), "The report")


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "replylint"


def passed(verdict, policy=None, data=MAIL):
    return consider(keep([data]), policy or Policy(), lambda _: verdict)


@pytest.mark.parametrize(("counts", "block_on", "code"), [
    ({}, "error", Code.SENT), ({"warning": 2}, "error", Code.SENT), ({"warning": 2}, "warning", Code.BLOCKED),
    ({"suggestion": 1}, "warning", Code.SENT), ({"error": 1}, "error", Code.BLOCKED),
    ({"error": 1}, "warning", Code.BLOCKED),
])  # fmt: skip
def test_findings(counts, block_on, code):
    assert decide(Verdict(Outcome.CHECKED, counts), Policy(block_on=block_on)).code is code


@pytest.mark.parametrize(("outcome", "policy", "code"), [
    (Outcome.UNCHECKED, {}, 75), (Outcome.UNREADY, {}, 78), (Outcome.ENCRYPTED, {}, 0),
    (Outcome.TEXTLESS, {}, 0),
    (Outcome.UNCHECKED, {"fail_open": True}, 0), (Outcome.UNREADY, {"fail_open": True}, 0),
    (Outcome.ENCRYPTED, {"encrypted": "block"}, 65), (Outcome.TEXTLESS, {"encrypted": "block"}, 0),
    (Outcome.TEXTLESS, {"without_text": "block"}, 65), (Outcome.ENCRYPTED, {"without_text": "block"}, 0),
])  # fmt: skip
def test_no_findings(outcome, policy, code):
    assert decide(Verdict(outcome, reason="why"), Policy(**policy)).code == code


def test_errors_hold_back_whatever_else_is_said():
    for outcome, fail_open in itertools.product(Outcome, (True, False)):
        assert decide(Verdict(outcome, {"error": 1}), Policy(fail_open=fail_open)).code is Code.BLOCKED


def test_a_code_of_its_own_for_everything_but_a_pass():
    choices = itertools.product(
        Outcome, itertools.product((0, 1), repeat=3), ("error", "warning"), (True, False), ("pass", "block")
    )
    for outcome, counts, block_on, fail_open, choice in choices:
        verdict = Verdict(outcome, dict(zip(SEVERITIES, counts, strict=True)), reason="why")
        policy = Policy(block_on=block_on, fail_open=fail_open, encrypted=choice, without_text=choice)
        ruling = decide(verdict, policy)
        assert ruling.passes == (ruling.code == 0)
        assert ruling.passes or ruling.headline.startswith("not sent")
        assert fail_open or choice == "pass" or not ruling.passes or outcome is Outcome.CHECKED


def test_what_is_said_of_a_message_held_back(golden):
    golden("mail.blocked.txt", "".join(told(passed(ERROR))))


def test_what_is_said_of_others(golden):
    told_of = [
        told(passed(Verdict(Outcome.CHECKED)))[0],
        told(passed(Verdict(Outcome.CHECKED, {"warning": 1, "suggestion": 2}, lines=("warning: So",))))[0],
        told(passed(Verdict(Outcome.UNCHECKED, reason="the linter crashed (exit code 1)")))[0],
        told(passed(Verdict(Outcome.UNCHECKED, reason="out of memory"), Policy(fail_open=True)))[0],
        told(passed(Verdict(Outcome.ENCRYPTED), Policy(encrypted="block")))[0],
        told(passed(Verdict(Outcome.CHECKED), data=b""))[0],
        told(passed(ERROR, data=b"X-Replylint: skp\n" + MAIL))[0],
        told(passed(ERROR, data=b"X-Replylint: skip why\n" + MAIL))[0],
        told(passed(ERROR, Policy(confirm=True)))[0],
        told(passed(ERROR, Policy(confirm=True)))[0],
    ]
    golden("mail.others.txt", "--\n".join(told_of))


def test_the_skipped_is_not_judged_and_loses_its_line(state):
    asked = []
    skipped = MAIL.replace(b"\n\n", b"\nX-Replylint: skip legal text\n\n", 1)
    came = consider(keep([skipped]), Policy(), asked.append)
    assert asked == []
    assert came.ruling.passes
    assert b"".join(came.message.chunks()) == MAIL
    assert "skip legal text" in (state / "mail.log").read_text()


def test_the_message_is_the_message():
    for data in (MAIL, b"\0\xff\r\n.\n\n", b"no header"):
        assert b"".join(passed(Verdict(Outcome.CHECKED), data=data).message.chunks()) == data


def test_an_empty_message_does_not_go():
    assert passed(Verdict(Outcome.CHECKED), Policy(fail_open=True), data=b"").ruling.code is Code.BLOCKED


def test_sending_again_is_a_yes_for_this_body_only():
    policy = Policy(confirm=True)
    assert not passed(ERROR, policy).ruling.passes
    assert passed(ERROR, policy, data=b"Date: later\n" + MAIL).ruling.passes
    assert not passed(ERROR, policy, data=MAIL + b"!").ruling.passes
    assert not passed(Verdict(Outcome.UNCHECKED, {"error": 1}), policy).ruling.passes


def test_what_cannot_be_remembered_does_not_pass(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    for _ in range(2):
        assert not passed(ERROR, Policy(confirm=True)).ruling.passes


def test_the_log_holds_no_text(state):
    passed(ERROR, Policy(confirm=True))
    passed(ERROR, Policy(confirm=True))
    passed(Verdict(Outcome.UNCHECKED, lines=("error: my text",), report="my text", reason="out of memory"))
    log = (state / "mail.log").read_text()
    assert "sent as confirmed: too-bad" in log
    assert "out of memory" in log
    assert "my text" not in log
    assert (state / "mail.log").stat().st_mode & 0o777 == 0o600
    assert state.stat().st_mode & 0o777 == 0o700
