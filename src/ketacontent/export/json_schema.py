"""Models -> JSON Schema files, which help editors while they write.

Only what is a file of a pack has its schema here; `ketacontent schema` adds those of other layers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ketacontent.catalog.manifest import Manifest
from ketacontent.models.kinds import COLLECTIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind's files, or of `pack` manifests, with descriptions."""
    model = Manifest if kind == "pack" else COLLECTIONS[kind][1]
    schema = model.model_json_schema()
    properties = dict(schema["properties"])
    if kind != "pack":
        properties["overlay"] = {
            "enum": ["fields"],
            "description": "In an overlay: change only the fields given here; else the record is replaced.",
        }
    return {"$schema": DIALECT, **schema, "properties": properties}


def schema_kinds() -> tuple[str, ...]:
    """Return the kinds that have a schema."""
    return (*COLLECTIONS, "pack")


def schema_text(schema: Mapping[str, Any]) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path, schemas: Mapping[str, Mapping[str, Any]]) -> list[Path]:
    """Write one file per schema, named after it; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas.items():
        file = folder / f"{name}.json"
        file.write_text(schema_text(schema), "utf-8")
        written.append(file)
    return written
