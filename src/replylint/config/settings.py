"""The settings that hold, and where each was set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from replylint.config.layer import COMMAND_LINE, Layer, Place, Said, lay, lay_origins, places
from replylint.config.model import Config, kebab
from replylint.packs.explain import explain
from replylint.packs.tree import Located, Node
from replylint.packs.tree import Path as Inside
from replylint.text.problem import ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

DEFAULT = "default"


def keys() -> tuple[str, ...]:
    """Every key that can be set, as it is written in a file."""
    return tuple(map(kebab, Config.model_fields))


@dataclass(frozen=True)
class Settings:
    """The settings that hold.

    `sources` says for each key that was set where: `file:line` or `command line`, several where several
    layers have a part in it. `places` has the places in the shape of the values. `path` is the config file.
    `below` are the settings under the command line's, which `told` and `on_top` (packs) are.
    """

    values: Config = field(default_factory=Config)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    path: Path | None = None
    places: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    below: "Settings | None" = field(default=None, compare=False, repr=False)
    told: Said = field(default_factory=dict, compare=False, repr=False)
    on_top: tuple[str, ...] = ()

    @property
    def origins(self) -> dict[str, str]:
        """For each key where it was set, in words; `default` where it was not."""
        return {key: ", ".join(self.sources.get(key, (DEFAULT,))) for key in keys()}

    def rows(self) -> Iterator[tuple[str, Any, str]]:
        """Each key with its value, as it would stand in a file, and its origin."""
        origins = self.origins
        shown = self.values.model_dump(mode="json", by_alias=True)
        for key in ("overrides", "suppressions"):
            shown[key] = [{name: part for name, part in row.items() if part} for row in shown[key]]
        for key, value in shown.items():
            yield key, value, origins[key]

    def place(self, key: str, step: str | int | None = None) -> Place:
        """Where a value was said, or an item of it. Raises KeyError or IndexError where it was not."""
        found = self.places[key]
        place = found if step is None else found[step]
        assert isinstance(place, Place)  # noqa: S101 - what `places` promises
        return place

    def under(self, layer: Layer, said: Said, prefix: Inside = ()) -> "Settings":
        """The settings with a layer (which stands under `prefix` in its file) over them.

        Raises ValidationError.
        """
        values = lay(self.values.model_dump(by_alias=True), said)
        return replace(
            self,
            values=Config.model_validate(values),
            sources=lay_origins(self.sources, layer, said, prefix),
            places=lay(self.places, places(layer, said, prefix)),
        )


def with_command_line(settings: Settings, given: Mapping[str, Any], on_top: Sequence[str] = ()) -> Settings:
    """The settings with what the command line says over them; None says nothing.

    Keys with hyphens or underscores. It lies over the file like any layer; the packs `on_top` come after
    those that hold. Raises ProblemsError.
    """
    told = {kebab(key): value for key, value in given.items() if value is not None}
    told = {key: list(value) if isinstance(value, tuple) else value for key, value in told.items()}
    said = dict(told)
    if on_top:
        said["rules"] = [*told.get("rules", settings.values.rules), *on_top]
    try:
        laid = settings.under(Layer(said), said)
    except ValidationError as error:
        found = explain(error, Located(Source(COMMAND_LINE, ""), Node(said, Span(0, 0))), Config)
        raise ProblemsError([replace(p, source=None, span=None, place=COMMAND_LINE) for p in found]) from None
    return replace(laid, below=settings, told=told, on_top=tuple(on_top))
