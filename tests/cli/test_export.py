"""`ketacontent export`: what it prints and writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent.cli import export as command
from ketacontent.errors import ContentError, UnknownId, UsageError
from kit.command import app

PACKS = Path(__file__).resolve().parents[1] / "packs"
PACK = ("--pack", str(PACKS / "minimal"), "--no-bundled")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["export", *words])


def printed(*words: str) -> str:
    result = run(*words, *PACK)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode("utf-8")


def error_of(*words: str) -> BaseException | None:
    result = run(*words)
    assert result.exit_code != 0
    assert result.stdout_bytes == b""
    return result.exception


def test_csl_json_holds_all_sources_or_those_of_a_page_in_its_order() -> None:
    assert [item["id"] for item in json.loads(printed("csl-json"))] == ["label-two", "trial-one"]
    assert [item["id"] for item in json.loads(printed("csl-json", "side-effect/dizziness"))][:1] == [
        "trial-one"
    ]
    named = printed("csl-json", "source/label-two", "source/label-two")
    assert [item["id"] for item in json.loads(named)] == ["label-two"]


def test_the_csv_has_its_own_line_ends_and_a_mark_when_asked() -> None:
    plain, marked = printed("side-effects-csv"), printed("side-effects-csv", "--bom")
    assert marked == "\ufeff" + plain
    assert plain.count("\r\n") == plain.count("\n") == 3
    rows = list(csv.DictReader(io.StringIO(plain, newline="")))
    assert [(row["events"], row["total"], row["setting"]) for row in rows] == [
        ("17", "43", "treatment"),
        ("", "", "misuse"),
    ]


def test_one_page_is_a_document_and_several_are_lines() -> None:
    one = printed("page", "step/arrival")
    assert json.loads(one)["id"] == "arrival"
    assert one.startswith("{\n")
    lines = printed("page", "step", "overview/law").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["arrival", "leaving", "law"]
    everything = [json.loads(line) for line in printed("page").splitlines()]
    assert len(everything) > 10
    assert {page["kind"] for page in everything} >= {"topic", "side-effect", "newsletter"}
    assert "source" not in {page["kind"] for page in everything}


def test_a_page_is_for_the_reader_that_options_name() -> None:
    page = json.loads(printed("page", "step/arrival", "--country", "US", "--audience", "clinician"))
    assert (page["country"], page["jurisdiction"], page["audience"]) == ("US", "US", "clinician")
    assert json.loads(printed("page", "step/arrival", "--locale", "es"))["locale"] == "es"
    linked = printed("page", "topic/cold-feet", "--base-url", "https://clinic.example/k")
    assert "(https://clinic.example/k/" in linked


def test_fhir_can_be_of_one_product_or_of_one_thing() -> None:
    whole = json.loads(printed("fhir"))["entry"]
    types = {entry["resource"]["type"] for entry in whole}
    assert types == {"undesirable-effect"}
    named = json.loads(printed("fhir", "side-effect/dizziness", "medicine/spray"))["entry"]
    assert [entry["resource"]["id"] for entry in named] == ["side-effect.dizziness.spray"]
    assert "entry" not in json.loads(printed("fhir", "medicine/mixture"))


def test_records_and_schemas_are_plain_json() -> None:
    records = [json.loads(line) for line in printed("records", "medicine", "step/arrival").splitlines()]
    assert [(record["kind"], record["id"]) for record in records] == [
        ("medicine", "mixture"),
        ("medicine", "spray"),
        ("step", "arrival"),
    ]
    assert json.loads(printed("json-schema", "route"))["title"] == "AdministrationRoute"
    assert list(json.loads(printed("json-schema", "source", "page"))) == ["source", "page"]


@pytest.mark.parametrize(
    ("words", "error", "told"),
    [
        (["pdf"], UsageError, "Use one of: csl-json"),
        (["fhir", "--bom"], UsageError, "has no use for --bom"),
        (["side-effects-csv", "--country", "US"], UsageError, "has no use for --country"),
        (["records", "--locale", "es"], UsageError, "has no use for --locale"),
        (["csl-json", "--base-url", "https://a.example"], UsageError, "has no use for --base-url"),
        (["page", "route/nasl", *PACK], UnknownId, "Did you mean 'nasal'?"),
        (["records", "rout", *PACK], UnknownId, "Did you mean 'route'?"),
        (["json-schema", "rout"], UnknownId, "Did you mean 'route'?"),
        (["page", "overview/nothing", *PACK], UsageError, "There is no overview 'nothing'."),
        (["fhir", "topic/cold-feet", *PACK], UsageError, "has nothing of topic/cold-feet"),
        (["side-effects-csv", "medicine", *PACK], UsageError, "has nothing of medicine/mixture"),
        (["page", "--audience", "robot", *PACK], UsageError, "robot"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_wrong_use_is_told_and_ends_with_2(words: list[str], error: type, told: str) -> None:
    found = error_of(*words)
    assert isinstance(found, error)
    assert told in str(found)
    assert found.exit_code == 2  # type: ignore[attr-defined]


def test_a_faulty_pack_is_told_with_its_places_and_ends_with_1() -> None:
    broken = next(folder for folder in sorted((PACKS / "broken").iterdir()) if folder.is_dir())
    found = error_of("records", "--pack", str(broken))
    assert isinstance(found, ContentError)
    assert found.exit_code == 1
    assert all(problem.file for problem in found.problems)


def test_a_file_is_written_in_utf_8_as_it_would_be_printed(tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    result = run("side-effects-csv", *PACK, "--bom", "--out", str(out))
    assert result.stdout == f"Written to {out}\n"
    assert out.read_bytes() == printed("side-effects-csv", "--bom").encode("utf-8")
    assert out.stat().st_mode & 0o777 == 0o644


def test_a_file_stays_as_it_was_when_an_export_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pages.jsonl"
    out.write_text("as it was", "utf-8")
    out.chmod(0o600)

    def breaks(asked: object) -> object:
        yield "half"
        raise UsageError("no more", "", "KC602")

    monkeypatch.setitem(command._FORMATS, "page", command._Format(breaks))  # type: ignore[arg-type]
    assert isinstance(error_of("page", *PACK, "-o", str(out)), UsageError)
    assert [file.name for file in tmp_path.iterdir()] == ["pages.jsonl"]
    assert out.read_text("utf-8") == "as it was"
    run("fhir", *PACK, "-o", str(out))
    assert json.loads(out.read_text("utf-8"))["resourceType"] == "Bundle"
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_link_is_written_through_and_folders_are_refused(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    run("fhir", *PACK, "-o", str(link))
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["resourceType"] == "Bundle"
    for out in (tmp_path, tmp_path / "none" / "x.json"):
        assert isinstance(error_of("fhir", *PACK, "-o", str(out)), UsageError)
