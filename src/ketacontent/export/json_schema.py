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


_OVERLAY: dict[str, Any] = {
    "overlay": {
        "enum": ["fields", "replace"],
        "description": "In an overlay: `fields` changes only what is given here; else all is replaced.",
    },
    "over": {
        "type": "string",
        "pattern": r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$",
        "description": "In an overlay: the version of the record beneath that this was written over.",
    },
}
_FIELD_INSIDE = {
    "description": "With `overlay: fields`: a field inside a field, or `add` or `hide` of a list."
}


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind's files, or of `pack` manifests, with descriptions."""
    if kind == "pack":
        return {"$schema": DIALECT, **Manifest.model_json_schema()}
    schema = COLLECTIONS[kind][1].model_json_schema()
    required = schema.pop("required")
    return {
        "$schema": DIALECT,
        **schema,
        "properties": {**schema["properties"], **_OVERLAY},
        "patternProperties": {r"^[a-z_]+(\.[a-z0-9_-]+)+$": _FIELD_INSIDE},
        "required": ["id"],
        # What a record needs, a file that changes some fields of one may leave out.
        "if": {"properties": {"overlay": {"const": "fields"}}, "required": ["overlay"]},
        "else": {"required": required, "propertyNames": {"pattern": r"^[^.]*$"}},
    }


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
