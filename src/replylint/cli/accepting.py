"""The work of `replylint baseline create` and `update`."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from replylint.cli import output, telling
from replylint.cli.checking import settings_for, settling
from replylint.cli.holding import baseline_path
from replylint.cli.local import Local
from replylint.cli.request import Request
from replylint.config.find import YAML_NAME
from replylint.engine.report import ReplyReport, Status
from replylint.reporters.options import Format
from replylint.reporters.summary import counted
from replylint.settling.baseline import Baseline, Gathering
from replylint.settling.baselinefile import baseline_text, load_baseline
from replylint.text.problem import Level, Problem, ProblemsError


@dataclass
class Run:
    """What a run came by: findings that count, those accepted before, and whether it was cut short."""

    new: Gathering
    old: Gathering
    failed: bool = False


def create(request: Request, *, force: bool) -> int:
    """Accepts all findings. Raises ProblemsError, also where there is a baseline already."""
    settings = settings_for(request)
    path = baseline_path(settings)
    if path.exists() and not force:
        hint = "replylint baseline update brings it up to date; --force makes it anew"
        raise ProblemsError([Problem("no baseline written: there is one already", shown(path), hint=hint)])
    output.check_writable(path)
    run = followed(request, Local(settings), path, None)
    if run.failed:
        return unwritten(path)
    made = run.new.baseline()
    write(made)
    say(f"{counted(made.total, 'finding')} accepted in {shown(path)}", request)
    if settings.values.baseline is None:
        config = shown(settings.path) if settings.path else YAML_NAME
        say(f"To have it hold, add to {config}: `baseline: {path.name}`", request)
    return 0


def update(request: Request, *, prune: bool) -> int:
    """Accepts what is new, unless only pruning is asked for, and drops what is gone. Raises ProblemsError."""
    settings = settings_for(request)
    path = baseline_path(settings)
    before = load_baseline(path)
    output.check_writable(path)
    run = followed(request, Local(settings), path, before)
    if run.failed:
        return unwritten(path)
    kept = run.old.baseline()
    if not prune:
        run.old.keep(run.new.baseline().entries)
    made = run.old.baseline()
    write(made)
    gone, new = before.total - kept.total, made.total - kept.total
    say(f"{shown(path)}: {new:,} accepted, {gone:,} taken out, {counted(made.total, 'finding')} now", request)
    return 0


def followed(request: Request, local: Local, path: Path, before: Baseline | None) -> Run:
    """Checks the inputs and gathers their findings; problems are told."""
    run = Run(Gathering(path), Gathering(path))
    settlement, results = settling(request, local, before)
    for result in results:
        if isinstance(result, ReplyReport):
            run.new.add(result.findings, result.reply)
            accepted = (item.finding for item in result.hidden if item.status is Status.ACCEPTED)
            run.old.add(accepted, result.reply)
        elif result.level is not Level.WARNING:
            run.failed |= result.level is Level.ERROR
            telling.show([result], Format.RICH, request.color, redact=False, quiet=request.quiet)
    run.old.keep(settlement.unseen())
    return run


def write(baseline: Baseline) -> None:
    """Writes a baseline in one go. Raises ProblemsError."""
    draft = baseline.path.with_name(f".{baseline.path.name}.{os.getpid()}")
    try:
        draft.write_text(baseline_text(baseline), encoding="utf-8")
        draft.replace(baseline.path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise ProblemsError([Problem(f"no baseline written: {reason}", shown(baseline.path))]) from None


def unwritten(path: Path) -> int:
    """Says that nothing was written, because not everything was checked."""
    hint = "mend what is told above, or leave those inputs out"
    telling.tell(
        ProblemsError(
            [Problem("no baseline written: not everything could be checked", shown(path), hint=hint)]
        ),
        "no baseline was written",
    )
    return 2


def say(text: str, request: Request) -> None:
    """One line on standard output."""
    output.write(text + "\n", output.stream_options(sys.stdout, request.color))


def shown(path: Path) -> str:
    """A path as it is from here."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)
