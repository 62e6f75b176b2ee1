"""When to look again whether something has changed."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PAUSE = 5.0
"""Seconds after which to look in any case: not every file system tells what happens in it."""

STEP = 50
"""Milliseconds of silence after which a change counts as written."""

LONGEST = 500
"""Milliseconds that changes without a pause are waited for."""


def wakings(places: Sequence[Path]) -> Iterator[None]:
    """Once now, then whenever something happens in these folders and files, or a while has passed."""
    from watchfiles import watch  # noqa: PLC0415 - for this alone

    yield
    try:
        for _ in watch(
            *places, watch_filter=None, debounce=LONGEST, step=STEP, rust_timeout=int(PAUSE * 1000),
            yield_on_timeout=True, ignore_permission_denied=True,
        ):  # fmt: skip
            yield
    except (OSError, RuntimeError):  # too much to watch, or it is gone
        while True:
            time.sleep(PAUSE / 5)
            yield
