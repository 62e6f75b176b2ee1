"""`replylint rules`: its commands."""

import click

from replylint.cli.lazy import Entry, LazyGroup

TABLE = {
    "list": Entry("replylint.cli.rules_list", "List the rules that hold (also without a command)."),
    "show": Entry("replylint.cli.rules_show", "Show the page of a rule: what, why, examples."),
    "test": Entry("replylint.cli.rules_test", "Run the examples of the rules."),
    "try": Entry("replylint.cli.rules_try", "Try a pattern on a text."),
}


@click.group("rules", cls=LazyGroup, table=TABLE, bare="list")
def command() -> None:
    """List, show, test and try the rules."""
