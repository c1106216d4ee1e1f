"""The bundled content is whole: every id that was promised is there, and enough of each kind."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from typer.testing import CliRunner

from ketacontent import Catalog, Renderer
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.models.vocabulary import JURISDICTIONS
from ketacontent.pages.block import Crisis
from kit.command import app

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
    "faq": """
        what-is-ketamine-treatment what-forms-are-there is-spravato-ketamine
        is-it-a-horse-tranquilizer how-long-has-it-been-used how-does-it-work
        how-soon-would-i-feel-better how-likely-is-it-to-help how-long-does-it-last
        what-if-it-does-nothing-for-me can-it-help-with-suicidal-thoughts
        how-is-it-different-from-antidepressants can-i-keep-my-antidepressant
        do-i-have-to-stop-other-medicines alcohol-and-cannabis what-is-assisted-psychotherapy
        am-i-a-candidate what-must-i-have-tried do-i-need-a-referral which-illnesses-rule-it-out
        past-problem-with-alcohol-or-drugs how-many-sessions will-i-need-top-ups
        how-long-does-a-visit-take what-does-it-cost will-insurance-pay
        what-happens-during-a-session what-does-it-feel-like asleep-or-awake can-i-drive-afterward
        eating-and-drinking-before what-to-wear-and-bring must-somebody-come-with-me is-it-safe
        what-are-the-side-effects is-it-addictive can-i-take-it-at-home somebody-with-me-at-home
        is-it-approved-for-depression how-can-i-help-someone
    """,
    "myth": """
        approved-infusion drive-soon far-better fear-heals gaba halves-identical heart-steady
        home-mild home-selfcare horse-drug keep-opioids lasts-six-months less-than-caffeine
        new-brain-cells no-abuse-risk no-long-term no-overdose no-psychosis one-session
        other-routes-better-studied prevents-suicide repairs-brain seventy-percent side-effects-rare
        spray-needs-pill va-ptsd works-for-everything
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


@pytest.mark.parametrize("kind", PROMISED)
def test_promised_records_are_there(kind: str, bundled: Catalog) -> None:
    missing = [id for id in PROMISED[kind].split() if bundled.find(f"{kind}/{id}") is None]
    assert not missing, f"Write src/ketacontent/data/{kind}/ID.yaml for {missing}: hosts link to these ids."


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
def test_law_is_said(jurisdiction: str, bundled: Catalog) -> None:
    """One record for each medicine and use; `not-assessed` says that no ruling was found."""
    told = Counter(
        (status.medicine, status.use)
        for status in bundled.regulatory_statuses.values()
        if status.jurisdiction == jurisdiction
    )
    wanted = {(medicine, use): 1 for medicine in PROMISED["medicine"].split() for use in USES}
    wrong = {key for key in wanted | told if told[key] != wanted.get(key)}
    assert not wrong, f"{jurisdiction} lacks a regulatory status, or has two, for {sorted(wrong)}."
    unsourced = [
        status.ref
        for status in bundled.regulatory_statuses.values()
        if status.jurisdiction == jurisdiction and status.status != "not-assessed" and not status.sources
    ]
    assert not unsourced, f"These state a ruling and cite nothing: {unsourced}"


def test_counts_are_printed_for_programs(bundled: Catalog) -> None:
    """`ketacontent list --json` prints how many records of each kind there are."""
    printed = json.loads(CliRunner().invoke(app, ["list", "--json"]).output)["kinds"]
    assert printed == {kind: len(bundled.collection(kind)) for kind in COLLECTIONS}
    assert all(printed[kind] >= least for kind, least in {**AT_LEAST, **EXACTLY}.items())


def test_steps_cover_the_four_phases(bundled: Catalog) -> None:
    phases = list(dict.fromkeys(step.phase for step in sorted(bundled.steps.values(), key=lambda s: s.order)))
    assert phases == [
        "initial-assessment",
        "administration",
        "psychotherapy-integration",
        "follow-up-and-maintenance",
    ]


def test_country_without_lines_is_said_to_be_not_covered(bundled: Catalog) -> None:
    """No country's numbers stand in for another's."""
    page = Renderer(bundled, country="BR").compose(bundled.topics["suicidal-thoughts"])
    (crisis,) = [block for block in page.must_show if isinstance(block, Crisis)]
    assert crisis.countries == ()
    assert any(line.plain.startswith("Not covered") for line in crisis.advice)
