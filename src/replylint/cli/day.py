"""The day that a report names."""

import os
from datetime import UTC, datetime


def today() -> str:
    """Today; the day of SOURCE_DATE_EPOCH (seconds, reproducible-builds.org) where that is set."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.now().astimezone()
    if said.isdecimal() and len(said) <= 11:
        now = datetime.fromtimestamp(int(said), UTC)
    return f"{now.day} {now:%B %Y}"
