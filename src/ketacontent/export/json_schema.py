"""Models -> JSON Schema files, which help editors while they write.

Only what is a file of a pack has its schema here; `ketacontent schema` adds those of other layers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ketacontent._files import write_whole
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
_EXAMPLES = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": ["small-letters-and-hyphens"],
    r"^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$": ["side-effect/dissociation"],
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$": ["1.2.0"],
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$": ["2019", "2019-12", "2019-12-18"],
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$": ["en-US", "es"],
    r"^[A-Z]{2}$": ["US", "GB"],
    r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$": ["#005eb8"],
    r"^10\.\d{4,9}/\S+$": ["10.1016/j.jad.2019.11.028"],
    r"^\d{1,9}$": ["35110300"],
    r"^PMC\d+$": ["PMC10594164"],
    r"^\+?[0-9]{2,15}$": ["988", "116123"],
}
"""What an editor offers for a form of value: the form is hard to read off its pattern."""
_FIELD_INSIDE = {
    "description": "With `overlay: fields`: a field inside a field, or `add` or `hide` of a list."
}


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind's files, or of `pack` manifests, with descriptions."""
    if kind == "pack":
        return {"$schema": DIALECT, **as_editors_read(Manifest.model_json_schema())}
    schema = as_editors_read(COLLECTIONS[kind][1].model_json_schema())
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


def as_editors_read(schema: Any) -> Any:
    """Return a schema for files whose values an editor has already taken for numbers.

    We read every value as it is written, so that `volume: 12` and `since: 2019` are good where words are due;
    an editor sees numbers. Editors also read patterns as JavaScript does, which knows no escaped quotes.
    """
    if isinstance(schema, list):
        return [as_editors_read(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {name: as_editors_read(part) for name, part in schema.items()}
    if changed.get("type") != "string" or changed.keys() & {"enum", "const", "format"}:
        return changed
    changed["type"] = ["string", "number"]
    if isinstance(changed.get("pattern"), str):
        changed["pattern"] = changed["pattern"].replace('\\"', '"')
        if changed["pattern"] in _EXAMPLES and "examples" not in changed:
            changed["examples"] = _EXAMPLES[changed["pattern"]]
    return changed


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
        write_whole(file, schema_text(schema))
        written.append(file)
    return written
