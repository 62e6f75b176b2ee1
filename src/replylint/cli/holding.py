"""The settings and rules that hold for a call: the config, and what the command line says over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from replylint.config import Settings, check_ids, find_config, load_config, with_command_line
from replylint.packs.load import load_packs
from replylint.packs.pack import Pack
from replylint.packs.severity import Severity
from replylint.text.problem import ProblemsError

BASELINE = "replylint-baseline.json"


@dataclass(frozen=True)
class Place:
    """Where settings are looked for: a file, the nearest one (`config` None), or nowhere."""

    config: str | None = None
    no_config: bool = False

    @property
    def path(self) -> Path | None:
        """The config file, if there is one."""
        if self.no_config:
            return None
        return Path(self.config) if self.config is not None else find_config(Path.cwd())


def settings_of(place: Place, given: Mapping[str, Any], rules: Sequence[str] = ()) -> Settings:
    """The settings that hold; `rules` come on top of those of the config. Raises ProblemsError."""
    return with_command_line(load_config(place.path), given, rules)


def baseline_path(settings: Settings) -> Path:
    """Where the baseline is or will be: what is set, else a file beside the config."""
    if settings.values.baseline is not None:
        return Path(settings.values.baseline)
    return (settings.path.parent if settings.path else Path()) / BASELINE


def pack_of(settings: Settings, *, cache: bool = True, examples: bool = False) -> Pack:
    """The rules that hold, with the config's severities. Raises ProblemsError, also for unknown ids."""
    values = settings.values
    return fitted(load_packs(values.rules, profile=values.profile, cache=cache, examples=examples), settings)


def fitted(pack: Pack, settings: Settings) -> Pack:
    """A pack with the config's severities. Raises ProblemsError for ids in the settings that it lacks."""
    values = settings.values
    unknown = check_ids(settings, pack)
    if unknown:
        raise ProblemsError(unknown)
    rules = tuple(
        rule.model_copy(update={"severity": values.severity[rule.id]}) if rule.id in values.severity else rule
        for rule in pack.rules
    )
    return replace(pack, rules=rules)


def ids(names: Sequence[str], pack: Pack) -> frozenset[str]:
    """Rule ids from the names of rules and groups."""
    return frozenset(ident for name in names for ident in pack.groups.get(name, (name,)))


def active(settings: Settings, pack: Pack) -> frozenset[str]:
    """The ids of the rules that are judged."""
    chosen = ids(settings.values.select, pack) or {rule.id for rule in pack.rules}
    off = {rule.id for rule in pack.rules if rule.severity is Severity.OFF}
    return frozenset(chosen - ids(settings.values.ignore, pack) - off)
