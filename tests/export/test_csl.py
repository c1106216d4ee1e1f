"""CSL-JSON: valid in its own schema, nothing lost on the way, and read by a citation processor."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft7Validator

import ketacontent as kc
from ketacontent.export import csl_item, csl_json
from ketacontent.models import Source
from ketacontent.models.vocabulary import CslType

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((Path(__file__).parent / "csl-data.json").read_text("utf-8"))
SOURCES = tuple(kc.load().sources.values())
SAME_NAME = ("id", "type", "title", "publisher", "volume", "issue", "page", "number")
EVERYTHING = Source.model_validate(
    {
        "id": "whole",
        "title": "A source with every field",
        "type": "report",
        "authors": [{"family": "Exämple", "given": "Ann B."}, {"literal": "Sample Regulator"}],
        "authors_truncated": True,
        "container_title": "Reports",
        "publisher": "House",
        "issued": "2024-05-06",
        "volume": "1",
        "issue": "2",
        "page": "3-4",
        "number": "5",
        "doi": "10.1234/abc",
        "pmid": "123",
        "pmcid": "PMC9",
        "url": "https://house.example.org/report",
        "accessed": "2025-01",
        "checked": "page-checked",
        "seen_at": ["https://elsewhere.example.org/"],
        "is_retracted": True,
        "note": "for editors",
    }
)


def date_of(value: Any) -> str | None:
    """Return a CSL date as our partial date."""
    if value is None:
        return None
    ((year, *rest),) = value["date-parts"]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def source_of(item: dict[str, Any]) -> Source:
    """Read an item of CSL-JSON back."""
    custom = item["custom"]
    fields = {
        **{name: item[name] for name in SAME_NAME if name in item},
        "authors": item.get("author", []),
        "authors_truncated": custom.get("authors-truncated", False),
        "container_title": item.get("container-title"),
        "issued": date_of(item.get("issued")),
        "accessed": date_of(item.get("accessed")),
        "doi": item.get("DOI"),
        "pmid": item.get("PMID"),
        "pmcid": item.get("PMCID"),
        "url": item.get("URL"),
        "is_retracted": item.get("status") == "retracted",
        "checked": custom["checked"],
    }
    return Source.model_validate(fields)


def test_every_source_is_valid_csl_json() -> None:
    assert len(SOURCES) > 200
    errors = Draft7Validator(SCHEMA).iter_errors(csl_json([*SOURCES, EVERYTHING]))
    assert [f"{error.json_path}: {error.message[:100]}" for error in errors] == []


@pytest.mark.parametrize(
    "fault", [{"type": "blog"}, {"issued": "2024"}, {"author": [{"name": "A"}]}, {"colour": "red"}]
)
def test_a_planted_fault_is_not_valid_csl_json(fault: dict[str, Any]) -> None:
    assert not Draft7Validator(SCHEMA).is_valid([csl_item(EVERYTHING) | fault])


def test_every_type_of_source_is_one_of_csl() -> None:
    assert set(get_args(CslType)) <= set(SCHEMA["items"]["properties"]["type"]["enum"])


def test_nothing_but_what_editors_keep_for_themselves_is_lost_on_the_way() -> None:
    for source in (*SOURCES, EVERYTHING):
        kept = {"locale", "version", "changes", "former_ids", "seen_at", "note"}
        assert source_of(csl_item(source)).model_dump(exclude=kept) == source.model_dump(exclude=kept)


def test_notes_of_editors_are_not_exported() -> None:
    assert "for editors" not in json.dumps(csl_item(EVERYTHING))
    assert "elsewhere" not in json.dumps(csl_item(EVERYTHING))


@pytest.mark.npm
def test_a_citation_processor_prints_them() -> None:
    """By citeproc-js, as Zotero and others do."""
    if shutil.which("node") is None or not (ROOT / "node_modules" / "citeproc").is_dir():
        pytest.skip("no node_modules/citeproc: run npm ci --ignore-scripts")
    chosen = [*SOURCES[::12], EVERYTHING]
    formatter = ["node", str(ROOT / "scripts" / "compare_citations.mjs")]
    done = subprocess.run(
        formatter, input=json.dumps(csl_json(chosen)), capture_output=True, text=True, check=True
    )
    lines = json.loads(done.stdout)
    for source, printed in zip(chosen, lines, strict=True):
        line = printed.replace("’", "'")
        assert source.authors == () or (source.authors[0].family or source.authors[0].literal) in line
        assert source.title.split(":")[0].rstrip(".?!")[:30].casefold() in line.casefold()
        assert source.doi is None or source.doi in line
        assert source.issued is None or source.issued[:4] in line
