"""From a pack to compiled rules: every pattern checked, every problem with its place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from replylint.engine.index import Index
from replylint.engine.label import label_of
from replylint.engine.leaf import (
    BrokenLeaf,
    ClauseLeaf,
    DependencyLeaf,
    Leaf,
    LengthLeaf,
    PhraseLeaf,
    RegexLeaf,
    RepeatLeaf,
    TokensLeaf,
    quiet,
)
from replylint.engine.matchers import clause
from replylint.engine.nodes import (
    AllNode,
    AnyNode,
    CustomerNode,
    LeafNode,
    Node,
    NotNode,
    ScopeNode,
    UnsharedNode,
)
from replylint.engine.phrase import PhraseError
from replylint.engine.phrasebook import PhraseBook
from replylint.engine.tokenizing import is_lexical, needed_words, tokenizer
from replylint.packs.model import Rule
from replylint.packs.pack import Kind, Pack
from replylint.packs.patterns import Pattern, PatternNode
from replylint.packs.severity import Severity
from replylint.text.problem import Problem, ProblemsError
from replylint.text.span import Span

if TYPE_CHECKING:
    from spacy.language import Language

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its patterns compiled."""

    rule: Rule
    match: Node | None
    require: Node | None
    when: Node | None
    unless: Node | None


@dataclass(frozen=True)
class Compiled:
    """A pack, ready to judge."""

    pack: Pack
    index: Index
    rules: tuple[CompiledRule, ...]
    named: dict[str, Node]


def compile_pack(
    pack: Pack, nlp: "Language", rules: tuple[Rule, ...] | None = None, *, book: PhraseBook | None = None
) -> Compiled:
    """Compiles the rules of a pack (all that are on, or the given ones).

    `book` holds phrases that were lowered before. Raises ProblemsError with every pattern that does not
    compile.
    """
    builder = _Builder(pack, nlp, book or PhraseBook(pack.words, tokenizer(nlp)))
    own = (rule for rule in pack.rules if rule.severity is not Severity.OFF and rule.compare is None)
    chosen = rules if rules is not None else tuple(own)
    compiled = tuple(builder.rule(rule) for rule in chosen)
    for name in pack.patterns:
        builder.named_pattern(name)
    if builder.problems:
        raise ProblemsError(builder.problems)
    index = Index(builder.leaves, builder.book, pack.words)
    return Compiled(pack, index, compiled, builder.named)


class _Builder:
    """Builds the tree and the index; collects problems."""

    def __init__(self, pack: Pack, nlp: "Language", book: PhraseBook) -> None:
        self.pack = pack
        self.nlp = nlp
        self.leaves: list[Leaf] = []
        self.named: dict[str, Node] = {}
        self.problems: list[Problem] = []
        self.book = book
        self.known: dict[str, int] = {}
        self.place: tuple[Kind, str] = ("rule", "")

    def rule(self, rule: Rule) -> CompiledRule:
        def part(key: str, pattern: Pattern | None) -> Node | None:
            self.place = ("rule", rule.id)
            return None if pattern is None else self.node(pattern, (key,))

        for nth, fix in enumerate(rule.fix):
            if fix.matching is not None:
                self.place = ("rule", rule.id)
                self.expression(fix.matching, ("fix", nth, "matching"))
        return CompiledRule(
            rule,
            match=part("match", rule.match),
            require=part("require", rule.require),
            when=part("when", rule.when),
            unless=part("unless", rule.unless),
        )

    def named_pattern(self, name: str) -> Node:
        """The node of a named pattern, compiled once."""
        if name not in self.named:
            outer = self.place
            self.place = ("pattern", name)
            self.named[name] = self.node(self.pack.patterns[name].pattern, ("pattern",))
            self.place = outer
        return self.named[name]

    def node(self, pattern: Pattern, path: Path) -> Node:
        """The node of a pattern that stands at a path of the current rule or named pattern."""
        if isinstance(pattern, str):
            return self.named_pattern(pattern)
        node = self.kind(pattern, path)
        if pattern.scope:
            return ScopeNode(node, tuple(pattern.scope))
        return node

    def kind(self, pattern: PatternNode, path: Path) -> Node:
        match pattern.kind:
            case "phrase":
                return self.phrases(pattern.phrase or [], (*path, "phrase"))
            case "regex":
                return self.regexes(pattern.regex or [], (*path, "regex"))
            case "any":
                return any_of([self.node(p, (*path, "any", nth)) for nth, p in enumerate(pattern.any or ())])
            case "all":
                return self.all_of(pattern, path)
            case "not":
                assert pattern.not_ is not None  # noqa: S101 - the kind says so
                return NotNode(self.node(pattern.not_, (*path, "not")))
            case "customer":
                assert pattern.customer is not None  # noqa: S101 - the kind says so
                return CustomerNode(self.node(pattern.customer, (*path, "customer")))
            case "unshared":
                return self.unshared(pattern, path)
            case _:
                return self.leaf(pattern, path)

    def unshared(self, pattern: PatternNode, path: Path) -> Node:
        unshared = pattern.unshared
        assert unshared is not None  # noqa: S101 - the kind says so
        ignore = (
            frozenset(self.pack.words.get(unshared.ignore.lstrip("@"), ()))
            if unshared.ignore
            else frozenset()
        )
        inner = self.node(unshared.pattern, (*path, "unshared", "pattern"))
        return UnsharedNode(inner, unshared.of, ignore)

    def all_of(self, pattern: PatternNode, path: Path) -> Node:
        wanted: list[Node] = []
        excluded: list[Node] = []
        for nth, inner in enumerate(pattern.all or ()):
            here = (*path, "all", nth)
            if isinstance(inner, PatternNode) and inner.not_ is not None and not inner.scope:
                excluded.append(self.node(inner.not_, (*here, "not")))
            else:
                wanted.append(self.node(inner, here))
        if not wanted:
            self.problem(path, "`all` has nothing but `not`", "name first what must be there")
            return LeafNode(-1)
        return AllNode(wanted[0], tuple(wanted[1:]), tuple(excluded), pattern.within or "sentence")

    def phrases(self, texts: list[str], path: Path) -> Node:
        """A leaf for each phrase."""
        numbers = []
        for nth, text in enumerate(texts):
            try:
                self.book.add(text)
            except PhraseError as error:
                message = f"the phrase does not read: {error}"
                self.problem((*path, nth), message, error.hint, within=(text, error.at))
            else:
                if text not in self.known:
                    self.known[text] = self.number(PhraseLeaf(text))
                numbers.append(self.known[text])
        return any_of([LeafNode(number) for number in numbers])

    def regexes(self, texts: list[str], path: Path) -> Node:
        """One leaf for all the expressions."""
        for nth, text in enumerate(texts):
            self.expression(text, (*path, nth))
        return LeafNode(self.number(RegexLeaf(tuple(texts))))

    def expression(self, text: str, path: Path) -> None:
        """Tells where an expression is none."""
        if text in self.book.regexes:
            return
        try:
            re2.compile(text, quiet())
        except re2.error as error:
            reason = error.args[0] if error.args else error
            reason = reason.decode() if isinstance(reason, bytes) else str(reason)
            hint = "RE2 syntax: no look-around, no back-references"
            self.problem(path, f"{text!r} is no regular expression: {reason}", hint)
        else:
            self.book.regexes.add(text)
            self.book.grown = True

    def leaf(self, pattern: PatternNode, path: Path) -> Node:
        """A clause, tokens, dependency, length or repeat pattern."""
        try:
            return LeafNode(self.add(pattern))
        except PhraseError as error:
            self.problem((*path, pattern.kind), f"the {pattern.kind} does not read: {error}", error.hint)
        except (ValueError, KeyError) as error:
            reason = " ".join(str(error).split())[:300]
            self.problem(
                (*path, pattern.kind), f"spaCy does not take this {pattern.kind} pattern: {reason}", ""
            )
        return LeafNode(-1)

    def add(self, pattern: PatternNode) -> int:
        """The number of a new leaf. Raises PhraseError, ValueError or KeyError where it does not read."""
        if pattern.clause:
            for text in clause.phrases_in(pattern.clause):
                self.book.add(text)
            clause.anchors(pattern.clause, self.pack.words)
            return self.number(ClauseLeaf(pattern.clause))
        label = label_of(pattern)
        if pattern.length:
            return self.number(LengthLeaf(label, pattern.length.more_than, pattern.length.unless_list))
        if pattern.repeat:
            return self.number(RepeatLeaf(label, frozenset(pattern.repeat.besides)))
        if pattern.placeholder:
            return self.number(BrokenLeaf(label))
        return self.number(self.spacy_leaf(pattern, label))

    def number(self, leaf: Leaf) -> int:
        """The number of a leaf that is added."""
        self.leaves.append(leaf)
        return len(self.leaves) - 1

    def spacy_leaf(self, pattern: PatternNode, label: str) -> Leaf:
        from spacy.matcher import DependencyMatcher, Matcher  # noqa: PLC0415 - spaCy is loaded by now

        if pattern.tokens:
            tokens = Matcher(self.nlp.vocab, validate=True)
            tokens.add("it", [pattern.tokens])
            return TokensLeaf(label, tokens, needed_words(pattern.tokens), is_lexical(pattern.tokens))
        dependency = DependencyMatcher(self.nlp.vocab, validate=True)
        dependency.add("it", [pattern.dependency or []])
        return DependencyLeaf(label, dependency)

    def problem(self, path: Path, message: str, hint: str, *, within: tuple[str, int] | None = None) -> None:
        """Notes a problem at a path; `within` is the literal and the offset in it that is to blame."""
        kind, name = self.place
        source, span = self.pack.places(kind, name, path)
        if within is not None:
            literal, at = within
            found = source.text.find(literal, span.start, span.end)
            if found >= 0:
                span = Span(found + at, min(found + at + 1, max(span.end, found + at)))
        self.problems.append(Problem(message, source=source, span=span, hint=hint))


def any_of(nodes: list[Node]) -> Node:
    """One of several nodes; those that are leaves are kept apart."""
    if len(nodes) == 1:
        return nodes[0]
    own = frozenset(node.leaf for node in nodes if isinstance(node, LeafNode))
    rest = tuple(node for node in nodes if not isinstance(node, LeafNode))
    leaves = own.union(*(node.leaves for node in rest))
    return AnyNode(own, rest, leaves)
