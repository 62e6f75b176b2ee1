"""How a pattern is written, in one line, for explanations."""

from replylint.packs.patterns import PatternNode


def label_of(pattern: PatternNode) -> str:
    """A clause, token, dependency, length or repeat pattern in one line."""
    inner = pattern.model_dump(by_alias=True, exclude_none=True, mode="json")[pattern.kind]
    keys = inner.items() if isinstance(inner, dict) else ()
    written = (f"{key}: {'|'.join(map(str, v)) if isinstance(v, list) else v}" for key, v in keys)
    return f"{pattern.kind} {', '.join(written)}".strip()
