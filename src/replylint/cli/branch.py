"""What a branch changed: the replies that its files did not have where it left the base. Asks git."""

import subprocess
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path

from replylint.settling.fingerprint import relative
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply

Reread = Callable[[str, bytes], Iterable[Reply | Problem]]
"""From a file's name and other bytes of it to what would be read from it."""


class Branch:
    """The files as they were where the branch left `base`, a commit, branch or tag.

    Raises ProblemsError where git cannot say.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.folder = Path(asked(base, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))
        known = asked(base, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
        self.commit = asked(base, "merge-base", known.decode().strip(), "HEAD").decode().strip()
        names = asked(base, "-C", str(self.folder), "ls-tree", "-r", "-z", "--name-only", self.commit)
        self.files = frozenset(listed(names))
        self.changed = dict(self._changed())

    def _changed(self) -> Iterator[tuple[str, str]]:
        """The files that differ now, with the names that they had."""
        told = asked(
            self.base, "-C", str(self.folder), "diff", "--name-status", "-z", "--find-renames", self.commit
        )
        words = iter(listed(told))
        for status in words:
            old = next(words)
            yield (next(words) if status[0] in "RC" else old), old

    def new(self, items: Iterable[Reply | Problem], reread: Reread) -> Iterator[Reply | Problem]:
        """The replies that are new or differ, with the problems; a note where there are none."""
        name, before = None, Counter[Hashable]()
        seen = kept = 0
        for item in items:
            if isinstance(item, Problem):
                yield item
                continue
            path = relative(item.source.name, self.folder)
            if path in self.files and path not in self.changed:
                seen += 1
                continue
            if item.source.name != name:
                name, before = item.source.name, self.before(path, item.source.name, reread)
            seen += 1
            if before[key(item)]:
                before[key(item)] -= 1
            else:
                kept += 1
                yield item
        if seen and not kept:
            yield Problem(f"no reply differs from {self.base}", level=Level.NOTE)

    def before(self, path: str, name: str, reread: Reread) -> Counter[Hashable]:
        """The replies that a file had."""
        old = self.changed.get(path, path)
        if old not in self.files:
            return Counter()
        data = asked(self.base, "cat-file", "--filters", f"{self.commit}:{old}")
        return Counter(key(item) for item in reread(name, data) if isinstance(item, Reply))


def key(reply: Reply) -> Hashable:
    """What makes out a reply wherever it stands in its file: all that its findings depend on."""
    said = tuple(
        (tuple(named.rule for named in item.rules), item.scope)
        for item in reply.suppressions
        if item.source.name == reply.source.name
    )
    return reply.text, reply.customer, reply.turn, reply.template, reply.regions, said


def listed(data: bytes) -> list[str]:
    """The names in a list of git."""
    return [part.decode("utf-8", "surrogateescape") for part in data.split(b"\0") if part]


def asked(base: str, *words: str) -> bytes:
    """What git answers. Raises ProblemsError."""
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError:
        raise ProblemsError([undone("there is no git here", "install it, or leave out --diff")]) from None
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
        said = lines[0].removeprefix("fatal: ") if lines else f"git knows no common commit with {base}"
        hint = f"fetch the base with its history first, such as git fetch origin {base.rpartition('/')[2]}"
        raise ProblemsError([undone(said, hint)]) from None
    return done.stdout


def undone(reason: str, hint: str) -> Problem:
    """The problem of a branch that cannot be told from its base."""
    return Problem(f"nothing was checked, --diff does not work: {reason}", hint=hint)
