"""The work of `replylint fix`: read, judge, fix, write."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from replylint.cli import output, telling
from replylint.cli.checking import make_linter, settings_for
from replylint.cli.judging import Checks, Result
from replylint.cli.local import Local
from replylint.cli.meter import Meter
from replylint.cli.reading import names, replies
from replylint.cli.request import Request
from replylint.cli.workers import judged_by
from replylint.engine.report import ReplyReport
from replylint.fixing.document import Document, document
from replylint.fixing.rounds import Fixed, fix
from replylint.fixing.seal import seal_of
from replylint.fixing.write import replace_file, unwritten
from replylint.readers.discover import MAILDIR, STDIN, Format, format_of
from replylint.readers.load import load_file, load_stdin
from replylint.readers.mail.mbox import is_mbox
from replylint.reporters import diff as diffs
from replylint.reporters import options
from replylint.settling.suppressing import by
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply


def run(request: Request, *, diff: bool, unsafe: bool) -> int:
    """Fixes what was asked for, and returns the exit code. Raises ProblemsError where nothing can be."""
    local = Local(settings_for(request))
    stdin = None
    if request.paths == (STDIN,):
        stdin = load_stdin(getattr(sys.stdin, "buffer", None), request.stdin_filename or "<stdin>")
    items = replies(request, local, stdin=None if stdin is None else BytesIO(stdin))
    linter = make_linter(local.settings, request)
    given = local.settings, request
    workers = local.settings.values.workers
    with Meter(names(request, local.settings.values), request.color) as meter:
        mender = Mender(request, local, linter, meter, stdin, diff=diff, unsafe=unsafe)
        for found in by_file(judged_by(workers, items, make_linter, given, linter, verbose=request.verbose)):
            if isinstance(found, Problem):
                mender.tell(found)
            else:
                mender.file(found)
        mender.end()
    if mender.failed:
        return 2
    return int(diff and mender.tally.fixes > 0)


def by_file(results: Iterable[Result]) -> Iterator[list[ReplyReport] | Problem]:
    """The reports of each file together, problems as they come."""
    reports: list[ReplyReport] = []
    for result in results:
        if reports and not (
            isinstance(result, ReplyReport) and result.reply.source is reports[0].reply.source
        ):
            yield reports
            reports = []
        if isinstance(result, Problem):
            yield result
        else:
            reports.append(result)
    if reports:
        yield reports


class Mender:
    """Fixes file after file, and tells of it."""

    def __init__(
        self,
        request: Request,
        local: Local,
        linter: Checks,
        meter: Meter,
        stdin: bytes | None,
        *,
        diff: bool,
        unsafe: bool,
    ) -> None:
        self.request = request
        self.local = local
        self.linter = linter
        self.meter = meter
        self.stdin = stdin
        self.diff = diff
        self.unsafe = unsafe
        self.options = output.stream_options(sys.stdout, request.color)
        self.tally = diffs.Tally()
        self.failed = False
        self.echoed = False

    def file(self, reports: Sequence[ReplyReport]) -> None:
        """Fixes one file, where its reports have something to fix."""
        self.meter.reached(reports[-1])
        reports = [heeded(report) for report in reports]
        if not any(found.fix for report in reports for found in report.findings):
            return
        name = reports[0].reply.source.name
        try:
            before = self.load(name)
            fixed = self.fixed(name, before, reports)
            for problem in fixed.problems:
                self.tell(problem)
            self.count(fixed)
            if fixed.done:
                self.show(fixed)
                self.write(name, before, fixed.document.data)
        except ProblemsError as error:
            for problem in error.problems:
                self.tell(problem)

    def fixed(self, name: str, before: bytes, reports: Sequence[ReplyReport]) -> Fixed:
        """The file fixed. Raises ProblemsError where it is not what was judged."""
        mail = self.is_mail(name, before)

        def reread(data: bytes) -> Document:
            return document(data, self.read(name, data), mail=mail)

        seal = seal_of(before) if mail else None
        if seal:
            raise unwritten(seal, name, "fix the draft that it was made from")
        found = reread(before)
        if [reply.text for reply in found.replies] != [report.reply.text for report in reports]:
            raise unwritten("it was changed meanwhile", name, "run it once more")
        if not found.is_faithful():
            raise unwritten("its text cannot be written back as it was", name, "save it as UTF-8")
        now = [replace(report, reply=reply) for report, reply in zip(reports, found.replies, strict=True)]
        return fix(found, now, self.judge, reread, unsafe=self.unsafe)

    def is_mail(self, name: str, data: bytes) -> bool:
        """Whether a file is read as a mail."""
        mails = (Format.MAIL, Format.MBOX)
        return (
            self.request.mail
            or format_of(name) in mails
            or is_mbox(data)
            or Path(name).parent.name in MAILDIR
        )

    def load(self, name: str) -> bytes:
        """The bytes of a file. Raises ProblemsError."""
        return load_file(Path(name), name) if self.stdin is None else self.stdin

    def read(self, name: str, data: bytes) -> Iterator[Reply | Problem]:
        """What a file would be read as, were these its bytes."""
        if self.stdin is not None:
            return replies(self.request, self.local, stdin=BytesIO(data))
        return replies(replace(self.request, paths=(name,)), self.local, load=lambda _path, _name: data)

    def judge(self, found: Sequence[Reply]) -> list[ReplyReport]:
        """The reports of replies, what is suppressed left out."""
        return [heeded(report) for report in self.linter.check(found)]

    def count(self, fixed: Fixed) -> None:
        """Counts what came of a file."""
        self.tally.fixes += len(fixed.done)
        self.tally.files += bool(fixed.done)
        self.tally.unsafe += fixed.left.unsafe
        self.tally.inexact += fixed.left.inexact

    def show(self, fixed: Fixed) -> None:
        """Shows what is changed: as a diff, or line by line."""
        if self.diff:
            exact = sys.stdout is None or not sys.stdout.isatty()
            self.print(diffs.patch(fixed.lines) if exact else diffs.drawn(fixed.lines, self.options))
        elif self.stdin is None and not self.request.quiet:
            self.print("".join(diffs.told(done, self.options) for done in fixed.done))

    def write(self, name: str, before: bytes, after: bytes) -> None:
        """Writes a file, or the fixed standard input to standard output. Raises ProblemsError."""
        if self.diff:
            return
        if self.stdin is None:
            replace_file(Path(name), name, before, after)
        else:
            self.echo(after)

    def echo(self, data: bytes) -> None:
        """Passes standard input on."""
        self.echoed = True
        output.write_bytes(data)

    def print(self, text: str) -> None:
        """Writes to standard output."""
        with self.meter.aside():
            output.write(text, self.options)

    def tell(self, problem: Problem) -> None:
        """Tells of a problem."""
        self.failed |= problem.level is Level.ERROR
        with self.meter.aside():
            telling.show(
                [problem], options.Format.RICH, self.request.color, redact=False, quiet=self.request.quiet
            )

    def end(self) -> None:
        """Passes on what was not fixed, and tells the counts."""
        if self.stdin is not None and not self.diff and not self.echoed:
            self.echo(self.stdin)
        if not self.request.quiet:
            with self.meter.aside():
                output.write_errors(
                    diffs.summary(self.tally, diff=self.diff, failed=self.failed),
                    output.stream_options(sys.stderr, "auto"),
                )


def heeded(report: ReplyReport) -> ReplyReport:
    """The report without the findings that are suppressed: somebody said that they are in order."""
    said = report.reply.suppressions
    return replace(report, findings=tuple(found for found in report.findings if not by(found, said)))
