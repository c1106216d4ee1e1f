"""`ketacontent check --evidence`: what every claim rests on, as text, JSON and one page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import html5lib
import pytest
from typer.testing import CliRunner, Result

from ketacontent import Catalog, KetaContentError
from ketacontent.review import ClaimEvidence, evidence_of, evidence_text
from kit.command import app

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
TODAY = date(2026, 11, 22)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["check", *words, "--evidence"])


@pytest.fixture(scope="module")
def claims(bundled: Catalog) -> dict[str, ClaimEvidence]:
    return {each.ref: each for each in evidence_of(bundled)}


@pytest.fixture(scope="module")
def text(claims: dict[str, ClaimEvidence]) -> str:
    return evidence_text(claims.values(), TODAY)


def test_every_claim_is_there_with_all_that_it_rests_on(
    bundled: Catalog, claims: dict[str, ClaimEvidence]
) -> None:
    assert list(claims) == sorted(f"claim/{id}" for id in bundled.claims)
    for claim in bundled.claims.values():
        each = claims[claim.ref]
        assert (each.text, each.certainty, each.expires) == (
            claim.text.plain,
            claim.certainty,
            claim.expires,
        )
        assert [line.id for line in each.sources] == [e.source for e in claim.evidence]
        for line in each.sources:
            source = bundled.sources[line.id]
            assert (line.checked, line.address) == (source.checked, source.address)


def test_use_is_told_from_the_other_side(bundled: Catalog, claims: dict[str, ClaimEvidence]) -> None:
    """What uses a claim is found again in the texts of the record that is said to use it."""
    from ketacontent.catalog.pointers import pointers_of

    for each in claims.values():
        assert each.used_by, f"{each.ref} is used by nothing."
        for ref in each.used_by:
            assert each.ref in {pointer.ref for pointer in pointers_of(bundled.get(ref))}


def test_text_has_a_paragraph_for_each_claim(text: str, claims: dict[str, ClaimEvidence]) -> None:
    paragraphs = text.strip().split("\n\n")
    assert len(paragraphs) == len(claims)
    for paragraph, each in zip(paragraphs, claims.values(), strict=True):
        assert paragraph.startswith(f"{each.ref}  {each.certainty}  check again by {each.expires}\n")
        assert each.text in paragraph and each.reason in paragraph
        for line in each.sources:
            assert f"- {line.id}: {line.design}, {line.checked}" in paragraph
        assert f"Used by: {', '.join(each.used_by)}" in paragraph


def test_claim_past_its_date_is_marked_on_the_day_that_is_given(claims: dict[str, ClaimEvidence]) -> None:
    each = claims["claim/eff-onset"]
    assert "(past)" not in evidence_text([each], each.expires)
    assert "(past)" in evidence_text([each], date(2099, 1, 1))


def test_source_that_may_not_stand_alone_is_marked(text: str, claims: dict[str, ClaimEvidence]) -> None:
    weak = [line for each in claims.values() for line in each.sources if not line.stands_alone]
    assert weak
    for line in weak:
        assert f"- {line.id}: {line.design}, {line.checked}, not alone" in text


def test_page_says_the_same(tmp_path: Path, bundled: Catalog, claims: dict[str, ClaimEvidence]) -> None:
    out = tmp_path / "evidence.html"
    result = run("--out", str(out), "--on", "2026-11-22")
    assert result.exit_code == 0
    assert result.output.startswith(f"{len(claims)} claims in ")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(out.read_text("utf-8"))
    sections = page.findall(".//section")
    assert len(sections) == len(claims)
    for section, each in zip(sections, claims.values(), strict=True):
        words = " ".join("".join(section.itertext()).split())
        assert " ".join(each.text.split()) in words
        for said in (each.ref, each.certainty, " ".join(each.reason.split()), str(each.expires)):
            assert said in words
        for line in each.sources:
            assert f"{line.design}, {line.checked}" in words
        assert ", ".join(each.used_by) in words
        links = {link.get("href") for link in section.iter("a")}
        assert {line.address for line in each.sources if line.address} <= links
    assert "Not clinically reviewed" in "".join(page.itertext())


def test_page_marks_what_is_past(tmp_path: Path) -> None:
    out = tmp_path / "evidence.html"
    run(str(MINIMAL), "--no-bundled", "--out", str(out), "--on", "2099-01-01")
    assert out.read_text("utf-8").count("(past)") == 3


def test_json_is_for_programs(bundled: Catalog) -> None:
    rows = json.loads(run("--json").output)
    assert len(rows) == len(bundled.claims)
    assert {"ref", "text", "certainty", "reason", "expires", "sources", "used_by"} == set(rows[0])
    assert {"id", "title", "design", "checked", "stands_alone", "address"} == set(rows[0]["sources"][0])


def test_packs_are_listed_alone_where_asked() -> None:
    result = run(str(MINIMAL), "--no-bundled")
    assert result.exit_code == 0
    assert result.output.startswith("claim/feet-cool-again  low  check again by 2027-11-21\n")
    assert "Used by: claim/warms-feet" in result.output


def test_wrong_pack_is_told() -> None:
    error = run("nowhere").exception
    assert isinstance(error, KetaContentError)
    assert "nowhere" in str(error)
