"""Validation errors in plain words, at their place in the file."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from replylint.packs.scalars import kind_of
from replylint.packs.tree import Located, Node, Path, Step
from replylint.text.problem import Problem
from replylint.text.span import Span

EXPECTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
    "too_short": "more",
}


BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


def explain(error: ValidationError, located: Located, model: type[BaseModel]) -> Iterator[Problem]:
    """Every error of a validation as a problem, without those that only follow from another.

    A missing key that is there under a misspelt name is told once, as the misspelling.
    """
    details = error.errors(include_url=False)
    meant = {hit for detail in details if (hit := _meant(detail, located, model))}
    lacking: dict[Path, list[str]] = {}
    for detail in details:
        node, path, key = walk(located, detail["loc"])
        if detail["type"] == "missing":
            name = str(detail["loc"][-1])
            if (path, name) not in meant:
                lacking.setdefault(path, []).append(name)
            continue
        message, hint = _words(detail, node, model, path, located)
        on_key = detail["type"] in ("extra_forbidden", "value_error") or key
        span = (node.key or _first_line(node.span, located)) if on_key else node.span
        yield Problem(message, source=located.source, span=_first_line(span, located), hint=hint)
    for path, names in lacking.items():
        span = _first_line(located.key_span(path), located)
        keys = ", ".join(f"`{name}`" for name in names)
        yield Problem(
            f"{keys} {'is' if len(names) == 1 else 'are'} missing", source=located.source, span=span
        )


def _first_line(span: Span, located: Located) -> Span:
    end = located.source.text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.start, max(end, span.start + 1))


def walk(located: Located, loc: Path) -> tuple[Node, Path, bool]:
    """The node that an error's `loc` leads to, its path in the file, and whether its key is meant.

    Steps that are in the model but not in the file (union tags, the list around a single value) are passed
    over.
    """
    node = located.root
    path: list[Step] = []
    for step in loc:
        if step == "[key]":
            return node, tuple(path), True
        if step in node.inner:
            node = node.inner[step]
            path.append(step)
    return node, tuple(path), False


def _meant(detail: ErrorDetails, located: Located, model: type[BaseModel]) -> tuple[Path, str] | None:
    if detail["type"] != "extra_forbidden":
        return None
    _, path, _ = walk(located, detail["loc"])
    near = get_close_matches(str(path[-1]), keys_at(model, path[:-1]), 1) if path else []
    return (path[:-1], near[0]) if near else None


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that a mapping at a path of the file may have, by the model."""
    here: list[Any] = [model]
    for step in path:
        here = [inner for kind in here for inner in _step(kind, step)]
    return [
        field.alias or name
        for kind in here
        if isinstance(kind, type) and issubclass(kind, BaseModel)
        for name, field in kind.model_fields.items()
    ]


def _step(kind: Any, step: int | str) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step == (field.alias or name):
                yield from _arms(field.annotation)
        return
    match get_origin(kind), step:
        case origin, int() if origin is list:
            yield from _arms(get_args(kind)[0])
        case origin, str() if origin is dict:
            yield from _arms(get_args(kind)[1])
        case _:
            return


def _arms(kind: Any) -> Iterator[Any]:  # noqa: ANN401
    origin = get_origin(kind)
    if origin in (None, list, dict) or not get_args(kind):
        yield kind
        return
    arms = get_args(kind)[:1] if hasattr(kind, "__metadata__") else get_args(kind)
    for arm in arms:
        yield from _arms(arm)


def _words(
    detail: ErrorDetails,
    node: Node,
    model: type[BaseModel],
    path: Path,
    located: Located,
) -> tuple[str, str]:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    exact = node.data is value
    written = located.source.text[slice(*node.span)] if exact else str(value)
    match kind:
        case "extra_forbidden":
            return _unknown(str(path[-1]) if path else "", keys_at(model, path[:-1]))
        case "literal_error" | "enum":
            return _choice(value, detail, path, context)
        case "string_pattern_mismatch":
            return f"`{value}` cannot be a name", "lower-case letters, digits and single hyphens: late-reply"
        case _ if kind in BOUNDS:
            return f"`{value}` must be {BOUNDS[kind][0]} {context[BOUNDS[kind][1]]:g}", ""
        case "value_error":
            return detail["msg"].removeprefix("Value error, "), ""
        case "string_type" if not isinstance(value, list | dict):
            if value is None:
                return "empty where text is expected", 'write the text, or quote it: "null"'
            return f"{kind_of(value)} where text is expected", f'quote it: "{written}"'
        case "string_type" if isinstance(value, dict):
            return "a mapping where text is expected", "quote text with a colon in it"
        case _:
            expected = EXPECTED.get(kind, "something else")
            if detail["loc"] and detail["loc"][-1] == "pattern" and kind == "model_type":
                expected = "a pattern or the name of one"
            elif len(path) == 2 and path[0] == "patterns" and kind == "model_type":
                return "a named pattern is written under `pattern:`", f"`pattern: {written.splitlines()[0]}`"
            return f"{kind_of(value)} where {expected} is expected", ""


def _unknown(key: str, known: list[str]) -> tuple[str, str]:
    near = get_close_matches(key, known, 1)
    return f"unknown key `{key}`", f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"


def _choice(value: object, detail: ErrorDetails, path: Path, context: Mapping[str, Any]) -> tuple[str, str]:
    allowed = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    shown = detail["loc"][-2] if detail["loc"][-1] == "[key]" else value
    if path == ("format",) and allowed == "1":
        return f"pack format {value} is not known to this version of Replylint", f"it knows {allowed}"
    shown = f"`{shown}`" if isinstance(shown, str) else kind_of(shown)
    near = get_close_matches(shown.strip("`"), allowed.split(", "), 1)
    did = f"did you mean `{near[0]}`? " if near else ""
    return f"{shown} is not allowed here", f"{did}allowed: {allowed}"
