"""GitLab Code Quality: a JSON list of issues with lines and fingerprints; equal fingerprints would be one."""

from typing import Any

from replylint.engine.report import Report
from replylint.packs.severity import Severity
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Unit
from replylint.reporters.recording import as_json

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major"}
NOT_CHECKED = "not-checked"


def render(report: Report, options: Options) -> str:
    """The issues as one JSON document."""
    found = Annotations(options, Unit.CODE_POINTS).of(report)
    return as_json([issue(annotation) for annotation in found], options, indent=2) + "\n"


def issue(annotation: Annotation) -> dict[str, Any]:
    """The issue of one annotation."""
    at = annotation.region
    lines = {"begin": at.line, "end": at.end_line} if at else {"begin": 1}
    severity = SEVERITIES.get(annotation.severity, "minor")
    return {
        "description": annotation.text,
        "check_name": annotation.rule,
        "fingerprint": annotation.digest,
        "severity": "blocker" if annotation.rule == NOT_CHECKED else severity,
        "location": {"path": annotation.path, "lines": lines},
    }
