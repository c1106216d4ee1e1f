"""What surrounds a claim and takes it out of the writer's mouth: the decisions of docs/lint.md."""

from __future__ import annotations

import pytest

from ketacontent.lint import check_text


def strong(text: str) -> set[str]:
    return {finding.rule for finding in check_text(text, document=False) if finding.severity != "info"}


@pytest.mark.parametrize("hedge", ["may", "might", "can", "could", "often"])
def test_a_hedge_clears_benefit_and_speed(hedge: str) -> None:
    bare = {"may": "", "might": "", "can": "", "could": "", "often": ""}[hedge]
    assert strong(f"Ketamine {hedge} ease depression within hours.") == set()
    assert strong(f"Ketamine {bare}eases depression within hours.") != set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ketamine may cure depression.", "cure-claim"),
        ("Ketamine might be a life-saving treatment.", "suicide-prevention-claim"),
        ("Ketamine may be safe at home.", "at-home-safe"),
        ("Ketamine may be life-changing.", "life-changing-promise"),
    ],
)
def test_a_hedge_does_not_clear_errors_or_promises_of_a_new_life(text: str, rule: str) -> None:
    assert rule in strong(text)


def test_faster_than_is_a_comparison_and_onset_alone_is_speed() -> None:
    assert strong("Ketamine acts faster than antidepressants.") == {"superior-to-standard-care"}
    assert strong("Relief comes within hours.") == {"rapid-relief-unqualified"}


def test_how_long_side_effects_last_may_be_said_but_not_that_they_are_mild() -> None:
    assert strong("Side effects usually pass within hours.") == set()
    assert strong("Side effects are mild.") == {"side-effects-trivialised"}
    assert strong("Ketamine is well tolerated and safe.") >= {"unqualified-safe"}


@pytest.mark.parametrize(
    "text",
    [
        "We offer a safe environment.",
        "Your safety is our priority.",
        "Is it safe?",
        "Safe administration takes training.",
    ],
)
def test_safe_places_and_questions_are_no_claims(text: str) -> None:
    assert strong(text) == set()


def test_a_list_of_uses_needs_off_label_or_research_beside_it() -> None:
    assert strong("We use ketamine for depression, PTSD and OCD.") == {"condition-list-overreach"}
    assert strong("Use of ketamine for depression, PTSD and OCD is off-label.") == set()
    assert strong("Ketamine is being studied for depression, PTSD and OCD.") == set()


def test_mechanism_is_a_claim_unless_hedged_or_of_another_treatment() -> None:
    assert strong("Ketamine rewires the brain.") == {"brain-repair-overclaim"}
    assert strong("Ketamine may rewire the brain, researchers think.") == set()
    assert strong("TMS rewires the brain.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine was approved in 1970 as an anesthetic.",
        "The label warns of abuse and misuse.",
        "Ketamine has abuse potential and is in Schedule III.",
    ],
)
def test_history_labels_and_schedules_are_facts(text: str) -> None:
    assert strong(text) == set()


def test_a_named_study_may_have_figures() -> None:
    assert strong("In a trial of 403 people, 55% responded to ketamine and 41% to ECT.") == set()
    assert strong("Studies show that 70% respond to ketamine.") == {"unsourced-success-rate"}


@pytest.mark.parametrize(
    "text",
    [
        "Myth: ketamine cures depression.",
        "Some clinics wrongly say that ketamine cures depression.",
        "It is false that ketamine cures depression.",
        "Critics say that ads call ketamine a miracle.",
        "Ketamine does not cure depression.",
        "Can ketamine cure depression?",
        "No evidence shows that ketamine cures depression.",
    ],
)
def test_reported_denied_and_asked_claims_are_not_the_writers(text: str) -> None:
    assert strong(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Not only does ketamine lift mood, it cures depression.",
        "There is no doubt that it cures depression.",
        "Patients who did not respond to pills are cured of depression.",
        "Our doctors say that ketamine cures depression.",
        "Did you know that ketamine cures depression?",
    ],
)
def test_words_that_only_look_like_a_denial_do_not_clear(text: str) -> None:
    assert "cure-claim" in strong(text)


def test_a_patients_words_that_sell_are_a_testimonial() -> None:
    assert "testimonial-as-evidence" in strong('"Ketamine gave me my life back," says Mia.')


def test_another_treatment_is_left_alone_unless_run_down() -> None:
    assert strong("ECT is highly effective for severe depression.") == set()
    assert "disparage-standard-treatment" in strong("Antidepressants only mask your symptoms.")


@pytest.mark.parametrize(
    "text",
    [
        "Call us for a free consultation.",
        "Each infusion costs $450.",
        "Fees are refunded to unsuitable patients.",
    ],
)
def test_prices_and_consultations_are_no_offer(text: str) -> None:
    assert strong(text) == set()
