"""The JSON Schema of config files, for editors.

`python -m replylint.config.schema DIR` writes it; a file names it in its first line:
`# yaml-language-server: $schema=schema/config.schema.json`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from replylint.config.model import SINGLE, Config
from replylint.packs.schema import DIALECT, plain, single_or_list

FILE = "config.schema.json"


def config_schema() -> dict[str, Any]:
    """The schema of `replylint.yaml`, and of the table `tool.replylint` of pyproject.toml."""
    schema = plain(Config.model_json_schema(by_alias=True))
    for name, keys in SINGLE.items():
        properties = (schema if name == Config.__name__ else schema["$defs"][name])["properties"]
        for key in keys:
            properties[key] = single_or_list(properties[key])
    return {"$schema": DIALECT, **schema, "title": "Settings of Replylint"}


def text() -> str:
    """The schema as it is written to the file."""
    return json.dumps(config_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (Path(sys.argv[1] if len(sys.argv) > 1 else "schema") / FILE).write_text(text(), encoding="utf-8")
