"""The schema that editors use for rule files: valid, and in agreement with the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from ketacontent.lint.load import rules_folder

ROOT = Path(__file__).resolve().parents[2]
RULES = Path(str(rules_folder()))
SCHEMA = ROOT / "schema" / "lint-rule.json"
FILES = sorted(file for file in RULES.iterdir() if not file.name.startswith("_"))


def faults(data: Any) -> list[str]:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    return [error.json_path for error in validator.iter_errors(data)]


def test_the_schema_is_valid_in_its_dialect() -> None:
    """That it is fresh is tested with the other schemas, in tests/test_schema.py."""
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text("utf-8")))


def test_every_rule_agrees_with_the_schema_and_points_at_it() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        first = text.partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema="), file.name
        assert (file.parent / first.partition("=")[2]).resolve() == SCHEMA, file.name
        assert faults(yaml.safe_load(text)) == [], file.name


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"severity": "fatal"}, "$.severity"),
        ({"colour": "red"}, "$"),
        ({"id": "Not A Slug"}, "$.id"),
        ({"examples": {"bad": [], "good": []}}, "$.examples.bad"),
    ],
)
def test_a_faulty_rule_is_refused(change: dict[str, object], place: str) -> None:
    data = yaml.safe_load(FILES[0].read_text("utf-8"))
    assert place in faults({**data, **change})
