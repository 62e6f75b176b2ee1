"""From rules of kind `library` to what gathers for them, every phrase checked."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import re2

from replylint.engine.library.dead import Usage
from replylint.engine.library.facts import Facts, Wording
from replylint.engine.library.joining import Key
from replylint.engine.library.member import Conflict
from replylint.engine.library.mixed import Mixes, Ways
from replylint.engine.library.view import View
from replylint.engine.library.wording import Lists, around, compiled, expression
from replylint.engine.phrase import PhraseError
from replylint.packs.compare import Fact, Mix
from replylint.packs.model import Rule
from replylint.packs.pack import Pack
from replylint.packs.tree import Path
from replylint.text.problem import Problem, ProblemsError

Made = TypeVar("Made")
WORD = re.compile(r"[^\W\d_]+")


class Gathering(Protocol):
    """What is kept of the templates for one rule."""

    def take(self, view: View, key: Key) -> None:
        """One more template."""

    def conflicts(self) -> Iterator[Conflict]:
        """What does not go together."""


def gatherings(pack: Pack, rules: Sequence[Rule]) -> dict[str, Gathering]:
    """What gathers for each rule. Raises ProblemsError with every phrase that does not compile."""
    problems: list[Problem] = []
    made = {rule.id: _Compiling(pack, rule, problems).gathering() for rule in rules}
    if problems:
        raise ProblemsError(problems)
    return made


class _Compiling:
    """Compiles one rule; problems are collected."""

    def __init__(self, pack: Pack, rule: Rule, problems: list[Problem]) -> None:
        self.pack = pack
        self.rule = rule
        self.problems = problems

    def gathering(self) -> Gathering:
        assert self.rule.compare is not None  # noqa: S101 - a rule of kind `library` has it
        compare, ident = self.rule.compare, self.rule.id
        if compare.alike:
            from replylint.engine.library.alike import Likeness  # noqa: PLC0415 - its library is wanted here only

            differ = self.phrases(compare.alike.differ, ("compare", "alike", "differ"))
            return Likeness(ident, compare.alike, compare.within, differ)
        if compare.facts:
            wordings = [self.wording(name, fact) for name, fact in compare.facts.items()]
            return Facts(ident, wordings, compare.within)
        if compare.mixed:
            return Mixes(ident, [self.ways(*item) for item in compare.mixed.items()], compare.within)
        assert compare.placeholders is not None  # noqa: S101 - the last kind that there is
        return Usage(ident, compare.placeholders, compare.within)

    def wording(self, name: str, fact: Fact) -> Wording:
        """A fact with its phrases as expressions."""
        path: Path = ("compare", "facts", name)
        said = [self.checked(around, text, (*path, "said", nth)) for nth, text in enumerate(fact.said)]
        besides = self.phrases(fact.besides, (*path, "besides"))
        apart = self.phrases(fact.apart, (*path, "apart"))
        return Wording(name, fact, tuple(one for one in said if one), besides, apart)

    def ways(self, name: str, mix: Mix) -> Ways:
        """The ways of a mix: single words are looked up, the rest are expressions."""
        words: dict[str, str] = {}
        expressions: dict[str, str] = {}
        for way, how in mix.ways.items():
            path: Path = ("compare", "mixed", name, "ways", way)
            longer = []
            for phrase in how.phrase:
                single = self.single(phrase) if mix.scope != "greeting" else None
                words.update(dict.fromkeys(single or (), way))
                longer += [] if single else [phrase]
            parts = [self.phrases(longer, (*path, "phrase"))]
            parts += [self.regex(text, (*path, "regex", nth)) for nth, text in enumerate(how.regex)]
            if any(parts):
                expressions[way] = "|".join(part for part in parts if part)
        return Ways(name, mix, words, expressions)

    def single(self, phrase: str) -> Sequence[str] | None:
        """The words of a phrase that is one small word, or a list of such; None for any other."""
        words = self.pack.words.get(phrase[1:]) if phrase[:1] == "@" else (phrase,)
        small = words and all(WORD.fullmatch(word) and word.islower() for word in words)
        return words if small else None

    def phrases(self, texts: Sequence[str], path: Path) -> str:
        """One expression for all; empty for none."""
        made = (self.checked(expression, text, (*path, nth)) for nth, text in enumerate(texts))
        return "|".join(one for one in made if one)

    def regex(self, text: str, path: Path) -> str:
        """An RE2 expression that a pack holds."""
        try:
            compiled(text)
        except re2.error as error:
            said = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
            self.problem(f"not an RE2 expression: {said}", path)
            return ""
        return f"(?:{text})"

    def checked(self, make: Callable[[str, Lists], Made], text: str, path: Path) -> Made | None:
        """What a phrase is made to, or None after a problem."""
        try:
            return make(text, self.pack.words)
        except PhraseError as error:
            self.problem(str(error), path, error.hint)
            return None

    def problem(self, message: str, path: Path, hint: str = "") -> None:
        source, span = self.pack.places("rule", self.rule.id, path)
        self.problems.append(Problem(message, source=source, span=span, hint=hint))
