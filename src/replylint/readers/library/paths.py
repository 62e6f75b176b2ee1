"""JSONPath (RFC 9535) over a tree: which values match, and where they stand."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from jsonpath import CompoundJSONPath, JSONPath, JSONPathEnvironment, JSONPathMatch
from jsonpath.exceptions import JSONPathError

from replylint.readers.library.document import MARKUP, Document, Items, Table, Value
from replylint.text.span import Span

Steps = tuple[str | int, ...]
Query = JSONPath | CompoundJSONPath


class Found(NamedTuple):
    """A value that a path leads to, its place, and the steps to it."""

    value: Value
    place: Span
    steps: Steps


class PathError(Exception):
    """A path that cannot be read; `at` is where in it."""

    def __init__(self, path: str, reason: str, at: int) -> None:
        self.reason = reason
        self.at = at if 0 <= at < len(path) else len(path)
        super().__init__(reason)


@cache
def compiled(path: str) -> Query:
    """A path, ready to be followed. Raises PathError."""
    try:
        return _environment().compile(path)
    except (JSONPathError, RecursionError) as error:
        token = getattr(error, "token", None)
        reason = str(error.args[0]) if error.args else "cannot be read"
        if not path.lstrip().startswith("$"):
            reason = "a path begins with $, the file as a whole"
        raise PathError(path, reason, getattr(token, "index", -1)) from None


@cache
def _environment() -> JSONPathEnvironment:
    return JSONPathEnvironment(strict=True)


def follow(path: str, document: Document) -> Iterator[Found]:
    """The values of a document that a path leads to, in order. Raises PathError."""
    yield from follow_from(path, document.root, document.place)


def follow_from(path: str, root: Value, place: Span) -> Iterator[Found]:
    """The values that a path leads to from a value, in order. Raises PathError."""
    if not isinstance(root, Items | Table):
        if path.strip() == "$":
            yield Found(root, place, ())
        return
    try:
        for match in compiled(path).finditer(root):
            yield Found(cast("Value", match.obj), _place(match, place), tuple(match.parts))
    except JSONPathError as error:
        raise PathError(path, str(error.args[0]) if error.args else "cannot be followed", -1) from None


def _place(match: JSONPathMatch, root: Span) -> Span:
    parent, step = match.parent, match.parts[-1] if match.parts else None
    holder = parent.obj if parent is not None else None
    if isinstance(holder, Table) and isinstance(step, str):
        return holder.places[step]
    if isinstance(holder, Items) and isinstance(step, int):
        return holder.places[step]
    return root


def written(steps: Steps) -> str:
    """Steps as a short path: `macros[3].body`."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.isidentifier():
            text += f".{step}" if text else step
        else:
            text += f"['{step}']"
    return text or "$"


def general(steps: Steps) -> str:
    """The path of everything that stands where these steps lead, whatever the place in a list."""
    text = "$"
    for step in steps:
        if isinstance(step, int):
            text += "[*]"
        else:
            text += f".{step}" if step.isidentifier() else f"['{escaped(step)}']"
    return text


def escaped(name: str) -> str:
    """A name as it stands between single quotes in a path."""
    return name.replace("\\", "\\\\").replace("'", "\\'")


MOST_SEEN = 20_000
"""So many texts of a file are looked at to tell which fields it has."""


def fields(document: Document) -> dict[str, int]:
    """The paths at which texts stand, and how many characters they have on average; no markup of XML."""
    lengths: dict[str, list[int]] = {}
    seen = 0
    todo: list[tuple[Value, Steps]] = [(document.root, ())]
    while todo and seen < MOST_SEEN:
        value, steps = todo.pop()
        match value:
            case str():
                lengths.setdefault(general(steps), []).append(len(value))
                seen += 1
            case Items():
                todo += [(value[at], (*steps, at)) for at in range(len(value) - 1, -1, -1)]
            case Table():
                todo += [(value[key], (*steps, key)) for key in reversed(list(value)) if key != MARKUP]
            case _:
                pass
    return {path: sum(found) // len(found) for path, found in lengths.items()}
