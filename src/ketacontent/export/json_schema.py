"""Models -> JSON Schema files, which help editors while they write."""

from __future__ import annotations

import json
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


def write_schemas(folder: Path) -> list[Path]:
    """Write one file per kind; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in schema_kinds():
        file = folder / f"{kind}.json"
        file.write_text(json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n", "utf-8")
        written.append(file)
    return written
