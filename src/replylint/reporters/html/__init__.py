"""One page for people: it needs no network, and opens on the state of the library."""

from replylint.reporters.html.document import render

__all__ = ["render"]
