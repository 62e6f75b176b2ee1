"""Names of rules in settings, looked up in the packs that hold."""

from collections.abc import Iterator

from replylint.config.settings import Settings
from replylint.packs.files import nearest
from replylint.packs.pack import Pack
from replylint.text.problem import Problem


def check_ids(settings: Settings, pack: Pack) -> tuple[Problem, ...]:
    """A problem for each name in `select`, `ignore` and `severity` that the pack does not have.

    The first two take the names of groups as well.
    """
    return tuple(
        problem for key in ("select", "ignore", "severity") for problem in _unknown(settings, pack, key)
    )


def _unknown(settings: Settings, pack: Pack, key: str) -> Iterator[Problem]:
    known = [rule.id for rule in pack.rules] + ([] if key == "severity" else list(pack.groups))
    for index, ident in enumerate(getattr(settings.values, key)):
        if ident not in known:
            place = settings.place(key, ident if key == "severity" else index)
            message = f"`{key}`: there is no rule `{ident}`"
            yield place.problem(message, nearest(ident, known), key=key == "severity")
