"""Loading packs: from names and paths to one checked pack, quickly."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from replylint.packs import cache as store
from replylint.packs.content import Content, in_profile, join
from replylint.packs.files import PackFolder, nearest, read
from replylint.packs.model import Rule
from replylint.packs.pack import Kind, Pack
from replylint.packs.parts import Parts
from replylint.packs.patterns import Model
from replylint.packs.severity import Severity  # noqa: TC001 - next to what it types
from replylint.packs.stack import ask, pile
from replylint.packs.tree import Path as Inside
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

DEFAULT = "default"


class Entry(Model):
    """What the cache keeps: the packs built upon, as paths and digests, and the content of all."""

    extended: list[tuple[str, str]]
    content: Content


class _Places:
    """Finds places; after a load from the cache, the YAML is parsed when the first one is asked for."""

    def __init__(self, asked: list[PackFolder], parts: Parts | None = None) -> None:
        self.asked = asked
        self.given = parts

    @cached_property
    def parts(self) -> Parts:
        if self.given is not None:
            return self.given
        return _join(self.asked)[1]

    def __call__(self, kind: Kind, name: str, inside: Inside = ()) -> tuple[Source, Span]:
        place = self.parts.places[kind, name]
        if inside:
            return place.inside(inside)
        return place.located.source, place.span


def load_packs(
    names_or_paths: Sequence[str | Path],
    *,
    profile: str = DEFAULT,
    cache: bool = True,
    examples: bool = False,
) -> Pack:
    """Loads packs by built-in name or path (relative to the current folder) into one.

    Later packs win over earlier ones and over what they extend. `examples` keeps the examples of rules and
    patterns, which needs the YAML and so leaves the cache alone. Raises ProblemsError with everything that
    is wrong in all of the packs.
    """
    asked = ask(names_or_paths)
    name = store.key(*(f"{folder.path}\0{folder.digest}" for folder in asked))
    if cache and not examples and (hit := _cached(name)) is not None:
        content, extended = hit
        return _pack(content, profile, [*asked, *extended], _Places(asked))
    content, parts, extended = _join(asked)
    if not examples:
        body = _entry(content, extended)
        content = Entry.model_validate_json(body).content
        if cache:
            store.keep(name, body)
    return _pack(content, profile, [*asked, *extended], _Places(asked, parts))


def _join(asked: list[PackFolder]) -> tuple[Content, Parts, list[PackFolder]]:
    stack = pile(asked)
    content, parts = join(list(stack.packs.values()), stack.name, stack.problems)
    return content, parts, stack.extended


def _entry(content: Content, extended: list[PackFolder]) -> bytes:
    outer = Entry(extended=[(str(folder.path), folder.digest) for folder in extended], content=content)
    head = outer.model_dump_json(include={"extended"})
    return f'{head[:-1]},"content":{content.bare()}}}'.encode()


def _cached(name: str) -> tuple[Content, list[PackFolder]] | None:
    body = store.fetch(name)
    if body is None:
        return None
    try:
        entry = Entry.model_validate_json(body)
        extended = [read(Path(path)) for path, _ in entry.extended]
    except (ValidationError, ProblemsError):
        return None
    if any(folder.digest != digest for folder, (_, digest) in zip(extended, entry.extended, strict=True)):
        return None
    return entry.content, extended


def _pack(content: Content, profile: str, folders: Iterable[PackFolder], places: _Places) -> Pack:
    profiles: dict[str, dict[Severity, Severity]] = {DEFAULT: {}, **content.profiles}
    if profile not in profiles:
        raise ProblemsError(
            [
                Problem(
                    f"rules not loaded: there is no profile `{profile}`",
                    hint=nearest(profile, profiles),
                )
            ]
        )
    rules = in_profile(content.rules, profiles[profile])
    return Pack(
        name=content.name,
        words={name: tuple(words) for name, words in content.words.items()},
        patterns=content.patterns,
        rules=rules,
        profile=profile,
        profiles=profiles,
        groups=_groups(rules),
        digest=sha256("\0".join(folder.digest for folder in folders).encode()).hexdigest(),
        places=places,
    )


def _groups(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        groups[rule.group] = (*groups.get(rule.group, ()), rule.id)
    order = get_args(Rule.model_fields["group"].annotation)
    return {group: groups[group] for group in order if group in groups}
