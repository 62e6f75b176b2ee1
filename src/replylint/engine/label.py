"""How a pattern is written, in one line, for explanations."""

from typing import Any

from replylint.packs.patterns import Clause, PatternNode


def label_of(pattern: PatternNode) -> str:
    """A token, dependency, length, repeat or placeholder pattern in one line."""
    inner = pattern.model_dump(by_alias=True, exclude_none=True, mode="json")[pattern.kind]
    shown = in_line(inner) if isinstance(inner, dict) else inner if isinstance(inner, str) else ""
    return f"{pattern.kind} {shown}".strip()


def clause_label(clause: Clause) -> str:
    """A clause pattern in one line."""
    return f"clause {in_line(clause.model_dump(by_alias=True, exclude_none=True, mode='json'))}"


def in_line(keys: dict[str, Any]) -> str:
    """Keys and values in one line."""
    values = {key: "|".join(map(str, v)) if isinstance(v, list) else v for key, v in keys.items()}
    return ", ".join(f"{key}: {value}" for key, value in values.items())
