"""`replylint baseline`: its commands."""

import click

from replylint.cli.lazy import Entry, LazyGroup

TABLE = {
    "create": Entry("replylint.cli.baseline_create", "Accept all findings there are now."),
    "update": Entry("replylint.cli.baseline_update", "Accept new findings, and take out what is gone."),
    "show": Entry("replylint.cli.baseline_show", "Show how many findings of which rules are accepted."),
}


@click.group("baseline", cls=LazyGroup, table=TABLE)
def command() -> None:
    """Accept the findings that there are, so that only new ones count."""
