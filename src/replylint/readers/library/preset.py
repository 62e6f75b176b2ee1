"""Presets: where the replies stand in the exports and stores of a product. Each is a few lines of YAML."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

from replylint.packs.explain import explain
from replylint.packs.files import shown
from replylint.packs.located import parse
from replylint.packs.patterns import Model, listed
from replylint.readers.library.paths import PathError, compiled
from replylint.readers.naming import nearest
from replylint.text.problem import Problem, ProblemsError
from replylint.text.reply import Turn
from replylint.text.source import Source

FOLDER = Path(__file__).parent / "presets"
ENDINGS = (".yaml", ".yml")
LARGEST = 1_000_000
LISTS = ("formats", "detect", "files", "entries", "id", "customer", "replies", "placeholders")


def _checked(path: str) -> str:
    try:
        compiled(path)
    except PathError as error:
        raise ValueError(f"no JSONPath: {error.reason} (at character {error.at + 1})") from None
    return path


JsonPath = Annotated[str, AfterValidator(_checked)]
Markup = Literal["plain", "markdown", "html", "file"]


class ReplyField(Model):
    """Where a reply stands in an entry, and how it is written. Of fields of one name the first that is there
    counts.
    """

    path: JsonPath = Field(description="JSONPath from the entry to the text.")
    text: Markup = Field("plain", description="How it is written; `file` goes by the file's name.")
    name: str = Field("", description="What it is called beside the entry's id: subject, chat …")
    turn: Turn | None = Field(None, description="Which turn it is; a subject line is `middle`.")


class Preset(Model):
    """A shape of library. `id` and `customer` are paths from an entry, of which the first that leads to a
    value counts.
    """

    name: str = Field("", description="What it is called; the name of its file where it says nothing.")
    about: str = Field("", description="The product, and which export or store of it.")
    formats: list[Literal["json", "jsonl", "yaml", "csv", "tsv", "xml", "front-matter", "mail", "mbox"]] = (
        Field(description="The formats that it comes in.")
    )
    detect: list[JsonPath | list[JsonPath]] = Field(
        default_factory=list,
        description="A file is of this shape where each of these, or one of a list, leads to something.",
    )
    files: list[str] = Field(default_factory=list, description="... and its name is like one of these globs.")
    entries: list[JsonPath] = Field(
        default_factory=lambda: ["$"],
        description="Where the entries are; the first that leads to some counts.",
    )
    id: list[JsonPath] = Field(default_factory=list, description="What an entry is called.")
    customer: list[JsonPath] = Field(default_factory=list, description="The message that it answers.")
    replies: list[ReplyField] = Field(default_factory=list, description="The replies of an entry.")
    placeholders: list[str] = Field(
        default_factory=list,
        description="Names that are filled in: ticket.id, `a.[b,c].*`. Near misses are told.",
    )
    template: bool = Field(True, description="Replies are templates: placeholders are legitimate.")

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:  # noqa: ANN401
        if not isinstance(data, dict):
            return data
        return {key: listed(value) if key in LISTS else value for key, value in data.items()}

    def alternatives(self) -> tuple[tuple[ReplyField, ...], ...]:
        """The fields of each name."""
        names = dict.fromkeys(spec.name for spec in self.replies)
        return tuple(tuple(spec for spec in self.replies if spec.name == name) for name in names)


@cache
def builtin_presets() -> tuple[Preset, ...]:
    """The presets that come with the program, by name."""
    return tuple(load_preset(path) for path in sorted(FOLDER.glob("*.yaml")))


def find_preset(name: str, more: tuple[Preset, ...] = ()) -> Preset:
    """A preset by its name, or from its file. Raises ProblemsError."""
    known = {preset.name: preset for preset in (*builtin_presets(), *more)}
    if name in known:
        return known[name]
    if name.endswith(ENDINGS) or "/" in name:
        return load_preset(Path(name))
    close = nearest(name, known)
    hint = f"did you mean `{close}`? " if close else ""
    raise ProblemsError(
        [
            Problem(
                f"there is no preset `{name}`",
                hint=f"{hint}`replylint presets` lists those there are; name your own by its file",
            )
        ]
    )


def path_of(name: str, files: Iterable[str] = ()) -> Path:
    """Where a preset is written, by its name or file; `files` are the user's own. Raises ProblemsError."""
    for path in (*map(Path, files), *sorted(FOLDER.glob("*.yaml"))):
        if load_preset(path).name == name:
            return path
    find_preset(name)
    return Path(name)


def load_preset(path: Path) -> Preset:
    """A preset from its file. Raises ProblemsError with all that is wrong in it."""
    place = shown(path)
    try:
        status = path.stat()
        if status.st_size > LARGEST:
            raise ProblemsError([Problem("preset not loaded: larger than 1 MB", place)])
        return _loaded(path, place, status.st_mtime_ns)
    except OSError as error:
        raise ProblemsError([Problem(f"preset not loaded: {error.strerror or error}", place)]) from None
    except UnicodeDecodeError:
        hint = "save the file as UTF-8"
        raise ProblemsError([Problem("preset not loaded: not UTF-8", place, hint=hint)]) from None


@lru_cache(100)
def _loaded(path: Path, place: str, changed: int) -> Preset:  # noqa: ARG001 - another time, another file
    located = parse(Source(place, path.read_bytes().decode("utf-8")))
    try:
        preset = Preset.model_validate({} if located.data is None else located.data)
    except ValidationError as error:
        raise ProblemsError(explain(error, located, Preset)) from None
    return preset if preset.name else preset.model_copy(update={"name": path.stem})
