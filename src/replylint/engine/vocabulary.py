"""The names of placeholders that a product fills in, and those that were meant but misspelt."""

import re
from difflib import get_close_matches
from functools import cache

NEAR = 0.84
"""How like a known name an unknown one must be to be that name misspelt (difflib's ratio)."""

LONGEST = 60
NAME = re.compile(
    r"(?:\{\{\{?|\{%|[%#$]\{|\{!|\[\[|\{)[-~]?[ \t]*(?P<name>[A-Za-z_]\w*(?:\.\w+)*)[ \t]*(?=[|,}%=\]]|-?%\})"
)
Tree = dict[str, "Tree"]


def misspelt(placeholder: str, known: tuple[str, ...]) -> bool:
    """Whether a placeholder's name is near to one that is known, and none itself.

    `*` in a known name stands for anything from there on. A name that is like none may be a field of the
    user's own.
    """
    found = NAME.match(placeholder)
    if found is None:
        return False
    inside = _tree(known)
    for step in found["name"].split("."):
        if step in inside:
            inside = inside[step]
        elif not inside or any("*" in name and step.startswith(name.rstrip("*")) for name in inside):
            return False
        else:
            names = [name for name in inside if "*" not in name]
            return len(step) <= LONGEST and _is_near(step, names)
    return False


def _is_near(step: str, names: list[str]) -> bool:
    """Whether a name is like one of these, or has just its letters in another order."""
    swapped = any(sorted(step) == sorted(name) for name in names)
    return swapped or bool(get_close_matches(step, names, 1, NEAR))


@cache
def _tree(known: tuple[str, ...]) -> Tree:
    """The names step by step. `a.[b,c].d` is short for two of them."""
    root: Tree = {}
    for name in known:
        here = [root]
        for step in re.findall(r"\[[^\]]*\]|[^.\[\]]+", name):
            here = [
                inside.setdefault(one.strip(), {}) for inside in here for one in step.strip("[]").split(",")
            ]
    return root
