"""What the config says of single files and replies: overrides and suppressions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path, PurePath

from replylint.config import Place, Settings, held, overrides_of
from replylint.config.held import names
from replylint.readers.discover import STDIN_NAME
from replylint.text.problem import Problem
from replylint.text.reply import Reply
from replylint.text.source import Source
from replylint.text.span import Span
from replylint.text.suppression import Named, Suppression

WILD = frozenset("*?[")


@dataclass(frozen=True)
class Entries:
    """The suppressions of the config that are for one file: for all of its replies, and by the reply's id."""

    always: tuple[Suppression, ...] = ()
    by_id: dict[str, list[Suppression]] = field(default_factory=dict)

    def of(self, ident: str) -> tuple[Suppression, ...]:
        """The suppressions for the reply of that id."""
        return (*self.always, *self.by_id.get(ident, ()))


class Local:
    """What holds for each file; what was said of the last ones is kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.suppressions = [suppression(settings, nth) for nth in range(len(settings.values.suppressions))]
        self.settings_of = lru_cache(100)(lambda overrides: held(settings, overrides))
        self.overrides_of = lru_cache(100)(self._overrides_of)
        self.entries_of = lru_cache(100)(self._entries_of)

    def applied(self, items: Iterable[Reply | Problem]) -> Iterator[Reply | Problem]:
        """The replies with the overrides and suppressions that are for them."""
        if not self.settings.values.overrides and not self.suppressions:
            yield from items
            return
        for item in items:
            yield self.reply(item) if isinstance(item, Reply) else item

    def reply(self, reply: Reply) -> Reply:
        """The reply with the overrides and suppressions that are for it."""
        name = reply.source.name
        said = self.entries_of(name).of(reply.ident)
        return replace(reply, overrides=self.overrides_of(name), suppressions=(*reply.suppressions, *said))

    def covered(self, paths: Sequence[str]) -> list[Suppression]:
        """The suppressions of which a run on these paths sees all that they are for."""
        entries = self.settings.values.suppressions
        return [
            said
            for nth, (said, entry) in enumerate(zip(self.suppressions, entries, strict=True))
            if all(
                is_seen(glob, self.settings.place("suppressions", nth).folder, paths)
                for glob in entry.files or ["**"]
            )
        ]

    def _overrides_of(self, name: str) -> tuple[int, ...]:
        return overrides_of(self.settings, path_of(name))

    def _entries_of(self, name: str) -> Entries:
        always, by_id = list[Suppression](), dict[str, list[Suppression]]()
        path = path_of(name)
        for nth, entry in enumerate(self.settings.values.suppressions):
            folder = self.settings.place("suppressions", nth).folder
            if entry.files and not (path and names(entry.files, folder, path)):
                continue
            for ident in entry.ids:
                by_id.setdefault(ident, []).append(self.suppressions[nth])
            if not entry.ids:
                always.append(self.suppressions[nth])
        return Entries(tuple(always), by_id)


def path_of(name: str) -> Path | None:
    """The path that an input's name is; None for standard input without one."""
    return None if name == STDIN_NAME else Path(name)


def suppression(settings: Settings, nth: int) -> Suppression:
    """An entry of the config as a suppression of whole replies."""
    entry = settings.values.suppressions[nth]
    layer, inside = settings.place("suppressions", nth)
    source = layer.located.source if layer.located else Source("", "")
    rules = tuple(
        Named(rule, span(Place(layer, (*inside, "rules", index)))) for index, rule in enumerate(entry.rules)
    )
    return Suppression(rules, entry.reason, source, span(Place(layer, inside)))


def span(place: Place) -> Span:
    """Where a value stands in its file, up to the end of its first line."""
    located, inside = place.layer.located, place.inside
    if located is None:
        return Span(0, 0)
    whole = located.span(inside)
    return Span(
        whole.start, min(whole.end, located.source.line_span(located.source.point(whole.start).line).end)
    )


def is_seen(glob: str, folder: Path, paths: Sequence[str]) -> bool:
    """Whether all that a glob can name lies in one of the paths of a run, or is one."""
    parts = PurePath(glob).parts
    fixed = list(takewhile(lambda part: not WILD & set(part), parts))
    anchored = len(parts) > 1 or glob.endswith("/")
    where = folder.joinpath(*fixed) if anchored else folder
    whole = folder / glob if len(fixed) == len(parts) else None
    named = [Path(path).absolute() for path in paths]
    return whole in named or any(covers(path, where) for path in named)


def covers(path: Path, inner: Path) -> bool:
    """Whether a path is a folder that is another one, or in which that lies."""
    return (path == inner or path in inner.parents) and path.is_dir()
