"""The program: its commands, and what happens when one cannot do its work."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from replylint import __version__
from replylint.cli.lazy import Entry, LazyGroup

TABLE = {
    "check": Entry("replylint.cli.check", "Check replies: files, folders, data sets, standard input."),
    "fix": Entry(
        "replylint.cli.fix", "Fix what has only one right way to be fixed, in the files themselves."
    ),
    "text": Entry("replylint.cli.text", "Show what is read as the replies, and what is left out."),
    "rules": Entry("replylint.cli.rules", "List, show, test and try the rules."),
    "presets": Entry("replylint.cli.presets", "List the presets for libraries of canned responses."),
    "baseline": Entry(
        "replylint.cli.baseline", "Accept the findings there are, so that only new ones count."
    ),
    "config": Entry("replylint.cli.config", "Show which settings hold, and why."),
    "sendmail": Entry("replylint.cli.sendmail", "Check a message, then become the program that sends it."),
    "filter": Entry("replylint.cli.filter", "Let a message through if it is in order."),
    "milter": Entry("replylint.cli.milter", "Check messages for a mail server before it takes them."),
    "git-hook": Entry("replylint.cli.git_hook", "Have `git send-email` check what it sends."),
    "init": Entry("replylint.cli.init", "Write a config with comments, and a pack to begin with."),
}

EPILOG = "`replylint draft.txt` is short for `replylint check draft.txt`."
REPORT = "This is a fault of replylint, not of your text. Run it again with -v, and report what it prints."
LINKS = ("sendmail", "mailq", "newaliases")
CLOSED = 141
INTERRUPTED = 130


@click.group(
    cls=LazyGroup,
    table=TABLE,
    default="check",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def shell() -> None:
    """Replylint reads replies to customers before they are sent, and says what to do better."""


def main() -> None:
    """Runs the program and exits: 0 nothing found, 1 findings, 2 not or not fully done."""
    sys.exit(run(linked(Path(sys.argv[0]).name, sys.argv[1:])))


def linked(name: str, words: list[str]) -> list[str]:
    """The words of a call; under the name of a link to replylint, a mail program's, they are for that."""
    return ["sendmail", "--linked", name, *words] if name in LINKS else words


def run(args: Sequence[str]) -> int:
    """Runs the program and returns its exit code; every failure comes out as a message, never a traceback."""
    from replylint.cli.output import ReaderLeft  # noqa: PLC0415 - so that --help starts light
    from replylint.text.problem import ProblemsError  # noqa: PLC0415

    try:
        code = shell.main(list(args), prog_name="replylint", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return refused(error, args)
    except ProblemsError as error:
        return stopped(error, args)
    except (ReaderLeft, BrokenPipeError):
        silence()
        return CLOSED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        return crashed(error, args)
    return code if isinstance(code, int) else 0


def undone(args: Sequence[str]) -> str:
    """What a command that failed did not do."""
    first = args[0] if args else ""
    if first not in TABLE or first == "check":
        return "nothing was checked"
    if list(args[:2]) in (["baseline", "create"], ["baseline", "update"]):
        return "no baseline was written"
    if first == "fix":
        return "nothing was fixed"
    return "no rule was tested" if list(args[:2]) == ["rules", "test"] else "nothing was done"


def refused(error: click.ClickException, args: Sequence[str]) -> int:
    """Tells what is wrong with the command line."""
    lines = [f"error: {undone(args)}: {error.format_message()}"]
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "replylint"
    lines.append(f"help: `{path} --help` lists what there is.")
    click.echo("\n".join(lines), err=True)
    return 2


def stopped(error: Exception, args: Sequence[str]) -> int:
    """Tells why the work could not be done."""
    from replylint.cli.telling import tell  # noqa: PLC0415 - rich is not needed where all goes well

    tell(error, undone(args))
    return 2


def crashed(error: Exception, args: Sequence[str]) -> int:
    """Tells of an internal error; the traceback only on -v or with REPLYLINT_DEBUG set."""
    if os.environ.get("REPLYLINT_DEBUG") or "-v" in args or "--verbose" in args:
        traceback.print_exception(error)
    summary = f"{type(error).__name__}: {error}".splitlines()[0].encode("ascii", "backslashreplace").decode()
    click.echo(f"error: {undone(args)}: internal error ({summary})\nhelp: {REPORT}", err=True)
    return 2


def silence() -> None:
    """Keeps Python from complaining, at its exit, that nobody reads its output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
