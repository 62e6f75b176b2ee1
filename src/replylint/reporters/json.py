"""One JSON document for a run; `schema/report.schema.json` describes it."""

from replylint.engine.report import Report
from replylint.reporters.options import Options
from replylint.reporters.recording import dumps, report_record


def render(report: Report, options: Options) -> str:
    """The report as one JSON document."""
    return dumps(report_record(report, options), options, indent=2) + "\n"
