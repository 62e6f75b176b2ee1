"""The linter: replies in, reports out."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from replylint.engine.analysis import Analysis
from replylint.engine.branches import Variant, variants
from replylint.engine.compile import Compiled, compile_pack
from replylint.engine.demand import needs_morphology
from replylint.engine.evaluate import applies, judge
from replylint.engine.fixes import edit_of
from replylint.engine.folding import folded
from replylint.engine.judge.model import Judge
from replylint.engine.phrasebook import PhraseBook
from replylint.engine.pipeline import Pipeline, load_pipeline
from replylint.engine.reader import BATCH, Reader
from replylint.engine.report import Applied, Finding, Outcome, ReplyReport, Requirement
from replylint.engine.score import scorecard, verdict
from replylint.engine.sight import Sight
from replylint.engine.tokenizing import tokenizer
from replylint.engine.triage import triage
from replylint.engine.witness import can_rule, weigh
from replylint.packs import cache as store
from replylint.packs.model import Rule
from replylint.packs.pack import Pack
from replylint.packs.severity import Severity
from replylint.text.reply import Reply, Zone


class Linter:
    """Judges replies by one pack with one pipeline.

    `select` keeps only these rules, `ignore` leaves these out; `cache` keeps phrases for the next start;
    `judge` is the trained judge, heard where a rule says so; `explain` looks for what came closest to what is
    missing. Raises ProblemsError where the pipeline
    is missing or a pattern does not compile.
    """

    def __init__(
        self,
        pack: Pack,
        *,
        model: str | None = None,
        select: frozenset[str] | None = None,
        ignore: frozenset[str] = frozenset(),
        pipeline: Pipeline | None = None,
        cache: bool = False,
        judge: Judge | None = None,
        explain: bool = False,
    ) -> None:
        self.pipeline = pipeline or load_pipeline(model, morphology=needs_morphology(pack))
        self.reader = Reader(self.pipeline)
        self.explain = explain
        chosen = tuple(
            rule
            for rule in pack.rules
            if rule.severity is not Severity.OFF
            and rule.compare is None
            and rule.id not in ignore
            and (select is None or rule.id in select)
        )
        self.compiled: Compiled = compile_with_book(pack, self.pipeline, chosen, cache=cache)
        self.rules = {rule.id: rule for rule in chosen}
        self.applied = {rule.id: Applied(rule.id, rule.group, rule.severity.rank) for rule in chosen}
        self.judge_model = judge if any(rule.judge for rule in chosen) else None
        if self.judge_model:
            self.judge_model.load()

    def check(self, replies: Iterable[Reply]) -> Iterator[ReplyReport]:
        """The report of each reply, in order; templates are read in every branch."""
        if not self.compiled.rules:
            yield from (ReplyReport(reply, (), (), verdict(()), ()) for reply in replies)
            return
        waiting: deque[tuple[Reply, tuple[Variant, ...]]] = deque()
        reports = self.check_texts(unfolded(replies, waiting))
        for report in reports:
            reply, texts = waiting.popleft()
            yield folded(reply, [(texts[0], report), *((text, next(reports)) for text in texts[1:])])

    def check_texts(self, replies: Iterable[Reply]) -> Iterator[ReplyReport]:
        """The report of each reply as it is written, in order; replies are read in batches."""
        pending = iter(replies)
        while batch := list(islice(pending, BATCH)):
            analyses = self.reader.read_zoned(texts_of(batch))
            for reply in batch:
                analysis = next(analyses)
                analysis.placeholders = reply.placeholders
                customer = next(analyses) if reply.customer is not None else None
                yield self.judge(reply, self.sight(analysis, customer, template=reply.template))

    def sight(self, analysis: Analysis, customer: Analysis | None, *, template: bool = False) -> Sight:
        """A reply and its customer's message as the pack's patterns see them."""
        index = self.compiled.index
        return Sight(analysis, index, Sight(customer, index) if customer else None, template, self.explain)

    def judge(self, reply: Reply, sight: Sight) -> ReplyReport:
        """The report of one reply that was read."""
        words = sight.analysis.words()
        found: list[Finding] = []
        requirements: list[Requirement] = []
        applied = []
        ruling = self.judge_model.read(reply.text, reply.customer) if self.judge_model else None
        for compiled in self.compiled.rules:
            rule = compiled.rule
            if not applies(rule, sight, reply.turn, words):
                if compiled.require is not None:
                    requirements.append(Requirement(rule.id, Outcome.NOT_APPLICABLE))
                continue
            findings, requirement = judge(compiled, sight)
            if ruling and can_rule(rule, reply, words):
                findings, requirement = weigh(rule, (findings, requirement), ruling, reply)
            found += findings
            if requirement:
                requirements.append(requirement)
            if requirement is None or requirement.outcome is not Outcome.NOT_APPLICABLE:
                applied.append(self.applied[rule.id])
        analysis = sight.analysis
        starts = {finding.span.start for finding in found if finding.span}
        sentences = {start: analysis.sentence_span(analysis.sentence_at(start)) for start in starts}
        findings = [self.fixed(finding, analysis) for finding in triage(found, self.rules, sentences)]
        return ReplyReport(
            reply,
            tuple(findings),
            tuple(requirements),
            verdict(findings),
            scorecard(applied, findings),
            applied=tuple(applied),
        )

    def fixed(self, finding: Finding, analysis: Analysis) -> Finding:
        """The finding with its rule's fix, where that has one for it."""
        if finding.span is None or not self.rules[finding.rule].fix:
            return finding
        start = finding.span.start
        line = analysis.text[analysis.text.rfind("\n", 0, start) + 1 : start]
        begins = analysis.layout.at(start).span.start == start and not line.strip()
        edit = edit_of(self.rules[finding.rule], analysis.text, finding.span, begins=begins)
        return replace(finding, fix=edit)


def unfolded(replies: Iterable[Reply], waiting: deque[tuple[Reply, tuple[Variant, ...]]]) -> Iterator[Reply]:
    """The texts that a customer may get of each reply; what they belong to is added to those that wait."""
    for reply in replies:
        texts = variants(reply)
        waiting.append((reply, texts))
        yield from (text.reply for text in texts)


def texts_of(replies: Iterable[Reply]) -> Iterator[tuple[str, tuple[Zone, ...]]]:
    """The text of each reply with the zones that its reader told, and the customer's message after it."""
    for reply in replies:
        yield reply.text, reply.regions
        if reply.customer is not None:
            yield reply.customer, ()


def compile_with_book(pack: Pack, pipeline: Pipeline, rules: tuple[Rule, ...], *, cache: bool) -> Compiled:
    """Compiles with the phrases that an earlier start lowered, and keeps what is new for the next one."""
    nlp = pipeline.nlp
    book = PhraseBook(pack.words, tokenizer(nlp))
    name = store.key("phrases", pack.digest, str(nlp.meta["name"]), str(nlp.meta["version"]))
    kept = store.fetch(name) if cache else None
    if kept is not None:
        book.loads(kept.decode("utf-8", "replace"))
    compiled = compile_pack(pack, nlp, rules, book=book)
    if cache and book.grown:
        store.keep(name, book.dumps().encode("utf-8", "backslashreplace"))
    return compiled
