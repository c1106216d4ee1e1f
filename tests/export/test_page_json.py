"""A composed page as JSON agrees with `schema/page.json`, for every record and in several contexts.

The validator of the dialect needs a minute for all pages; it judges a sample. All pages are judged by a
checker that knows only the keywords of this schema, and fails on any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import ketacontent as kc
from ketacontent.pages.overviews import overview_names

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schema" / "page.json").read_text("utf-8"))
PARTS = SCHEMA["$defs"]
CATALOG = kc.load()
CONTEXTS: list[dict[str, Any]] = [
    {"country": "US", "audience": "clinician", "base_url": "https://clinic.example"},
    {"jurisdiction": "GB", "brand": "sample-clinic"},
    {"country": "FR", "audience": "caregiver", "locale": "es"},
]
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
FAULTS: list[dict[str, Any]] = [
    {"title": None},
    {"audience": "robot"},
    {"sections": [{"id": "x"}]},
    {"channel": "html"},
    {"source_ids": [1]},
]


def faults_in(value: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    """Yield what a schema has against a value."""
    for keyword, wanted in schema.items():
        match keyword:
            case "$ref":
                yield from faults_in(value, PARTS[wanted.rpartition("/")[2]], place)
            case "type" if not isinstance(value, TYPES[wanted]):
                yield f"{place} is no {wanted}"
                return
            case "const" | "enum" if value not in ([wanted] if keyword == "const" else wanted):
                yield f"{place} is {value!r}"
            case "pattern" if not re.search(wanted, value):
                yield f"{place} is {value!r}"
            case "anyOf":
                branches = [each for each in wanted if may_be(value, each)]
                if all(any(faults_in(value, each, place)) for each in branches):
                    yield f"{place} fits no branch"
            case "properties":
                for name in value.keys() & wanted.keys():
                    yield from faults_in(value[name], wanted[name], f"{place}.{name}")
                yield from (f"{place}.{name} is unknown" for name in value.keys() - wanted.keys())
            case "required":
                yield from (f"{place}.{name} is missing" for name in set(wanted) - value.keys())
            case "prefixItems":
                if len(value) != len(wanted):
                    yield f"{place} has {len(value)} items"
                for part, each in zip(value, wanted, strict=False):
                    yield from faults_in(part, each, place)
            case "items" if wanted is not False:
                for number, part in enumerate(value):
                    yield from faults_in(part, wanted, f"{place}[{number}]")
            case _:
                assert keyword in KNOWN, f"{keyword} is not known to this checker"


KNOWN = {
    *("type", "const", "enum", "pattern", "items", "minItems", "additionalProperties", "format"),
    *("description", "title", "$schema", "$defs"),
}


def may_be(value: Any, schema: dict[str, Any]) -> bool:
    """Say whether a branch is worth trying: a block says by its kind what it is."""
    properties = PARTS.get(schema.get("$ref", "").rpartition("/")[2], schema).get("properties", {})
    kind = properties.get("kind", {}).get("const")
    return kind is None or (isinstance(value, dict) and value.get("kind") == kind)


BLOCK = PARTS["Section"]["properties"]["blocks"]["items"]
SEEN: set[Any] = set()
"""Blocks that were judged: notices, crisis help and law are the same on hundreds of pages."""


def faults(page: kc.Page) -> list[str]:
    """Return what the schema has against a page: against its blocks, and against what holds them."""
    found = []
    for section in page.sections:
        new = tuple(block for block in section.blocks if block not in SEEN)
        for data in section.model_copy(update={"blocks": new}).model_dump()["blocks"] if new else ():
            found += faults_in(data, BLOCK, f"{page.ref} {section.id}")
        SEEN.update(new)
    hollow = tuple(section.model_copy(update={"blocks": ()}) for section in page.sections)
    frame = page.model_copy(update={"sections": hollow})
    return found + list(faults_in(frame.model_dump(), SCHEMA, page.ref))


def one_of_each_kind() -> list[Any]:
    return [next(iter(CATALOG.collection(kind).values())) for kind in sorted({r.kind for r in CATALOG})]


ALIKE = frozenset({"claim", "source", "regulatory-status"})
"""Kinds with hundreds of records whose pages are made of the same parts: each ninth is judged."""


@pytest.mark.slow
def test_the_pages_of_all_records_agree_with_the_schema() -> None:
    renderer = kc.Renderer(CATALOG)
    records = [r for number, r in enumerate(CATALOG) if r.kind not in ALIKE or number % 9 == 0]
    assert len(records) > 350
    assert [fault for record in records for fault in faults(renderer.compose(record))] == []


@pytest.mark.parametrize("context", CONTEXTS, ids=str)
def test_pages_and_overviews_of_other_contexts_agree_with_the_schema(context: dict[str, Any]) -> None:
    renderer = kc.Renderer(CATALOG, **context)
    pages = [
        renderer.compose(record) for record in [*one_of_each_kind(), *tuple(CATALOG.topics.values())[::6]]
    ]
    names = overview_names(CATALOG, renderer.context.brand)
    pages += [renderer.compose_overview(name) for name in names]
    found = {block.kind for page in pages for section in page.sections for block in section.blocks}
    assert len(found) > 20
    assert [fault for page in pages for fault in faults(page)] == []


def test_the_validator_of_the_dialect_says_the_same() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    renderer = kc.Renderer(CATALOG, **CONTEXTS[0])
    pages = [renderer.compose(record) for record in one_of_each_kind()[::3]]
    pages.append(renderer.compose_overview("law"))
    for page in pages:
        errors = validator.iter_errors(json.loads(page.model_dump_json()))
        assert [f"{page.ref} {error.json_path}: {error.message[:120]}" for error in errors] == []


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_found_by_both(fault: dict[str, Any]) -> None:
    data = json.loads(kc.Renderer(CATALOG).compose(CATALOG.steps["consent"]).model_dump_json())
    assert not any(faults_in(data, SCHEMA, "page"))
    assert any(faults_in({**data, **fault}, SCHEMA, "page"))
    assert not Draft202012Validator(SCHEMA).is_valid({**data, **fault})


@pytest.mark.parametrize("change", [{"kind": "no-such-block"}, {"text": 7}, {"extra": 1}], ids=str)
def test_a_planted_fault_inside_a_block_is_found_by_both(change: dict[str, Any]) -> None:
    data = json.loads(kc.Renderer(CATALOG).compose(CATALOG.steps["consent"]).model_dump_json())
    block = next(b for s in data["sections"] for b in s["blocks"] if b["kind"] == "paragraph")
    block.update(change)
    assert any(faults_in(data, SCHEMA, "page"))
    assert not Draft202012Validator(SCHEMA).is_valid(data)


def test_the_schema_says_what_each_part_is() -> None:
    assert SCHEMA["title"] == "Page"
    assert [name for name, part in PARTS.items() if not part.get("description")] == []
