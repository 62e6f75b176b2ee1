"""Reviewdog's rdjsonl: the diagnostics of rdjson, one a line."""

from replylint.engine.report import Report
from replylint.reporters.annotation import Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Unit
from replylint.reporters.rdjson import SOURCE, diagnostic
from replylint.reporters.recording import as_json


def render(report: Report, options: Options) -> str:
    """The diagnostics, one a line."""
    found = Annotations(options, Unit.UTF8).of(report)
    return "".join(as_json(diagnostic(a) | {"source": SOURCE}, options) + "\n" for a in found)
