"""A pack about another treatment, with a device: it stands alone and beside the bundled pack.

The rules for the bundled content that do not depend on its subject hold for it too.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from content.rules import RULES
from ketacontent import Catalog, Renderer, load
from ketacontent.catalog.load import load_folders
from ketacontent.cli.check import _check_packs
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.models.vocabulary import JURISDICTIONS
from ketacontent.renderer import PAGE_KINDS

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "examples" / "tms"
TODAY = date(2026, 11, 22)
SUBJECT_FREE = (
    "typed_figures", "doses", "uncited", "unsupported", "without_address", "wrong_hedge", "relative_alone",
    "other_denominators", "unnamed_products", "promises", "british", "harmful", "unlinked_terms",
    "hard_to_read", "missed_points", "without_crisis_help", "without_references", "past", "signed",
)  # fmt: skip


@pytest.fixture(scope="module")
def alone() -> Catalog:
    return load([PACK], bundled=False)


@pytest.fixture(scope="module")
def beside(bundled: Catalog) -> Catalog:
    return load_folders([PACK], bundled)


@pytest.mark.parametrize("is_beside", [False, True])
def test_it_has_no_problem_and_no_warning(is_beside: bool) -> None:
    count, problems = _check_packs([PACK], is_beside, TODAY)
    assert count > 60 and problems == []


def test_it_is_about_another_treatment_and_uses_most_kinds(alone: Catalog) -> None:
    used = {kind for kind in COLLECTIONS if alone.collection(kind)}
    assert used >= {
        "topic",
        "route",
        "side-effect",
        "step",
        "medicine",
        "claim",
        "source",
        "faq",
        "checklist",
    }
    assert not any(
        "ketamine" in record.model_dump_json().lower() for record in alone if record.kind != "source"
    )
    device = alone.medicines["tms"]
    assert device.is_device and device.active_ingredient is None
    assert alone.routes["tms-daily"].absorption is None


@pytest.mark.parametrize("rule", SUBJECT_FREE)
def test_it_keeps_the_rules_for_content(rule: str, alone: Catalog) -> None:
    look, kinds = RULES[rule]
    faults = [
        f"{record.ref}: {fault}" for record in alone if record.kind in kinds for fault in look(record, alone)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("which", ["alone", "beside"])
def test_every_page_renders_in_every_channel(
    which: str, alone: Catalog, request: pytest.FixtureRequest
) -> None:
    catalog: Catalog = request.getfixturevalue(which)
    renderer = Renderer(catalog, country="US")
    own = [catalog.get(record.ref) for record in alone if record.kind in PAGE_KINDS]
    assert len(own) > 20
    for record in own:
        html = renderer.html(record)
        assert "Not clinically reviewed" in html
        assert renderer.text(record) and renderer.markdown(record) and renderer.email(record).html
        assert json.loads(str(renderer.jsonld(record)))["@context"]


def test_a_device_is_no_drug_for_programs(alone: Catalog) -> None:
    renderer = Renderer(alone)
    words = str(renderer.jsonld(alone.medicines["tms"])) + str(renderer.jsonld(alone.routes["tms-daily"]))
    assert "MedicalDevice" in words and "MedicalTherapy" in words
    assert '"Drug"' not in words and "activeIngredient" not in words


def test_frequencies_stand_as_numbers_with_their_population(alone: Catalog) -> None:
    page = Renderer(alone).text(alone.side_effects["tms-seizure"])
    assert (
        "18" in page and "25,526" in page and "Rare: 1 to under 10 in 10,000 people" in " ".join(page.split())
    )


def test_its_notices_show_on_its_pages_and_not_on_those_of_other_products(beside: Catalog) -> None:
    renderer = Renderer(beside, country="US")

    def headings(ref: str) -> set[str]:
        page = renderer.compose(beside.get(ref))
        return {block.id for block in page.must_show if block.kind == "notice"}

    assert {"tms-metal-and-seizures", "tms-benefit-with-risk"} <= headings("topic/tms-basics")
    assert "tms-metal-and-seizures" in headings("faq/tms-drive-home"), "it names the product in its words"
    assert "tms-metal-and-seizures" in headings("side-effect/tms-seizure")
    # Topics may have a picture that compares all ways of treatment, and then name this one.
    for record in [*load().routes.values(), *load().conditions.values(), *list(load().faqs.values())[::9]]:
        assert not any(id.startswith("tms-") for id in headings(record.ref)), record.ref
    assert "no-driving" in headings("route/intravenous")


def test_what_is_cleared_is_not_called_approved(alone: Catalog) -> None:
    text = Renderer(alone, jurisdiction="US").text(alone.routes["tms-daily"])
    assert "Cleared for sale as a device" in text
    law = text[text.index("What regulators say") : text.index("References")]
    assert "Approved" not in law
    assert {status.jurisdiction for status in alone.regulatory_statuses.values()} == set(JURISDICTIONS)


def test_nobody_is_said_to_have_reviewed_it(alone: Catalog) -> None:
    for record in alone:
        review = getattr(record, "review", None)
        assert review is None or (review.state, review.signature) == ("not-clinically-reviewed", None)


def test_no_overview_of_it_names_another_treatment(alone: Catalog) -> None:
    from ketacontent.pages.overviews import compose_overview, overview_names

    context = Renderer(alone).context
    for name in overview_names(alone):
        page = compose_overview(name, alone, context)
        assert "ketamine" not in page.model_dump_json().lower(), name
