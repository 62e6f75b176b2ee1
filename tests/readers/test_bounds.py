"""One bad file costs the others nothing."""

import pytest

from replylint.readers import read as door
from replylint.readers.bounds import MOST_TOLD, bounded, guarded
from replylint.readers.options import ReadOptions
from replylint.readers.read import read
from replylint.text.problem import Level, Problem, ProblemsError


def test_many_problems_of_a_file_are_counted():
    data = {"a.json": b"[" + b"1," * 5000 + b'{"text": "Hi"}]', "b.json": b'{"text": "Hi"}'}
    *told, one, last, other = read(data, ReadOptions(reply_field="text"), load=lambda path, name: data[name])
    assert len(told) == MOST_TOLD
    assert (one.text, other.text) == ("Hi", "Hi")
    assert (
        last.message == f"not checked: {5000 - MOST_TOLD:,} more problems of this file, not told one by one"
    )
    assert last.place == "a.json"


def test_notes_are_counted_by_themselves():
    notes = [Problem("odd", level=Level.NOTE)] * (MOST_TOLD + 1)
    *_, error, more = bounded(iter([*notes, Problem("bad")]), "a")
    assert error.message == "bad"
    assert (more.level, more.message) == (Level.NOTE, "1 more problem of this file, not told one by one")


@pytest.mark.parametrize("fault", [RecursionError, MemoryError, ValueError])
def test_a_fault_of_ours_leaves_the_other_files_read(monkeypatch, fault):
    monkeypatch.delenv("REPLYLINT_DEBUG", raising=False)
    read_plain = door.read_plain

    def broken(source, options):
        if "fault" in source.text:
            raise fault("secret words")
        yield from read_plain(source, options)

    monkeypatch.setattr(door, "read_plain", broken)
    data = {"a.txt": b"fault", "b.txt": b"Hi"}
    problem, reply = read(data, load=lambda path, name: data[name])
    assert problem.message.startswith("not checked")
    assert fault.__name__ in problem.message
    assert "secret" not in problem.message
    assert reply.text == "Hi"


def test_for_those_who_look_for_it_it_is_raised(monkeypatch):
    monkeypatch.setenv("REPLYLINT_DEBUG", "1")

    def broken():
        yield 1 / 0

    with pytest.raises(ZeroDivisionError):
        list(guarded(broken(), "a"))


def test_what_a_reader_raises_on_purpose_is_told_as_it_is():
    def refused():
        raise ProblemsError([Problem("not checked: no")])
        yield

    assert [item.message for item in guarded(refused(), "a")] == ["not checked: no"]
