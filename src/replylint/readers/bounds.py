"""What a file may cost the others: not their being read, and not a screen full of one complaint."""

import os
from collections import Counter
from collections.abc import Iterator

from replylint.readers.naming import printable_path
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply

MOST_TOLD = 200
"""Problems of one level that are told of one file; more are counted."""


def bounded(items: Iterator[Reply | Problem], name: str) -> Iterator[Reply | Problem]:
    """What a file holds, without the problems that are too many; those are counted at its end."""
    seen = Counter[Level]()
    for item in items:
        if isinstance(item, Problem):
            seen[item.level] += 1
            if seen[item.level] > MOST_TOLD:
                continue
        yield item
    for level, count in seen.items():
        if count > MOST_TOLD:
            yield _more(level, count - MOST_TOLD, name)


def guarded(items: Iterator[Reply | Problem], name: str) -> Iterator[Reply | Problem]:
    """What a file holds; where reading it fails by a fault of ours, a problem, so that the others are read.

    With REPLYLINT_DEBUG set the fault is raised.
    """
    try:
        yield from items
    except ProblemsError as error:
        yield from error.problems
    except Exception as error:
        if os.environ.get("REPLYLINT_DEBUG"):
            raise
        yield Problem(
            f"not checked, or not to its end: internal error ({type(error).__name__}) in reading the file",
            place=printable_path(name),
            hint="this is a fault of replylint, not of your file; with REPLYLINT_DEBUG=1 it tells more",
        )


def _more(level: Level, count: int, name: str) -> Problem:
    what = f"{count:,} more problem{'' if count == 1 else 's'} of this file, not told one by one"
    return Problem(
        f"not checked: {what}" if level is Level.ERROR else what,
        place=printable_path(name),
        hint="look at the first ones: most have one cause",
        level=level,
    )
