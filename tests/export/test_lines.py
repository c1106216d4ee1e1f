"""Records as lines of JSON: what is written can be read back into the same record."""

from __future__ import annotations

import json
from pathlib import Path

import ketacontent as kc
from ketacontent import export
from ketacontent.export import record_data, record_lines
from ketacontent.models.kinds import COLLECTIONS

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"


def test_a_line_reads_back_into_its_record() -> None:
    records = [*kc.load(packs=[MINIMAL], bundled=False), *tuple(kc.load())[::20]]
    lines = list(record_lines(records))
    assert {record.kind for record in records} == set(COLLECTIONS)
    for record, line in zip(records, lines, strict=True):
        assert line.count("\n") == 1
        assert line.endswith("\n")
        data = json.loads(line)
        assert data.pop("kind") == record.kind
        assert COLLECTIONS[record.kind][1].model_validate(data) == record


def test_fields_that_were_not_given_are_left_out() -> None:
    data = record_data(kc.load().glossary_terms["contraindication"])
    assert next(iter(data)) == "kind"
    assert "former_ids" not in data


def test_every_public_name_can_be_imported_and_no_other() -> None:
    for name in export.__all__:
        assert getattr(export, name).__doc__
    assert not hasattr(export, "no_such_name")
