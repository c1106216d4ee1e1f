"""What a page sets beside what it says: harm beside benefit, crisis help beside suicide, law beside use."""

from __future__ import annotations

import re

import pytest

from content.pages import page_of, words_of
from content.texts import READ_KINDS, refs
from ketacontent import Catalog
from ketacontent.catalog.pointers import pointers_of

PAGES = refs(*READ_KINDS, "newsletter", "claim", "glossary-term")
SUICIDE = re.compile(
    r"suicid|self-harm|end(?:ing)? (?:your|their) life|harm(?:ing)? (?:yourself|themselves)", re.I
)
OFF_LABEL = re.compile(r"\boff[- ]label\b", re.I)


@pytest.mark.parametrize("ref", PAGES)
def test_page_that_names_suicide_has_crisis_help(ref: str, bundled: Catalog) -> None:
    page = page_of(ref, bundled)
    if SUICIDE.search(words_of(ref, bundled)):
        assert any(block.kind == "crisis" for block in page.must_show), (
            f"{ref} names suicide, and its page has no crisis block. Widen the trigger in pages/triggers.py."
        )


@pytest.mark.parametrize("ref", PAGES)
def test_page_that_tells_a_benefit_tells_a_harm(ref: str, bundled: Catalog) -> None:
    claims = [bundled.claims[p.id] for p in pointers_of(bundled.get(ref)) if p.kind == "claim"]
    if ref.startswith("claim/"):
        claims.append(bundled.claims[ref.partition("/")[2]])
    if not any(claim.direction == "benefit" for claim in claims):
        return
    has_harm = any(claim.direction == "harm" for claim in claims)
    notices = {block.id for block in page_of(ref, bundled).must_show if block.kind == "notice"}
    assert has_harm or "benefit-with-risk" in notices, (
        f"{ref} prints a claim of benefit, but neither a claim of harm nor the notice benefit-with-risk. "
        "Print a harm of the same medicine beside it."
    )


@pytest.mark.parametrize("ref", refs("topic", "route", "faq", "myth", "condition"))
def test_page_about_ketamine_for_depression_says_off_label(ref: str, bundled: Catalog) -> None:
    words = words_of(ref, bundled)
    benefit = any(
        bundled.claims[p.id].direction == "benefit" and "ketamine" in bundled.claims[p.id].medicines
        for p in pointers_of(bundled.get(ref))
        if p.kind == "claim"
    )
    if benefit:
        assert OFF_LABEL.search(words), (
            f"{ref} tells a benefit of ketamine and not that this use is off-label."
        )


@pytest.mark.parametrize("ref", refs("side-effect", "route", "step"))
def test_clinicians_read_the_same_numbers(ref: str, bundled: Catalog) -> None:
    figures = re.compile(r"\d[\d,.]*")
    patient = set(figures.findall(words_of(ref, bundled)))
    note = bundled.get(ref).clinician  # type: ignore[attr-defined]
    own = {figure for text in (note.text if note else ()) for figure in figures.findall(text.plain)}
    marks = {
        source for text in (note.text if note else ()) for source in re.findall(r"\[[^\]]*\]", text.plain)
    }
    own -= {figure for mark in marks for figure in figures.findall(mark)}
    assert own <= patient, f"{ref}: the clinician's note has figures of its own: {sorted(own - patient)}"


@pytest.mark.parametrize("ref", refs("topic", "route", "side-effect"))
def test_page_lists_its_references(ref: str, bundled: Catalog) -> None:
    page = page_of(ref, bundled)
    assert page.source_ids and page.section("references"), f"{ref} rests on no source."
