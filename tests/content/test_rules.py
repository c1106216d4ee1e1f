"""Each rule finds a fault that it is shown, and lets a good sentence stand."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from content import (
    citations,
    claims,
    dates,
    figures,
    lengths,
    links,
    names,
    pages,
    plain,
    reach,
    repeats,
    state,
    wording,
)
from content.reading import grade
from ketacontent import Catalog
from ketacontent.models import Claim, Faq, Review, Source
from ketacontent.models.base import ClinicianNote
from ketacontent.pages.page import Page


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


@pytest.mark.parametrize(
    "words", ["It may be twice as common.", "It may be half as likely.", "Risk doubled."]
)
def test_relative_figure_alone_is_found(words: str) -> None:
    assert claims.relative_alone(claim(text=words))
    assert not claims.relative_alone(claim(text=f"{words} That is 4 in 100 against 2 in 100."))
    assert not claims.relative_alone(claim(text=f"{words} We did not see how many people that is."))


@pytest.mark.parametrize(
    "words", ["1 in 5 felt it.", "One in 20 felt it.", "40% felt it.", "2 in 1,000 felt it."]
)
def test_other_denominator_is_found(words: str) -> None:
    assert claims.other_denominators(claim(text=words))


def test_hundreds_and_ten_thousands_stand() -> None:
    assert not claims.other_denominators(claim(text="4 in 100 felt it, 1 in 10,000 badly, in 2 of 3 trials."))


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


def with_blocks(page: Page, *kinds: str) -> Page:
    """Return a page with only those of its must-show blocks that are of some kinds."""
    sections = [
        section.model_copy(
            update={"blocks": tuple(b for b in section.blocks if b not in page.must_show or b.kind in kinds)}
        )
        for section in page.sections
    ]
    return page.model_copy(update={"sections": tuple(sections)})


def test_missing_crisis_help_is_found(bundled: Catalog) -> None:
    page = pages.page_of("topic/suicidal-thoughts", bundled)
    assert not pages.without_crisis_help(page)
    assert pages.without_crisis_help(with_blocks(page, "notice", "review"))


def test_missing_harm_and_off_label_are_found(bundled: Catalog) -> None:
    only_benefit = faq("[[claim/eff-onset]]")
    page = pages.page_of("faq/how-soon-would-i-feel-better", bundled)
    bare = with_blocks(page)
    assert not pages.without_harm(only_benefit, page, bundled)
    assert pages.without_harm(only_benefit, bare, bundled)
    assert not pages.without_harm(faq("[[claim/heart-not-steady]]"), bare, bundled)
    assert not pages.without_off_label(only_benefit, page, bundled)
    assert pages.without_off_label(only_benefit, bare.model_copy(update={"sections": ()}), bundled)


def test_page_without_references_is_found(bundled: Catalog) -> None:
    page = pages.page_of("route/oral", bundled)
    assert not pages.without_references(page)
    assert pages.without_references(page.model_copy(update={"source_ids": ()}))


def test_number_that_only_clinicians_read_is_found(bundled: Catalog) -> None:
    effect = bundled.side_effects["dissociation"]
    page = pages.page_of(effect.ref, bundled)
    note = ClinicianNote.model_validate({"text": ["It was seen in 4,711 people."]})
    assert not pages.other_numbers(effect, page)
    assert pages.other_numbers(effect.model_copy(update={"clinician": note}), page)


def test_date_that_is_past_is_found(bundled: Catalog) -> None:
    route = bundled.routes["oral"]
    early = route.review.model_copy(update={"due": date(2026, 1, 1)})
    assert not dates.past(route, bundled)
    assert dates.past(route.model_copy(update={"review": early}), bundled)
    assert dates.past(claim(expires="2026-11-20"), bundled)


def test_crisis_line_that_is_trusted_too_long_is_found(bundled: Catalog) -> None:
    line = bundled.crisis_resources["us-988"]
    assert not dates.old_line(line, bundled)
    assert dates.old_line(line.model_copy(update={"expires": date(2028, 1, 1)}), bundled)
    assert dates.old_line(line.model_copy(update={"verified_on": date(2027, 1, 1)}), bundled)


def test_ruling_from_the_future_is_found(bundled: Catalog) -> None:
    status = next(iter(bundled.regulatory_statuses.values()))
    assert not dates.early_ruling(status, bundled)
    assert dates.early_ruling(status.model_copy(update={"as_of": date(2030, 1, 1)}), bundled)


def test_signature_is_found(bundled: Catalog) -> None:
    route = bundled.routes["oral"]
    by = {"reviewer": "A", "credentials": "B", "conflicts_of_interest": "none"}
    review = Review.model_validate(
        {
            "state": "signed",
            "due": "2027-11-21",
            "signature": {**by, "signed_on": "2026-11-21", "version": "1.0.0"},
        }
    )
    assert not state.signed(route)
    assert state.signed(route.model_copy(update={"review": review}))


def test_number_without_an_address_is_found(bundled: Catalog) -> None:
    assert claims.without_address(
        claim(text="3 of 12 felt it.", evidence=[{"source": "nowhere", "design": "label"}]),
        catalog_with_source("nowhere"),
    )
    assert not claims.without_address(
        claim(text="Some felt it.", evidence=[{"source": "nowhere", "design": "label"}]),
        catalog_with_source("nowhere"),
    )
    assert not claims.without_address(claim(text="3 of 12 felt it."), bundled)


def catalog_with_source(id: str) -> Catalog:
    """Return what stands for a catalog with one checked source without an address."""
    source = Source.model_validate({"id": id, "title": "T", "type": "book", "checked": "page-checked"})
    return SimpleNamespace(sources={id: source})  # type: ignore[return-value]


def test_thin_topic_and_missing_parts_are_found(bundled: Catalog) -> None:
    topic = bundled.topics["suicidal-thoughts"]
    assert not lengths.topic_length(topic, bundled)
    assert lengths.topic_length(topic.model_copy(update={"sections": ()}), bundled)
    assert not lengths.missing_parts(topic, bundled)
    for gone in ("actions", "sections", "faqs", "myths"):
        assert lengths.missing_parts(topic.model_copy(update={gone: ()}), bundled), gone


def test_missing_field_is_found(bundled: Catalog) -> None:
    for record, field in (
        (bundled.routes["oral"], "not_known"),
        (bundled.routes["oral"], "codes"),
        (bundled.steps["consent"], "red_flags"),
        (bundled.side_effects["dizziness"], "frequencies"),
    ):
        assert not lengths.missing_fields(record), record.ref
        assert lengths.missing_fields(record.model_copy(update={field: ()})), field


def test_long_answer_and_shouting_subject_are_found(bundled: Catalog) -> None:
    assert lengths.long_answer(faq("Long words. " * 30), bundled)
    assert not lengths.long_answer(faq("A short answer."), bundled)
    issue = next(iter(bundled.newsletters.values()))
    assert not lengths.unfit_for_mail(issue)
    assert lengths.unfit_for_mail(issue.model_copy(update={"subject": "Feel better now!"}))
    assert lengths.unfit_for_mail(issue.model_copy(update={"items": ()}))


def test_hard_words_and_endless_sentences_are_found(bundled: Catalog) -> None:
    hard = "Pharmacological interventions demonstrate considerable heterogeneity. " * 30
    endless = f"You see {' and '.join(['it'] * 40)}."
    assert plain.hard_to_read(faq(hard), bundled)
    assert plain.hard_to_read(faq(endless), bundled)
    assert not plain.hard_to_read(faq("You may feel sick for a short time."), bundled)


def test_missed_point_of_the_index_is_found(bundled: Catalog) -> None:
    topic = bundled.topics["suicidal-thoughts"]
    assert not plain.missed_points(topic, bundled)
    assert plain.missed_points(topic.model_copy(update={"actions": ()}), bundled)


def test_record_that_nothing_leads_to_is_found(bundled: Catalog) -> None:
    assert not reach.unreachable(bundled.topics["suicidal-thoughts"], bundled)
    assert reach.unreachable(faq("Nobody comes here."), bundled)
