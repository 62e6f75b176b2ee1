"""The file of a baseline: JSON, one entry a line, so that two branches can be merged."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from replylint.packs.files import shown
from replylint.readers.load import load_file
from replylint.settling.baseline import Baseline, Entry
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

VERSION = 1
ANEW = "make it anew: replylint baseline create --force PATH"


def load_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises ProblemsError where it is missing, no baseline, or of another version."""
    name = shown(path)
    try:
        data = load_file(path, name)
    except ProblemsError as error:
        reason = error.problems[0].message.removeprefix("not checked: ")
        hint = "`replylint baseline create` makes one"
        raise ProblemsError([Problem(f"baseline not read: {reason}", name, hint=hint)]) from None
    source = Source(name, data.decode("utf-8", "replace"))
    try:
        whole = json.loads(source.text)
    except (json.JSONDecodeError, RecursionError) as error:
        at = min(getattr(error, "pos", 0), len(source.text))
        span = Span(at, min(at + 1, len(source.text)))
        hint = "if two branches met here, keep the lines of both, then run replylint baseline update"
        raise ProblemsError([Problem("baseline not read: broken JSON", "", source, span, hint)]) from None
    return Baseline(path, tuple(_entries(whole, name)))


def _entries(whole: Any, name: str) -> list[Entry]:  # noqa: ANN401
    if not isinstance(whole, dict) or not isinstance(whole.get("findings"), list):
        raise _wrong("it is no baseline", name, ANEW)
    if whole.get("version") != VERSION:
        said = json.dumps(whole.get("version"))[:20]
        raise _wrong(f"its version is {said}, this replylint knows {VERSION}", name, ANEW)
    return [_entry(row, nth, name) for nth, row in enumerate(whole["findings"], 1)]


def _entry(row: Any, nth: int, name: str) -> Entry:  # noqa: ANN401
    match row:
        case {"rule": str(rule), "fingerprint": str(known), "file": str(file), "count": int(count)} if (
            count > 0
        ):
            return Entry(rule, known, file, count)
        case _:
            raise _wrong(f"finding {nth:,} in it needs rule, fingerprint, file and count", name, ANEW)


def _wrong(reason: str, name: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(f"baseline not read: {reason}", name, hint=hint)])


def baseline_text(baseline: Baseline) -> str:
    """A baseline as its file has it."""
    rows = ",\n".join("    " + json.dumps(asdict(entry)) for entry in baseline.entries)
    body = f"[\n{rows}\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {body}\n}}\n'
