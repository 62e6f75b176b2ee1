"""Patterns as text, much as they are written in a file."""

from collections.abc import Iterator
from typing import Any

import yaml

from replylint.packs.pack import Pack
from replylint.packs.patterns import Pattern, names

WIDTH = 88


class _Dumper(yaml.SafeDumper):
    """Block style with lists set in, and short lists on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def pattern_lines(pattern: Pattern) -> list[str]:
    """A pattern as lines of YAML; lists of one stand as a single value."""
    if isinstance(pattern, str):
        return [pattern]
    data = pattern.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml_lines(single(data))


def yaml_lines(data: Any) -> list[str]:  # noqa: ANN401
    """Plain data as lines of YAML."""
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return str(text).removesuffix("\n...\n").splitlines()


def single(data: Any) -> Any:  # noqa: ANN401
    """Plain data with a single value in place of a list of one."""
    if isinstance(data, list):
        return [single(item) for item in data]
    if not isinstance(data, dict):
        return data
    lone = ("any", "all", "tokens", "dependency")
    return {
        key: single(value[0] if isinstance(value, list) and len(value) == 1 and key not in lone else value)
        for key, value in data.items()
    }


def used_names(patterns: list[Pattern], pack: Pack) -> Iterator[str]:
    """The named patterns that patterns lead to, directly or through others, each once, nearest first."""
    seen: dict[str, None] = {}
    waiting = [name for pattern in patterns for name in names(pattern)]
    while waiting:
        name = waiting.pop(0)
        if name not in seen and name in pack.patterns:
            seen[name] = None
            yield name
            waiting.extend(names(pack.patterns[name].pattern))
