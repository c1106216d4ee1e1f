"""Records as plain data for others: CSL-JSON, CSV, FHIR, JSON lines, JSON Schema and schema.org.

Nothing here knows pages or channels: `Renderer.compose(record).model_dump_json()` gives a composed page.
Names are imported when they are asked for, since every page in HTML asks for one of these modules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketacontent.export.csl import csl_item, csl_json
    from ketacontent.export.fhir import clinical_use_bundle
    from ketacontent.export.json_schema import schema_of
    from ketacontent.export.lines import record_data, record_lines
    from ketacontent.export.side_effect_table import side_effect_rows, side_effects_csv

_PLACES = {
    "clinical_use_bundle": "fhir",
    "csl_item": "csl",
    "csl_json": "csl",
    "record_data": "lines",
    "record_lines": "lines",
    "schema_of": "json_schema",
    "side_effect_rows": "side_effect_table",
    "side_effects_csv": "side_effect_table",
}

__all__ = [
    "clinical_use_bundle",
    "csl_item",
    "csl_json",
    "record_data",
    "record_lines",
    "schema_of",
    "side_effect_rows",
    "side_effects_csv",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
