"""The JSON Schema of the JSON report, made from its records."""

from typing import Any

from pydantic import TypeAdapter

from replylint.reporters.records import ReplyRecord, ReportRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """The schema of `--format json`, which stands in `schema/report.schema.json`."""
    return _schema(ReportRecord, "Replylint report")


def reply_schema() -> dict[str, Any]:
    """The schema of one line of `--format jsonl`."""
    return _schema(ReplyRecord, "Replylint reply")


def _schema(record: type, title: str) -> dict[str, Any]:
    schema: dict[str, Any] = TypeAdapter(record).json_schema(mode="serialization")
    closed = _closed(schema)
    return {"$schema": DIALECT, **closed, "title": title}


def _closed(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """The schema with no other keys allowed in objects."""
    if isinstance(node, list):
        return [_closed(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(inner) for key, inner in node.items()}
    return {**closed, "additionalProperties": False} if node.get("type") == "object" else closed
