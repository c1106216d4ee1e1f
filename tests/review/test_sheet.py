"""`ketacontent review`: one sheet with all that a clinician must see before signing."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner, Result

from ketacontent import Catalog, KetaContentError
from ketacontent.catalog.load import load_folders
from ketacontent.catalog.pointers import pointers_of
from ketacontent.review import review_sheet, sign, signature_of
from kit.command import app

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
MANIFEST = "id: ours\ntitle: Ours\nversion: 1.0.0\nas_of: 2026-11-22\nlicense: CC0-1.0\n"
REFS = ("topic/ketamine-for-depression", "route/intravenous", "side-effect/dissociation", "claim/eff-onset",
        "faq/is-it-frightening", "checklist/questions-to-ask", "safety-notice/no-driving")  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["review", *words])


def section(sheet: str, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    return sheet.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("ref", REFS)
def test_sheet_has_every_claim_with_its_certainty_and_sources(ref: str, bundled: Catalog) -> None:
    lines = section(review_sheet(bundled, ref), "Claims")
    record = bundled.get(ref)
    for pointer in pointers_of(record):
        if pointer.kind == "claim":
            claim = bundled.claims[pointer.id]
            assert f"(`{claim.ref}`)" in lines
            assert f"Certainty: {claim.certainty}." in lines
            assert claim.text.markdown in lines
            assert all(each.source in lines for each in claim.evidence)


@pytest.mark.parametrize("ref", REFS)
def test_sheet_has_every_source_with_its_link_and_how_it_was_checked(ref: str, bundled: Catalog) -> None:
    lines = section(review_sheet(bundled, ref), "Sources").splitlines()
    used = {p.id for p in pointers_of(bundled.get(ref)) if p.kind == "source"}
    for pointer in pointers_of(bundled.get(ref)):
        if pointer.kind == "claim":
            used |= {each.source for each in bundled.claims[pointer.id].evidence}
    assert used
    for id in used:
        source = bundled.sources[id]
        (line,) = [line for line in lines if f"`{id}`" in line]
        assert line.startswith("- [ ] ")
        assert source.checked in line
        assert source.address is None or f"<{source.address}>" in line
        assert source.stands_alone != ("may not stand alone" in line)


@pytest.mark.parametrize("ref", REFS)
def test_sheet_has_the_whole_text_and_boxes_to_tick(ref: str, bundled: Catalog) -> None:
    sheet = review_sheet(bundled, ref)
    record = bundled.get(ref)
    assert sheet.startswith("# Review sheet: ")
    assert f"`{ref}`, version {record.version}" in sheet
    assert len(re.findall(r"^- \[ \] ", section(sheet, "To tick"), re.M)) == 7
    shown = MarkdownIt().render(sheet)
    for heading in getattr(record, "sections", ()):
        assert heading.heading.replace("'", "’") in shown.replace("'", "’").replace("&quot;", '"')
    assert f"ketacontent sign {ref}" in section(sheet, "To sign")


def test_sheet_names_nobody_and_no_day(bundled: Catalog) -> None:
    """The fields for reviewer, credentials, conflicts and date are empty."""
    sheet = review_sheet(bundled, "route/oral")
    for field in ("Reviewer", "Credentials", "Conflicts of interest", "Date"):
        assert re.search(rf"^{field}:\s*$", sheet, re.M)


def test_headings_stand_in_order(bundled: Catalog) -> None:
    tokens = MarkdownIt().parse(review_sheet(bundled, "topic/ketamine-for-depression"))
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def signed_twice_changed(folder: Path, bundled: Catalog, version: str, changes: str) -> Catalog:
    """Sign a record in an overlay; then the overlay moves on."""
    folder.mkdir()
    (folder / "pack.yaml").write_text(MANIFEST)
    record = bundled.routes["oral"]
    made = signature_of("A. Name", "B", "none", date(2026, 11, 22), record.version)
    file = sign(bundled, record.ref, folder, made, date(2027, 11, 22))
    file.write_text(f"{file.read_text('utf-8')}version: {version}\n{changes}", "utf-8")
    return load_folders([folder], base=bundled)


def test_sheet_tells_what_changed_since_the_signature(tmp_path: Path, bundled: Catalog) -> None:
    changes = (
        "changes:\n"
        "  - {version: 1.2.0, date: 2026-11-22, kind: safety, note: A new warning}\n"
        "  - {version: 1.1.0, date: 2026-12-01, kind: editorial, note: Plainer words}\n"
        "  - {version: 1.0.0, date: 2026-11-22, kind: factual, note: Known when it was signed}\n"
    )
    catalog = signed_twice_changed(tmp_path / "ours", bundled, "1.2.0", changes)
    told = section(review_sheet(catalog, "route/oral"), "Changes since the last signature")
    assert "Version 1.0.0 was signed on 2026-11-22 by A. Name; this is 1.2.0." in told
    assert "(safety, 1.2.0): A new warning" in told
    assert "(editorial, 1.1.0): Plainer words" in told
    assert "Known when it was signed" not in told


def test_sheet_says_when_changes_were_not_listed(tmp_path: Path, bundled: Catalog) -> None:
    catalog = signed_twice_changed(tmp_path / "ours", bundled, "1.10.0", "")
    told = section(review_sheet(catalog, "route/oral"), "Changes since the last signature")
    assert "does not list what changed" in told


def test_sheet_says_that_nothing_changed(tmp_path: Path, bundled: Catalog) -> None:
    catalog = signed_twice_changed(tmp_path / "ours", bundled, "1.0.0", "")
    told = section(review_sheet(catalog, "route/oral"), "Changes since the last signature")
    assert told.strip() == "This version was signed on 2026-11-22 by A. Name."


def test_never_signed_is_said(bundled: Catalog) -> None:
    assert "never signed" in section(review_sheet(bundled, "route/oral"), "Changes since the last signature")


def test_command_prints_or_writes_the_sheet(tmp_path: Path, minimal: Catalog) -> None:
    pack = ("--pack", str(MINIMAL), "--no-bundled")
    printed = run("route/nasal", *pack)
    assert printed.exit_code == 0
    assert printed.output.rstrip() == review_sheet(minimal, "route/nasal").rstrip()
    out = tmp_path / "sheet.md"
    assert run("route/nasal", *pack, "--out", str(out)).exit_code == 0
    assert out.read_text("utf-8") == review_sheet(minimal, "route/nasal")


@pytest.mark.parametrize("ref", ["route/nassal", "nasal", "rout/nasal", ""])
def test_unknown_record_is_told(ref: str, tmp_path: Path) -> None:
    out = tmp_path / "sheet.md"
    result = run(ref, "--pack", str(MINIMAL), "--no-bundled", "--out", str(out))
    assert isinstance(result.exception, KetaContentError)
    assert result.exception.exit_code == 2
    assert not out.exists()
