"""Azure Pipelines: `task.logissue` commands. There are errors and warnings only; suggestions are warnings."""

from replylint.engine.report import Report
from replylint.packs.severity import Severity
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Unit

DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"})


def render(report: Report, options: Options) -> str:
    """A command for each annotation, the worst first."""
    found = sorted(Annotations(options, Unit.UTF16).of(report), key=lambda a: a.urgency)
    return "".join(command(annotation) + "\n" for annotation in found)


def command(annotation: Annotation) -> str:
    """The command of one annotation."""
    properties = {"type": "error" if annotation.severity is Severity.ERROR else "warning"}
    if annotation.path:
        properties["sourcepath"] = annotation.path
    if annotation.region:
        properties["linenumber"] = str(annotation.region.line)
        properties["columnnumber"] = str(annotation.region.column)
    properties["code"] = annotation.rule
    listed = "".join(f"{key}={value.translate(PROPERTY)};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{annotation.text.translate(DATA)}"
