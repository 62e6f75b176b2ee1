"""Checkstyle's XML: errors by file. Columns count code points."""

from xml.etree.ElementTree import Element

from replylint.engine.report import Report
from replylint.packs.severity import Severity
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.markup import document, element
from replylint.reporters.options import Options
from replylint.reporters.position import Unit

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(report: Report, options: Options) -> str:
    """The document; files without a finding are in it, too."""
    making = Annotations(options, Unit.CODE_POINTS)
    files = {making.path(reply.reply.source.name): list[Annotation]() for reply in report.replies}
    for annotation in making.of(report):
        files.setdefault(annotation.path, []).append(annotation)
    root = element("checkstyle", version="4.3")
    for path, found in files.items():
        file = element("file", name=path)
        file.extend(map(error, found))
        root.append(file)
    return document(root, options)


def error(annotation: Annotation) -> Element:
    """The element of one annotation."""
    at = annotation.region
    return element(
        "error",
        **({"line": at.line, "column": at.column} if at else {}),
        severity=SEVERITIES.get(annotation.severity, "info"),
        message=annotation.text,
        source=f"replylint.{annotation.rule}",
    )
