"""Reviewdog's rdjson: one document. Columns count bytes of UTF-8; fixes are suggestions."""

from typing import Any

from replylint.engine.report import Report
from replylint.packs.severity import Severity
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Region, Unit
from replylint.reporters.recording import as_json

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING"}
SOURCE = {"name": "replylint"}


def render(report: Report, options: Options) -> str:
    """The diagnostics as one JSON document."""
    found = Annotations(options, Unit.UTF8).of(report)
    return as_json({"source": SOURCE, "diagnostics": list(map(diagnostic, found))}, options, indent=2) + "\n"


def diagnostic(annotation: Annotation) -> dict[str, Any]:
    """The diagnostic of one annotation."""
    location: dict[str, Any] = {"path": annotation.path}
    if annotation.region:
        location["range"] = span(annotation.region)
    told: dict[str, Any] = {
        "message": annotation.text,
        "location": location,
        "severity": SEVERITIES.get(annotation.severity, "INFO"),
        "code": {"value": annotation.rule},
    }
    if annotation.fix:
        region, text = annotation.fix
        told["suggestions"] = [{"range": span(region), "text": text}]
    return told


def span(region: Region) -> dict[str, Any]:
    """A region as a range, its end excluded."""
    return {
        "start": {"line": region.line, "column": region.column},
        "end": {"line": region.end_line, "column": region.end_column},
    }
