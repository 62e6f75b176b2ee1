"""YAML as parser events, and what is wrong with its syntax."""

import re
from collections.abc import Iterator

import yaml
from yaml.events import Event

from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HINTS = {
    "mapping values are not allowed": "text with `: ` in it must be quoted; otherwise check the indentation",
    "cannot start any token": "quote text that begins with @, % or a backtick; indent with spaces, no tabs",
    "block end": "check the indentation, and that nothing follows a closing quotation mark",
    "block mapping": "check the indentation, and that nothing follows a closing quotation mark",
    "expected key": "check the indentation, and that nothing follows a closing quotation mark",
    "end of stream": "a quotation mark or bracket is not closed",
    "expected ',' or": "a bracket is not closed, or a comma is missing",
    "expected ':'": "a colon is missing after the key, or the line is not indented enough",
    "nesting depth": "make it flatter",
    "node content": "a value is missing, or a bracket is not closed",
    "document start": "check the indentation, and that nothing follows a closing quotation mark",
    "escape": "in double quotes a backslash is written twice; single quotes need no escapes",
}


def yaml_events(source: Source, window: Span) -> Iterator[Event]:
    """The events of the YAML in a stretch of a source; their marks count from its start.

    Raises ProblemsError with one problem where the YAML is not valid.
    """
    text = window.of(source.text)
    if bad := UNPRINTABLE.search(text):
        at = bad.start() + window.start
        raise _stop(
            source,
            f"not valid YAML: the character U+{ord(bad[0]):04X} cannot be shown",
            Span(at, at + 1),
            "delete it, or write it as an escape in double quotes",
        )
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, source, window) from None
    except yaml.YAMLError as error:
        raise _stop(source, f"not valid YAML: {error}", Span(window.start, window.start)) from None


def _syntax(error: yaml.MarkedYAMLError, source: Source, window: Span) -> ProblemsError:
    mark = error.problem_mark or error.context_mark
    at = min((mark.index if mark else 0) + window.start, window.end)
    what = str(error.problem or error.context or "cannot be read")
    said = f"{what} {error.context or ''}"
    hint = next((hint for part, hint in HINTS.items() if part in said), "")
    return _stop(source, f"not valid YAML: {what}", Span(at, min(at + 1, window.end)), hint)


def _stop(source: Source, message: str, span: Span, hint: str = "") -> ProblemsError:
    return ProblemsError([Problem(message, source=source, span=span, hint=hint)])
