"""How bad a finding is."""

from enum import StrEnum


class Severity(StrEnum):
    """From a hint to a reason not to send; `OFF` switches a rule off."""

    OFF = "off"
    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 (off) to 3 (error), for comparisons."""
        return RANKS[self]


RANKS = {severity: rank for rank, severity in enumerate(Severity)}
