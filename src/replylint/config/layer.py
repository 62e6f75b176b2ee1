"""Layers: what one file (or the command line) says, and how it lies over what is below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from replylint.packs.tree import Located
from replylint.packs.tree import Path as Inside
from replylint.text.problem import Problem

COMMAND_LINE = "command line"
Said = Mapping[str, Any]
"""Values by key, keys as they are written in a file."""


@dataclass(frozen=True)
class Layer:
    """What a file says, paths in it made absolute; `located` is None for the command line."""

    said: Said
    located: Located | None = field(default=None, compare=False, repr=False)
    path: Path | None = None

    def origin(self, inside: Inside) -> str:
        """Where a key stands: `file:line`, or `command line`."""
        if self.located is None:
            return COMMAND_LINE
        source = self.located.source
        return f"{source.name}:{source.point(self.located.key_span(inside).start).line}"


class Place(NamedTuple):
    """Where a value that holds was said."""

    layer: Layer
    inside: Inside

    @property
    def folder(self) -> Path:
        """The folder that globs there start from."""
        return Path.cwd() if self.layer.path is None else self.layer.path.resolve().parent

    def problem(self, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """A problem with the value there, or with its key."""
        located = self.layer.located
        if located is None:
            return Problem(message, place=COMMAND_LINE, hint=hint)
        span = located.key_span(self.inside) if key else located.span(self.inside)
        return Problem(message, source=located.source, span=span, hint=hint)


def places(layer: Layer, said: Said, prefix: Inside = ()) -> dict[str, Any]:
    """The place of everything said, in the shape of it: a list of places for a list."""
    return {key: _places(layer, value, (*prefix, key)) for key, value in said.items()}


def _places(layer: Layer, value: Any, inside: Inside) -> Any:  # noqa: ANN401
    match value:
        case dict():
            return {key: Place(layer, (*inside, key)) for key in value}
        case list():
            return [Place(layer, (*inside, nth)) for nth in range(len(value))]
        case _:
            return Place(layer, inside)


def lay(below: Said, above: Said) -> dict[str, Any]:
    """What holds where one layer lies over another; the same for values and for their places.

    Values and lists are replaced. Mappings are joined key by key, `overrides` and `suppressions` are added,
    and so is `ignore`, unless there is a `select` with it: that starts afresh.
    """
    joined = {**below, **above}
    for key in added(above):
        if isinstance(above[key], dict):
            joined[key] = {**below.get(key, {}), **above[key]}
        else:
            joined[key] = [*below.get(key, ()), *above[key]]
    if "select" in above and "ignore" not in above:
        joined["ignore"] = []
    return joined


def added(above: Said) -> Iterator[str]:
    """The keys of a layer whose values are added to those below."""
    for key, value in above.items():
        if isinstance(value, dict) or key in ("overrides", "suppressions"):
            yield key
    if "ignore" in above and "select" not in above:
        yield "ignore"


def lay_origins(
    below: Mapping[str, tuple[str, ...]], layer: Layer, said: Said, prefix: Inside = ()
) -> dict[str, tuple[str, ...]]:
    """Where the value of each key comes from, all layers that have a part in it."""
    joined = dict(below)
    for key in said:
        joined[key] = (layer.origin((*prefix, key)),)
    for key in added(said):
        joined[key] = (*below.get(key, ()), *joined[key])
    if "select" in said and "ignore" in below and "ignore" not in said:
        joined["ignore"] = joined["select"]
    return joined
