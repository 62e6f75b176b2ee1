from collections.abc import Callable
from pathlib import Path

import pytest

MANIFEST = "name: mine\n"
RULE = """\
rules:
  - id: late
    kind: forbid
    group: respect
    severity: warning
    message: It is late.
    why: Nobody likes to wait.
    source: "001"
    advice: Say when.
    match: {phrase: late}
    examples:
      - bad: You are [[late]].
      - good: You are early.
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a pack's files into a folder of the test's own, and returns the folder."""

    def write_(files: dict[str, str | bytes], folder: str = "pack") -> Path:
        root = tmp_path / folder
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return root

    return write_


@pytest.fixture(autouse=True)
def private_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "replylint"
