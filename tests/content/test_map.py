"""The bundled content is whole: every id that was promised is there, and enough of each kind."""

from __future__ import annotations

import pytest

from ketacontent import Catalog
from ketacontent.models.vocabulary import JURISDICTIONS

PROMISED = {
    "topic": """
        what-is-ketamine-therapy history-of-ketamine how-ketamine-works understanding-depression
        treatment-resistant-depression ketamine-for-depression suicidal-thoughts
        ketamine-and-antidepressants combining-treatments ketamine-assisted-psychotherapy
        who-may-benefit who-should-be-careful ketamine-for-ptsd ketamine-for-anxiety
        ketamine-for-chronic-pain treatment-course what-a-session-is-like safety-and-monitoring
        short-term-side-effects long-term-risks dependence-and-misuse individual-differences
        keeping-well-afterwards healthy-habits at-home-ketamine law-and-approval choosing-a-provider
        before-you-decide family-and-caregivers future-of-ketamine-therapy
    """,
    "route": """
        intravenous intramuscular intranasal-esketamine intranasal-ketamine oral sublingual-buccal
        subcutaneous
    """,
    "side-effect": """
        allergy anxiety bladder blurred-vision bp-increased cognitive confusion dependence dissociation
        dizziness drunk-feeling fatigue hallucinations headache hr-increased injection-site kidney liver
        loss-consciousness mania nausea numbness psychosis resp-depression sedation suicidal taste-nose
        vertigo vomiting
    """,
    "step": """
        referral-screening consent preparation arrival-check session monitoring recovery integration
        follow-up maintenance stopping
    """,
    "condition": """
        depression treatment-resistant-depression suicidal-ideation bipolar-depression ptsd anxiety
        chronic-pain neuropathic-pain fibromyalgia
    """,
    "medicine": """
        ketamine esketamine compounded-ketamine
    """,
    "safety-notice": """
        off-label-use compounded-products esketamine-boxed-warning no-driving misuse-and-dependence
        pregnancy-and-breastfeeding suicide-crisis emergency-signs
    """,
    "checklist": """
        choosing-a-provider questions-to-ask before-a-session session-day after-a-session
    """,
}
"""Ids that hosts may link to: none is ever taken away, though more may come."""
EXACTLY = {"topic": 30, "route": 7, "side-effect": 29, "step": 11, "medicine": 3}
AT_LEAST = {
    "condition": 9,
    "claim": 100,
    "safety-notice": 8,
    "glossary-term": 60,
    "faq": 40,
    "myth": 20,
    "checklist": 5,
    "newsletter": 2,
    "image": 4,
}
COUNTRIES = "AU CA DE ES FR GB IE IN MX NZ US ZA"
USES = (
    "treatment-resistant-depression-with-oral-antidepressant",
    "treatment-resistant-depression-alone",
    "depression-with-suicidal-thoughts-or-emergency",
    "ptsd",
    "anxiety",
    "chronic-pain",
    "anesthesia",
)


@pytest.mark.parametrize("ref", [f"{kind}/{id}" for kind, ids in PROMISED.items() for id in ids.split()])
def test_promised_record_is_there(ref: str, bundled: Catalog) -> None:
    kind, _, id = ref.partition("/")
    assert bundled.find(ref) is not None, (
        f"Write src/ketacontent/data/{kind}/{id}.yaml: hosts link to this id."
    )


@pytest.mark.parametrize("kind", EXACTLY)
def test_number_of_records(kind: str, bundled: Catalog) -> None:
    assert len(bundled.collection(kind)) == EXACTLY[kind], (
        f"There are {len(bundled.collection(kind))} {kind} records. If one was added on purpose, "
        "change EXACTLY."
    )


@pytest.mark.parametrize("kind", AT_LEAST)
def test_least_number_of_records(kind: str, bundled: Catalog) -> None:
    assert len(bundled.collection(kind)) >= AT_LEAST[kind], f"There are too few {kind} records."


@pytest.mark.parametrize("country", COUNTRIES.split())
def test_country_has_an_emergency_number_and_a_crisis_line(country: str, bundled: Catalog) -> None:
    found = {each.category for each in bundled.crisis_resources.values() if each.country == country}
    assert {"emergency", "suicide-crisis"} <= found, (
        f"{country} lacks {{'emergency', 'suicide-crisis'}} - found."
    )


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("medicine", PROMISED["medicine"].split())
def test_law_is_said(medicine: str, use: str, jurisdiction: str, bundled: Catalog) -> None:
    found = [
        status
        for status in bundled.regulatory_statuses.values()
        if (status.medicine, status.use, status.jurisdiction) == (medicine, use, jurisdiction)
    ]
    assert len(found) == 1, (
        f"{len(found)} records of regulatory status say whether {medicine} is approved for {use} in "
        f"{jurisdiction}. "
        "There must be one; status `not-assessed` says that no ruling was found."
    )
    status = found[0]
    assert status.status == "not-assessed" or status.sources, (
        f"{status.ref} states a ruling and cites nothing."
    )
