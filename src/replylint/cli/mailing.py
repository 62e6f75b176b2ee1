"""What the mail commands share: their options, their exit codes, and how they tell what went wrong."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import click
from click.exceptions import Exit

from replylint.cli.inputs import options
from replylint.mail.codes import Code

JUDGED = frozenset({"rules", "profile", "select", "ignore", "engine", "model", "no_cache"})
"""The options of `check` that say how is judged."""

OWN = (
    click.option("--config", metavar="FILE", help="This config instead of your own one."),
    click.option("--no-config", is_flag=True, help="No config at all."),
    click.option("--block-on", type=click.Choice(["error", "warning"]),
                 help="Hold back from this severity on. [default: error]"),
    click.option("--confirm", type=click.Choice(["resend", "off"]),
                 help="resend: what was held back goes when it is sent again unchanged."),
    click.option("--minutes", type=click.IntRange(1, 1440), metavar="N",
                 help="... within so many minutes. [default: 10]"),
    click.option("--fail-open", is_flag=True, default=None, help="Send what cannot be checked."),
    click.option("--encrypted", type=click.Choice(["pass", "block"]),
                 help="Encrypted messages. [default: pass]"),
    click.option("--without-text", type=click.Choice(["pass", "block"]),
                 help="Messages without text. [default: pass]"),
    click.option("--timeout", type=click.IntRange(1, 3600), metavar="SECONDS",
                 help="Time for a check. [default: 30]"),
    click.option("--memory", type=click.IntRange(256), metavar="MB",
                 help="Memory for a check. [default: 2048]"),
)  # fmt: skip

off = click.option("--off", is_flag=True, help="Do not check at all, as with REPLYLINT=off.")

EPILOG = (
    "Exit codes: that of the program that sends. Where nothing was sent: 64 wrong usage; 65 held back; "
    "69 there is no such program; 75 it could not be checked; 78 config or rules do not load."
)


def mailing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command; they arrive under their names."""
    for option in reversed(OWN):
        function = option(function)
    return function


def judging() -> list[click.Parameter]:
    """The options that say how is judged."""
    return options(JUDGED)


class MailCommand(click.Command):
    """A command whose exit codes are those that mail programs understand."""

    undone = "nothing was sent"

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - click's own
        """Reads the command line; exits 64 where it is wrong."""
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            stop(Code.USAGE, f"{self.undone}: {error.format_message()}", self.hint(error))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Does the work; exits 78 for a config that does not load, and 75 for any failure of its own."""
        from replylint.text.problem import ProblemsError  # noqa: PLC0415 - so that a call without text is light

        if sys.platform == "win32":
            hint = "`replylint check --mail` works here."
            stop(Code.NO_PROGRAM, f"{self.undone}: this works on Unix only", hint)
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            stop(Code.USAGE, f"{self.undone}: {error.format_message()}", self.hint(error))
        except ProblemsError as error:
            from replylint.cli.telling import tell  # noqa: PLC0415 - rich is slow to import

            tell(error, self.undone)
            raise Exit(Code.CONFIG) from None
        except (Exit, click.Abort):
            raise
        except Exception as error:
            hint = "This is a fault of replylint, not of your message. REPLYLINT=off sends it."
            stop(Code.UNCHECKED, f"{self.undone}: internal error ({type(error).__name__})", hint)

    def hint(self, error: click.UsageError) -> str:
        """What to do about a wrong command line."""
        path = error.ctx.command_path if error.ctx else "replylint"
        return f"`{path} --help` lists what there is."


def say(text: str) -> None:
    """Writes plain text to standard error, as far as there is one."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.buffer.write(text.encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()


def stop(code: Code, message: str, hint: str = "") -> NoReturn:
    """Tells why nothing was sent, and exits."""
    say(f"replylint: {message}\n" + (f"{hint}\n" if hint else ""))
    raise Exit(code)
