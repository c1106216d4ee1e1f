"""Each rule finds a fault that it is shown, and lets a good sentence stand."""

from __future__ import annotations

import pytest

from content import citations, claims, figures, links, names, repeats, wording
from content.reading import grade
from ketacontent import Catalog
from ketacontent.models import Claim, Faq


def faq(summary: str) -> Faq:
    return Faq.model_validate(
        {"id": "made-up", "title": "Is it so?", "summary": summary, "review": {"due": "2027-11-21"}}
    )


def claim(**fields: object) -> Claim:
    made = {
        "id": "made-up",
        "title": "A claim",
        "text": "It may help.",
        "type": "efficacy",
        "certainty": "low",
        "certainty_reason": "Made for this test",
        "evidence": [{"source": "fda-spravato-label", "design": "label"}],
        "expires": "2027-11-21",
    }
    return Claim.model_validate(made | fields)


@pytest.mark.parametrize(
    "words",
    [
        "It helped 4 in 100 people.",
        "About 40% felt better.",
        "It takes 2 hours.",
        "Seven out of ten people got better.",
        "Half felt it, or 50 percent.",
    ],
)
def test_typed_figure_is_found(words: str) -> None:
    assert figures.typed_figures(faq(words))


@pytest.mark.parametrize(
    "words", ["It takes hours.", "[[claim/esk-transform2]]", "About [[side-effect/dissociation#frequency]]."]
)
def test_words_and_printed_figures_are_no_typed_figures(words: str) -> None:
    assert not figures.typed_figures(faq(words))


@pytest.mark.parametrize(
    "words",
    [
        "Take 0.5 mg/kg.",
        "They gave 56 mg.",
        "Use two sprays.",
        "One lozenge a day.",
        "After 6 doses.",
        "40mg.",
    ],
)
def test_dose_is_found(words: str) -> None:
    assert figures.doses(faq(words))


def test_a_dose_that_is_not_named_is_no_dose() -> None:
    assert not figures.doses(faq("Your team sets the dose, and the first dose is watched."))


@pytest.mark.parametrize(
    "words",
    [
        "Ketamine helps many people.",
        "It raises blood pressure.",
        "It is approved in Canada.",
        "It blocks a receptor.",
        "Do not stop, because the risk is high. The risk is high.",
    ],
)
def test_statement_without_source_is_found(words: str) -> None:
    assert citations.uncited(faq(words))


@pytest.mark.parametrize(
    "words",
    [
        "It raises blood pressure. [@fda-spravato-label]",
        "[[claim/heart-not-steady]]",
        "Is it approved for me?",
        "Tell staff about every side effect.",
        "If you feel a rise in blood pressure, call staff.",
        "If you think about suicide, get help now.",
        "We found no study of it.",
        "Sit down and rest.",
    ],
)
def test_sourced_words_questions_and_advice_stand(words: str) -> None:
    assert not citations.uncited(faq(words))


def test_claim_on_a_weak_source_alone_is_found(bundled: Catalog) -> None:
    weak = next(source.id for source in bundled.sources.values() if not source.stands_alone)
    assert claims.unsupported(claim(evidence=[{"source": weak, "design": "randomized-trial"}]), bundled)
    assert not claims.unsupported(claim(), bundled)


def test_efficacy_seen_only_in_animals_is_found(bundled: Catalog) -> None:
    only_mice = [{"source": "fda-spravato-label", "design": "animal-study"}]
    assert claims.unsupported(claim(evidence=only_mice), bundled)


@pytest.mark.parametrize(
    ("certainty", "text"),
    [
        ("high", "It may help."),
        ("moderate", "It helps."),
        ("low", "It helps."),
        ("low", "It probably helps."),
        ("very-low", "It helps."),
    ],
)
def test_wrong_hedge_is_found(certainty: str, text: str) -> None:
    assert claims.wrong_hedge(claim(certainty=certainty, text=text))


@pytest.mark.parametrize(
    ("certainty", "text"),
    [
        ("high", "It raises blood pressure."),
        ("moderate", "It probably helps."),
        ("low", "It may help."),
        ("very-low", "It is uncertain whether it helps."),
        ("not-graded", "The law says so."),
    ],
)
def test_right_hedge_stands(certainty: str, text: str) -> None:
    assert not claims.wrong_hedge(claim(certainty=certainty, text=text))


def test_product_that_a_claim_names_must_be_in_its_field() -> None:
    assert claims.unnamed_products(claim(text="Esketamine may help."))
    assert not claims.unnamed_products(claim(text="Esketamine may help.", medicines=["esketamine"]))


@pytest.mark.parametrize(
    "words",
    [
        "Ketamine (Spravato) is a spray.",
        "Spravato (ketamine) is a spray.",
        "This holds for (es)ketamine.",
        "A ketamine nasal spray was on the market in 2019.",
        "It is a generic form of esketamine.",
    ],
)
def test_mixed_names_are_found(words: str) -> None:
    assert names.mixed_names(faq(words))


@pytest.mark.parametrize(
    "words",
    [
        "Esketamine (Spravato) is a spray.",
        "A ketamine spray is mixed by a pharmacy.",
        "It is not a generic form of esketamine.",
        "Esketamine nasal spray comes ready to use.",
    ],
)
def test_names_that_are_apart_stand(words: str) -> None:
    assert not names.mixed_names(faq(words))


@pytest.mark.parametrize(
    "words",
    [
        "The anaesthetist came afterwards.",
        "A programme of behavioural care.",
        "They recognised it.",
        "It was sent by post.",
        "She was in hospital.",
        "The centre is near.",
        "They practise it.",
    ],
)
def test_british_form_is_found(words: str) -> None:
    assert wording.british(faq(words))


def test_us_forms_stand() -> None:
    assert not wording.british(
        faq("The anesthesiologist advised exercise; the program surprised them, otherwise it was precise.")
    )


@pytest.mark.parametrize(
    "words",
    [
        "Addicts want it.",
        "He committed suicide.",
        "People suffering from depression.",
        "The patient failed two medicines.",
        "It rewires you.",
        "After shock therapy.",
    ],
)
def test_harmful_word_is_found(words: str) -> None:
    assert wording.harmful(faq(words))


@pytest.mark.parametrize(
    "words", ["We guarantee relief.", "It cures depression.", "A breakthrough.", "It is safe and effective."]
)
def test_promise_is_found(words: str) -> None:
    assert wording.promises(faq(words))


def test_denied_promise_stands() -> None:
    assert not wording.promises(faq("It is not a cure, and nobody can guarantee that it helps."))


def test_unlinked_term_is_found(bundled: Catalog) -> None:
    assert links.unlinked_terms(faq("You may notice dissociation."), bundled)
    assert links.unlinked_terms(faq("Dissociation is common, and [[dissociation]] passes."), bundled)
    assert not links.unlinked_terms(faq("You may notice [[dissociation]]; dissociation passes."), bundled)


def test_repeated_sentence_is_found(bundled: Catalog) -> None:
    words = next(iter(bundled.topics["suicidal-thoughts"].key_points)).source
    assert repeats.repeated(faq(words), bundled)
    assert not repeats.repeated(faq("No other record of this pack says this very sentence."), bundled)


def test_grade_rises_with_long_words() -> None:
    plain = [["you", "may", "feel", "sick", "for", "a", "short", "time"]] * 20
    hard = [["pharmacological", "interventions", "demonstrate", "considerable", "heterogeneity"]] * 20
    plain_grade, hard_grade = grade(plain), grade(hard)
    assert plain_grade is not None and hard_grade is not None
    assert plain_grade < 4 < 11 < hard_grade
    assert grade(plain[:2]) is None
