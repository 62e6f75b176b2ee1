"""The JSON Schema of pack files, for editors.

`python -m replylint.packs.schema DIR` writes it; a file names it in its first line:
`# yaml-language-server: $schema=schema/pack.schema.json`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from replylint.packs.compare import COMPARISONS
from replylint.packs.model import Manifest, PackFile
from replylint.packs.parts import WholeFile
from replylint.packs.patterns import KINDS
from replylint.packs.references import SCOPES

FILE = "pack.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ONE_OF = {
    "PatternNode": KINDS,
    "Rule": ("match", "require", "compare"),
    "Compare": COMPARISONS,
    "Example": ("bad", "good", "missed", "alarm"),
    "Fix": ("words", "do"),
}
SINGLE = {
    "PatternNode": ("phrase", "regex", "scope"),
    "Rule": ("scope", "turns", "covers", "fix"),
    "Clause": (
        "subject", "verb", "not_verb", "object", "modality", "modal", "mood", "time", "with", "without",
    ),
    "Alike": ("differ",),
    "Fact": ("said", "besides", "apart", "regions"),
    "Way": ("phrase", "regex"),
    "Placeholders": ("known",),
}  # fmt: skip
"""Where a single value may stand for a list of one."""


def pack_schema() -> dict[str, Any]:
    """The schema of every file of a pack: a manifest, words, patterns and rules, or all in one."""
    schema = plain(WholeFile.model_json_schema(by_alias=True))
    definitions = schema["$defs"]
    for name in ("PatternNode", "Rule"):
        definitions[name]["properties"]["scope"]["items"] = {"enum": list(SCOPES), "type": "string"}
    for name, keys in SINGLE.items():
        for key in keys:
            properties = definitions[name]["properties"]
            properties[key] = single_or_list(properties[key])
    for name, keys in ONE_OF.items():
        definitions[name]["oneOf"] = [{"required": [key]} for key in keys]
    definitions["Mix"]["properties"]["ways"]["additionalProperties"] = {
        "anyOf": [{"$ref": "#/$defs/Way"}, {"type": "string"}, {"type": "array", "items": {"type": "string"}}]
    }
    properties = schema["properties"]
    properties["extends"] = single_or_list(properties["extends"])
    definitions["Override"] = {
        "description": definitions["Override"].pop("description"),
        "anyOf": [{"$ref": "#/$defs/Severity"}, definitions["Override"]],
    }
    heads = [key for key in Manifest.model_fields if key not in PackFile.model_fields and key != "name"]
    schema.pop("required", None)
    schema["dependentRequired"] = {key: ["name"] for key in heads}
    return {
        "$schema": DIALECT,
        **schema,
        "title": "A file of a Replylint pack",
        "description": "A manifest (pack.yaml), or words, patterns and rules, or all of it in one file.",
    }


def single_or_list(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a list, so that one item may stand alone."""
    outer: dict[str, Any] = {key: schema[key] for key in ("description", "default") if key in schema}
    inner = {key: value for key, value in schema.items() if key not in outer}
    return {**outer, "anyOf": [inner["items"], inner]}


def plain(value: Any) -> Any:  # noqa: ANN401
    """Without titles and nulls, which say nothing in an editor."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: {name: plain(inner) for name, inner in item.items()}
        if key in ("properties", "$defs")
        else plain(item)
        for key, item in value.items()
        if not (key == "title" and isinstance(item, str)) and not (key == "default" and item is None)
    }
    arms = [arm for arm in kept.get("anyOf", []) if arm != {"type": "null"}]
    if len(arms) == 1:
        del kept["anyOf"]
        return {**arms[0], **kept}
    return {**kept, "anyOf": arms} if arms else kept


def text() -> str:
    """The schema as it is written to the file."""
    return json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (Path(sys.argv[1] if len(sys.argv) > 1 else "schema") / FILE).write_text(text(), encoding="utf-8")
