"""The side-effect table: a row for every figure, as its record has it, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

import ketacontent as kc
from ketacontent.export import side_effect_rows, side_effects_csv
from ketacontent.export.side_effect_table import COLUMNS, guarded, unguarded
from kit.catalogs import changed
from kit.corpus import load_all

ROOT = Path(__file__).resolve().parents[2]
CATALOG = kc.load()
MINIMAL = kc.load(packs=[ROOT / "tests" / "packs" / "minimal"], bundled=False)
FIGURES = ("events", "total", "percent", "percent_min", "percent_max")
SIGNS = tuple("=+-@＝＋－＠\t\r\n")


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_every_figure_has_a_row_with_its_numbers_as_the_record_has_them() -> None:
    rows = list(side_effect_rows(CATALOG))
    for effect in CATALOG.side_effects.values():
        own = [row for row in rows if row["effect_id"] == effect.id]
        assert len(own) == max(1, len(effect.frequencies))
        for row, frequency in zip(own, effect.frequencies, strict=False):
            other = frequency.comparator
            for name in FIGURES:
                value = getattr(frequency, name)
                assert row[name] == "" if value is None else Decimal(row[name]) == value
                value = getattr(other, name) if other else None
                cell = row[f"comparator_{name}"]
                assert cell == "" if value is None else Decimal(cell) == value
            assert (row["medicine"], row["setting"]) == (frequency.medicine, frequency.setting)
            assert row["population"] == frequency.population
            assert row["source_ids"] == "; ".join(frequency.sources)
    assert len(rows) > 50


def test_an_effect_without_figures_is_not_left_out() -> None:
    allergy = [row for row in side_effect_rows(CATALOG) if row["effect_id"] == "allergy"]
    assert [row["total"] + row["percent"] + row["medicine"] for row in allergy] == [""]
    assert (allergy[0]["band"], allergy[0]["seriousness"]) == ("not-known", "serious")


def test_one_row_of_an_effect_at_most_is_its_main_figure_and_it_is_from_treatment() -> None:
    for effect in CATALOG.side_effects.values():
        main = [row for row in side_effect_rows(CATALOG, [effect]) if row["is_main"] == "yes"]
        assert len(main) == (effect.frequency is not None)
        assert {row["setting"] for row in main} <= {"treatment"}


def test_claims_of_other_figures_do_not_lend_their_certainty() -> None:
    rows = [row for row in side_effect_rows(CATALOG) if row["effect_id"] == "sedation"]
    claims = [(row["percent"] or row["percent_min"], row["claims"]) for row in rows]
    assert claims == [("23", "se-esk-sedation"), ("48", "se-scale-vs-report"), ("10.1", ""), ("21.1", "")]
    (loss,) = [row for row in side_effect_rows(CATALOG) if row["effect_id"] == "loss-consciousness"]
    assert (loss["percent_min"], loss["claims"]) == ("0.3", "se-loc")  # told as so many in 10,000


def test_each_certainty_is_that_of_a_claim_about_the_same_product_from_the_same_source() -> None:
    graded = [row for row in side_effect_rows(CATALOG) if row["claims"]]
    assert len(graded) > 20
    for row in graded:
        claims = [CATALOG.claims[id] for id in row["claims"].split("; ")]
        assert [claim.certainty for claim in claims] == row["certainty"].split("; ")
        for claim in claims:
            assert row["medicine"] in claim.medicines
            assert {evidence.source for evidence in claim.evidence} & set(row["source_ids"].split("; "))


def test_the_file_is_as_rfc_4180_has_it() -> None:
    text = side_effects_csv(CATALOG)
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    header, *rows = read(text)
    assert header == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [dict(zip(COLUMNS, map(unguarded, row), strict=True)) for row in rows] == list(
        side_effect_rows(CATALOG)
    )


def test_a_byte_order_mark_stands_there_when_it_was_asked_for() -> None:
    plain, marked = side_effects_csv(MINIMAL), side_effects_csv(MINIMAL, bom=True)
    assert not plain.startswith("\ufeff")
    assert marked == "\ufeff" + plain
    assert marked.encode("utf-8")[:3] == b"\xef\xbb\xbf"


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("https://evil.example","x")',
    "'=1",
    "''=1",
    "＝1",
    "words; =1+1",
    'words;"=1+1"',
    'words; "@x" and ; -2',
    '"=1"',
    "a\n=1",
]


@pytest.mark.parametrize("words", HOSTILE, ids=repr)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula_in_any_country(words: str, delimiter: str) -> None:
    """A spreadsheet that splits at semicolons reads the same file in other cells."""
    catalog = changed(MINIMAL, "side-effect/dizziness", title=words, clinical_name=words)
    text = side_effects_csv(catalog)
    cells = [cell for row in read(text, delimiter) for cell in row]
    assert "words" not in words or any("words" in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip(' "').startswith(SIGNS)] == []


def test_a_guarded_cell_can_be_read_back() -> None:
    texts = [*HOSTILE, *(payload.text for payload in load_all())]
    assert len(texts) > 100
    for text in texts:
        assert unguarded(guarded(text)) == " ".join(text.split())
        assert guarded(text) == guarded(text).strip()
    assert guarded("plain words; more, of them") == "plain words; more, of them"


def test_the_docs_name_every_column_in_order() -> None:
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|$", page, re.M) == list(COLUMNS.items())
