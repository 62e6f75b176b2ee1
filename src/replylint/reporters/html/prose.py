"""What the page says in sentences."""

from collections.abc import Iterable

from replylint.reporters.summary import Tally, counted

NOTHING = "Nothing was checked."


def headline(counts: Tally) -> str:
    """The state of the library in a sentence. Where something was not checked, it says nothing good."""
    replies = counted(counts.replies, "reply", "replies")
    if not counts.replies:
        return NOTHING if counts.not_checked else "There was nothing to check."
    if counts.not_checked:
        return "Not everything was checked."
    if not counts.affected:
        return f"Nothing {'new ' if counts.accepted else ''}was found in {replies}."
    share = f"{counts.affected:,} of {replies}"
    if counts.affected == counts.replies:
        share = replies if counts.replies == 1 else f"All {replies}"
    one = counts.affected == 1 and counts.replies == 1
    if counts.accepted:
        return f"{share} {'has' if one or counts.affected == 1 else 'have'} something new."
    if any(number for severity, number in counts.severities if severity.value != "suggestion"):
        return f"{share} {'needs' if one or counts.affected == 1 else 'need'} work."
    return f"{share} could be better."


def findings(counts: Tally) -> str:
    """What was found, in numbers, such as "1 error and 2 warnings"."""
    return joined(counted(number, severity.value) for severity, number in counts.severities if number)


def joined(parts: Iterable[str]) -> str:
    """Words with commas and an "and"."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last
