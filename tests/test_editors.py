"""What an editor or a hook says about a file: check-jsonschema, with the schemas in `schema/`.

It reads YAML as editors do, so that a file that is good for us and marked there is found here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ketacontent.export.json_schema import schema_kinds

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "schema"
DATA = ROOT / "src" / "ketacontent" / "data"


def files_of(kind: str) -> list[Path]:
    """Return files of a kind: one of middling length, and the shortest."""
    if kind == "pack":
        return [DATA / "pack.yaml", ROOT / "examples" / "overlay" / "pack.yaml"]
    files = sorted((DATA / kind).glob("*.yaml"), key=lambda file: file.stat().st_size)
    return list(dict.fromkeys([files[len(files) // 2], files[0]]))


def check(kind: str, *files: Path) -> tuple[int, str]:
    """Run the tool, and return how it ended and what it said."""
    tool = pytest.importorskip(
        "check_jsonschema", reason="check-jsonschema is not installed (make frameworks)"
    )
    from click.testing import CliRunner

    schema = str(SCHEMA / f"{kind}.json")
    done = CliRunner().invoke(tool.main, ["--schemafile", schema, *map(str, files)])
    return done.exit_code, done.output


@pytest.mark.parametrize("kind", schema_kinds())
def test_good_files_are_good_and_a_planted_fault_is_named(kind: str, tmp_path: Path) -> None:
    files = files_of(kind)
    text = files[0].read_text("utf-8")
    unknown, wrong = tmp_path / "unknown.yaml", tmp_path / "wrong.yaml"
    unknown.write_text(f"{text}\ncolour: red\n", "utf-8")
    wrong.write_text(re.sub(r"^(id: .*)", "id: Not A Slug", text, count=1, flags=re.M), "utf-8")
    code, said = check(kind, *files, unknown, wrong)
    assert code == 1
    assert [file.name for file in files if str(file) in said] == []
    assert "'colour'" in said
    assert "wrong.yaml::$.id: 'Not A Slug'" in said


def test_rules_of_the_linter_are_good_and_a_planted_fault_is_named(tmp_path: Path) -> None:
    rules = sorted((ROOT / "src" / "ketacontent" / "lint" / "rules").glob("[a-z]*.yaml"))[::10]
    assert check("lint-rule", *rules)[0] == 0
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(rules[0].read_text("utf-8").replace("severity: ", "severity: very-"), "utf-8")
    code, said = check("lint-rule", wrong)
    assert code == 1
    assert "$.severity" in said


def test_an_overlay_that_changes_fields_is_good() -> None:
    assert check("step", ROOT / "examples" / "overlay" / "step" / "session.yaml")[0] == 0
