"""What a sentence learns from its surroundings, and what rules about documents want."""

from __future__ import annotations

import pytest

from ketacontent.lint import check_text, examine_text
from ketacontent.lint.read import Format

BENEFIT = "Ketamine eases depression. "
RISKS = "It can raise blood pressure, slow breathing and damage the bladder. "
LABEL = "This use is off-label. "
ADVICE = "Ask your doctor. "
SOURCE = "Last reviewed in 2025. "


def rules(text: str, kind: Format = "markdown") -> set[str]:
    return {finding.rule for finding in check_text(text, format=kind)}


def strong(text: str, kind: Format = "markdown") -> set[str]:
    found = check_text(text, document=False, format=kind)
    return {finding.rule for finding in found if finding.severity != "info"}


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        (RISKS, "doc-missing-risks"),
        (LABEL, "doc-missing-offlabel"),
        (ADVICE, "doc-missing-clinician-advice"),
        (SOURCE, "doc-missing-sources"),
    ],
)
def test_what_is_missing_beside_a_benefit_is_told_with_what_would_satisfy(missing: str, rule: str) -> None:
    whole = BENEFIT + RISKS + LABEL + ADVICE + SOURCE
    assert rule not in rules(whole)
    findings = [f for f in check_text(whole.replace(missing, ""), format="markdown") if f.rule == rule]
    assert len(findings) == 1
    assert "To satisfy it" in findings[0].message


def test_rules_about_documents_stay_out_of_fragments() -> None:
    result = examine_text(BENEFIT, document=False)
    assert not any(finding.rule.startswith("doc-") for finding in result.findings)
    assert any("whole documents" in note for note in result.notes)


def test_suicide_calls_for_a_crisis_line() -> None:
    assert "doc-missing-crisis-line" in rules("Some people think of suicide.")
    assert "doc-missing-crisis-line" not in rules("Some people think of suicide. Call or text 988.")


@pytest.mark.parametrize(
    "text",
    [
        "## Myth\n\nKetamine cures depression.\n\n## Fact\n\nIt does not.",
        "### Myth: some people say (not true)\n\n> Ketamine cures depression.\n",
        "Do not believe clinics that say:\n\n- Ketamine cures depression.\n- It has no side effects.\n",
        "| Myth | Fact |\n|---|---|\n| Ketamine cures depression. | It does not. |\n",
        "Ketamine cures depression. That is not true.",
        "## References\n\n1. Ketamine cures depression: a review. 2019.\n",
    ],
)
def test_myths_leads_and_references_lend_their_reading(text: str) -> None:
    assert strong(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "## Myth\n\nKetamine is a horse drug.\n\n## Benefits\n\nKetamine cures depression.",
        "## Myth: ketamine is for horses\n\nKetamine cures depression.",
        "What we offer:\n\n- Ketamine cures depression.\n",
        "## References\n\n1. A review.\n\n## Our offer\n\nKetamine cures depression.",
        "Ketamine cures depression. That is true.",
    ],
)
def test_the_reading_ends_where_the_myth_ends(text: str) -> None:
    assert "cure-claim" in strong(text)


def test_a_trial_named_one_sentence_before_covers_its_figures() -> None:
    text = (
        "In 2013, a trial of 73 people compared ketamine with midazolam. A day later, 64 in 100 felt better."
    )
    assert strong(text) == set()
    assert strong("A day later, 64 in 100 felt better.") == {"unsourced-success-rate"}


def test_a_label_and_what_is_set_in_below_it_in_plain_text() -> None:
    assert strong("Myth: some people say:\n  Ketamine cures depression.\n", "text") == set()


def test_the_reading_level_is_a_hint_and_no_finding() -> None:
    easy = examine_text("The cat sat on the mat. " * 30)
    hard = examine_text(
        "Pharmacological interventions necessitate multidisciplinary evaluation procedures. " * 30
    )
    assert easy.grade is not None
    assert hard.grade is not None
    assert easy.grade < 4 < 12 < hard.grade
    assert examine_text("Too short.").grade is None
