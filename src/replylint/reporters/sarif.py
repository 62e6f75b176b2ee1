"""SARIF 2.1.0 (OASIS), as GitHub code scanning takes it.

Findings that do not count are left out: code scanning knows no suppressions and would show them. What was not
checked is a notification, and the run then was no success. Columns count UTF-16 code units.
"""

from collections.abc import Sequence
from typing import Any

from replylint import __version__
from replylint.engine.report import Report
from replylint.packs.model import Rule
from replylint.packs.severity import Severity
from replylint.reporters.annotation import Annotation, Annotations, Place, uri
from replylint.reporters.options import Options
from replylint.reporters.position import Region, Unit
from replylint.reporters.recording import as_json
from replylint.reporters.visible import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 25_000
"""Results of a run: code scanning refuses a file with more."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(report: Report, options: Options) -> str:
    """The run as one JSON document."""
    making = Annotations(options, Unit.UTF16)
    problems = list(making.problems(report))
    found = [annotation for reply in report.replies for annotation in making.reply(reply)]
    kept = found if len(found) <= MOST else sorted(found, key=lambda a: a.urgency)[:MOST]
    rules = rules_of(report.rules, kept)
    places = {rule["id"]: nth for nth, rule in enumerate(rules)}
    told = [notification(problem) for problem in problems]
    if len(kept) < len(found):
        told.append(cut(len(found) - len(kept)))
    run = {
        "tool": {"driver": {"name": "replylint", "semanticVersion": __version__, "rules": rules}},
        "automationDetails": {"id": "replylint/"},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {
                "executionSuccessful": not any(p.severity is Severity.ERROR for p in problems),
                "toolExecutionNotifications": told,
            }
        ],
        "results": [result(annotation, places[annotation.rule]) for annotation in kept],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, options, indent=2) + "\n"


def rules_of(rules: Sequence[Rule], found: Sequence[Annotation]) -> list[dict[str, Any]]:
    """The rules that held; of one that is not known, what its findings say."""
    known = {rule.id: described(rule) for rule in rules if rule.severity is not Severity.OFF}
    for annotation in found:
        if annotation.rule not in known:
            known[annotation.rule] = descriptor(
                annotation.rule, annotation.severity, annotation.message, annotation.text, annotation.text
            )
    return list(known.values())


def described(rule: Rule) -> dict[str, Any]:
    """The descriptor of a rule."""
    why, advice, source = (visible(text) for text in (rule.why, rule.advice, rule.source))
    text = f"{why}\n\n{advice}\n\nSource: {source}"
    made = descriptor(rule.id, rule.severity, visible(rule.message), why, text)
    made["properties"]["tags"] = [rule.group]
    return made


def descriptor(ident: str, severity: Severity, message: str, full: str, text: str) -> dict[str, Any]:
    """A descriptor with what code scanning needs."""
    level = LEVELS.get(severity, "note")
    return {
        "id": ident,
        "shortDescription": {"text": message},
        "fullDescription": {"text": full},
        "help": {"text": text},
        "defaultConfiguration": {"level": level},
        "properties": {"problem.severity": {"note": "recommendation"}.get(level, level)},
    }


def result(annotation: Annotation, nth: int) -> dict[str, Any]:
    """The result of one finding."""
    made: dict[str, Any] = {
        "ruleId": annotation.rule,
        "ruleIndex": nth,
        "level": LEVELS.get(annotation.severity, "note"),
        "message": {"text": annotation.text},
        "locations": [location(annotation)],
        "partialFingerprints": {"replylint/v1": annotation.digest},
    }
    if annotation.others:
        made["relatedLocations"] = [related(place) for place in annotation.others]
    if annotation.fix:
        region, text = annotation.fix
        replacement = {"deletedRegion": extent(region), "insertedContent": {"text": text}}
        change = {"artifactLocation": {"uri": uri(annotation.path)}, "replacements": [replacement]}
        made["fixes"] = [{"artifactChanges": [change]}]
    return made


def location(annotation: Annotation) -> dict[str, Any]:
    """Where an annotation stands."""
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(annotation.path)}}
    if annotation.region:
        place["region"] = extent(annotation.region)
    return {"physicalLocation": place}


def related(place: Place) -> dict[str, Any]:
    """Another template that a result names."""
    where = {"artifactLocation": {"uri": uri(place.path)}, "region": {"startLine": place.line}}
    return {"physicalLocation": where, **({"message": {"text": place.name}} if place.name else {})}


def extent(region: Region) -> dict[str, int]:
    """A region in words of SARIF."""
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def notification(annotation: Annotation) -> dict[str, Any]:
    """What is told of a problem."""
    made: dict[str, Any] = {
        "level": LEVELS.get(annotation.severity, "note"),
        "message": {"text": annotation.text},
    }
    if annotation.path:
        made["locations"] = [location(annotation)]
    return made


def cut(number: int) -> dict[str, Any]:
    """What is told where there are too many results."""
    return {
        "level": "warning",
        "message": {"text": f"{number:,} more findings are left out here, the least severe ones."},
    }
