"""`schema/` is fresh, valid, and agrees with what the loader accepts: an editor must not mark good files.

In a pack every scalar is read as a string and converted by the model, so the schemas are tried with a
validator that takes "3" for a number and "true" for a boolean. Ids, references and fields against each other
are the catalog's work; a schema cannot see them.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from ketacontent.catalog.read import read_document
from ketacontent.cli.schema import schema_makers
from ketacontent.export.json_schema import schema_kinds, schema_of, schema_text
from ketacontent.models.kinds import COLLECTIONS

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "schema"
DATA = ROOT / "src" / "ketacontent" / "data"
PACKS = (DATA, ROOT / "tests" / "packs" / "minimal", ROOT / "examples" / "overlay")
COMMAND = ".venv/bin/ketacontent schema --out schema"


def is_number(_: object, value: object) -> bool:
    try:
        return isinstance(value, str) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def is_integer(_: object, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?\d+", value) is not None


def is_boolean(_: object, value: object) -> bool:
    return value in ("true", "false")


def minimum(_: Any, bound: float, value: object, __: Any) -> Any:
    if is_number(None, value) and Decimal(str(value)) < Decimal(str(bound)):
        yield jsonschema.ValidationError(f"{value} is less than {bound}")


def maximum(_: Any, bound: float, value: object, __: Any) -> Any:
    if is_number(None, value) and Decimal(str(value)) > Decimal(str(bound)):
        yield jsonschema.ValidationError(f"{value} is more than {bound}")


def exclusive_minimum(_: Any, bound: float, value: object, __: Any) -> Any:
    if is_number(None, value) and Decimal(str(value)) <= Decimal(str(bound)):
        yield jsonschema.ValidationError(f"{value} is not more than {bound}")


StringValidator: Any = jsonschema.validators.extend(
    Draft202012Validator,
    {"minimum": minimum, "maximum": maximum, "exclusiveMinimum": exclusive_minimum},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": is_number, "integer": is_integer, "boolean": is_boolean}
    ),
)
"""The validator of the 2020-12 dialect, for values that are all strings."""


@cache
def validator(kind: str) -> Any:
    return StringValidator(json.loads((SCHEMA / f"{kind}.json").read_text("utf-8")))


def faults(kind: str, data: object) -> list[str]:
    """Return what a kind's schema has against a file's fields."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(kind).iter_errors(data)]


def kind_of(file: Path) -> str:
    return "pack" if file.name == "pack.yaml" else file.parent.name


def files_of(pack: Path) -> list[Path]:
    return sorted(file for file in pack.rglob("*.yaml") if kind_of(file) in schema_kinds())


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_the_schema_folder_is_fresh() -> None:
    written = {f"{name}.json": schema_text(make()) for name, make in schema_makers().items()}
    there = {file.name: file.read_text("utf-8") for file in SCHEMA.iterdir()}
    stale = sorted(name for name in written.keys() | there.keys() if written.get(name) != there.get(name))
    assert stale == [], f"write them again: {COMMAND}"


def test_numbers_are_good_where_words_are_due_as_they_are_for_us() -> None:
    """An editor reads `volume: 12` as a number; we read it as it is written."""
    file = DATA / "source" / "acevedodiaz2020.yaml"
    data = read_document(name_of(file), file.read_bytes()).data
    schema = Draft202012Validator(schema_of("source"))
    given = {**data, "issued": 2020, "volume": 263, "pmid": 31791676, "page": 568.5}
    assert [error.message for error in schema.iter_errors(given)] == []
    assert {error.json_path for error in schema.iter_errors({**given, "type": 7})} == {"$.type"}


def test_patterns_are_read_alike_by_editors() -> None:
    """They read patterns as JavaScript does, in which only signs of the language may be escaped."""
    patterns = [found for kind in schema_kinds() for found in patterns_of(schema_of(kind))]
    assert len(patterns) > 100
    assert {p for p in patterns if re.search(r"\\[^dDsSwWbB.+*?^$|()\[\]{}\\/-]", p)} == set()
    assert {p for p in patterns if re.search(r"\(\?[a-zA-Z<P]", p)} == set()


def patterns_of(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [found for part in schema for found in patterns_of(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    return own + [found for part in schema.values() for found in patterns_of(part)]


def test_what_an_editor_shows_over_a_word_is_what_readers_see() -> None:
    band = schema_makers()["side-effect"]()["properties"]["band"]
    shown = dict(zip(band["enum"], band["enumDescriptions"], strict=True))
    assert shown["common"] == "Common: 1 to under 10 in 100 people"
    use = schema_makers()["regulatory-status"]()["properties"]["use"]
    assert dict(zip(use["enum"], use["enumDescriptions"], strict=True))["anesthesia"] == "Anesthesia"


def test_examples_of_values_are_values_that_the_schema_takes() -> None:
    found = 0
    for kind in schema_kinds():
        for part in parts_of(schema_of(kind)):
            for example in part.get("examples", []):
                found += 1
                assert Draft202012Validator(part).is_valid(example), (kind, example)
    assert found > 100


def parts_of(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for part in schema for found in parts_of(part)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(found for part in schema.values() for found in parts_of(part))]


def test_every_kind_and_the_manifest_have_a_schema() -> None:
    assert {*COLLECTIONS, "pack", "lint-rule"} <= {file.stem for file in SCHEMA.iterdir()}


@pytest.mark.parametrize("kind", schema_kinds())
def test_a_schema_is_valid_in_its_dialect(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("kind", schema_kinds())
def test_a_schema_refuses_unknown_fields_and_describes_its_own(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["additionalProperties"] is False
    assert any("'no_such_field'" in error for error in faults(kind, {"no_such_field": "x"}))
    described = [name for name, field in schema["properties"].items() if field.get("description")]
    assert len(described) >= 3
    assert schema.get("description")


def test_a_schema_that_is_not_one_is_found() -> None:
    with pytest.raises(jsonschema.SchemaError):
        Draft202012Validator.check_schema({"type": "no-such-type"})


@pytest.mark.parametrize("pack", PACKS, ids=name_of)
def test_the_files_of_a_pack_agree_with_the_schemas(pack: Path) -> None:
    found = []
    for file in files_of(pack):
        data = read_document(name_of(file), file.read_bytes()).data
        found += [f"{name_of(file)} {fault}" for fault in faults(kind_of(file), data)]
    assert len(files_of(pack)) > 5
    assert found == []


def test_a_file_that_changes_fields_may_leave_out_the_others_and_name_fields_inside_fields() -> None:
    file = ROOT / "examples" / "overlay" / "step" / "session.yaml"
    data = read_document(name_of(file), file.read_bytes()).data
    assert data["overlay"] == "fields"
    inside = {"duration.note": "About an hour.", "questions.add": ["Who is there?"]}
    assert faults("step", {**data, **inside}) == []
    assert faults("step", {**data, "who": "nobody"}) != []
    assert faults("step", {**data, "over": "the last one"}) != []
    whole = {name: value for name, value in data.items() if name != "overlay"}
    assert any("is a required property" in fault for fault in faults("step", whole))
    file = ROOT / "tests" / "packs" / "minimal" / "step" / "arrival.yaml"
    record = read_document(file.name, file.read_bytes()).data
    assert faults("step", record) == []
    assert faults("step", {**record, **inside}) != []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"administration": ["by-magic"]}, "$.administration[0]"),
        ({"onset": {"range": {"min": "1", "max": "2", "unit": "moons"}}}, "$.onset.range"),
        ({"monitoring": []}, "$.monitoring"),
        ({"review": {}}, "$.review"),
        ({"id": "Not A Slug"}, "$.id"),
        ({"colour": "red"}, "$"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_planted_fault_is_found_by_the_schema(change: dict[str, object], fault: str) -> None:
    file = ROOT / "tests" / "packs" / "minimal" / "route" / "nasal.yaml"
    data = read_document(file.name, file.read_bytes()).data
    assert faults("route", data) == []
    assert [place.partition(":")[0] for place in faults("route", {**data, **change})] == [fault]


EXAMPLES = [
    manifest.parent
    for manifest in sorted((ROOT / "examples").rglob("pack.yaml"))
    if "translates: true" not in manifest.read_text("utf-8")  # its files hold words only
]


@pytest.mark.parametrize("root", [DATA, *EXAMPLES], ids=name_of)
def test_the_first_line_of_a_file_points_at_its_schema(root: Path) -> None:
    found = []
    for file in files_of(root):
        first = file.read_text("utf-8").partition("\n")[0]
        link = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        wanted = SCHEMA / f"{kind_of(file)}.json"
        if link is None or (file.parent / link[1]).resolve() != wanted:
            relative = "/".join([".."] * len(file.parent.relative_to(ROOT).parts) + ["schema", wanted.name])
            found.append(f"{name_of(file)}: begin with `# yaml-language-server: $schema={relative}`")
    assert found == []
