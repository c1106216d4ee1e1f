"""Each topic says what its readers must hear, and does not say what is often said wrongly.

`says` are patterns that the page must show, each in its own words somewhere; `never` must not stand on it
outside a myth that is told to be one. They decide what words can decide; whether it is said well, only a
reader can judge.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from content.pages import page_of, words_of
from content.texts import rich_pieces
from ketacontent import Catalog
from ketacontent.catalog.pointers import pointers_of
from ketacontent.models import Topic
from ketacontent.models.vocabulary import JURISDICTIONS

SUBJECTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("subjects.yaml").read_text("utf-8")
)


def own_words(topic: Topic, catalog: Catalog) -> str:
    """Return the words of a topic's own sections, with its claims in full; notices and sources left out."""
    page = page_of(topic.ref, catalog)
    ids = {section.id for section in topic.sections} | {"key-points", "what-you-can-do"}
    own = page.model_copy(update={"sections": tuple(s for s in page.sections if s.id in ids)})
    return words_of(own)


@pytest.mark.parametrize("id", SUBJECTS)
def test_topic_says_what_it_must(id: str, bundled: Catalog) -> None:
    words = own_words(bundled.topics[id], bundled)
    missing = [pattern for pattern in SUBJECTS[id]["says"] if not re.search(pattern, words, re.I)]
    assert not missing, f"topic/{id} no longer says anything like {missing}."
    wrong = [
        found.group()
        for pattern in SUBJECTS[id].get("never", [])
        if (found := re.search(pattern, words, re.I))
    ]
    assert not wrong, f"topic/{id} says {wrong}, which is wrong or one-sided."


def test_every_topic_has_its_list(bundled: Catalog) -> None:
    assert set(SUBJECTS) == set(bundled.topics)


@pytest.mark.parametrize(
    "id", ["treatment-resistant-depression", "ketamine-for-depression", "ketamine-for-ptsd",
           "ketamine-for-anxiety", "ketamine-for-chronic-pain", "future-of-ketamine-therapy"]
)  # fmt: skip
def test_trials_without_gain_are_told(id: str, bundled: Catalog) -> None:
    """At least one claim about what helps does not point to a benefit."""
    claims = [bundled.claims[p.id] for p in pointers_of(bundled.topics[id]) if p.kind == "claim"]
    assert any(claim.type == "efficacy" and claim.direction != "benefit" for claim in claims)


def test_topic_on_products_covers_all_three_apart(bundled: Catalog) -> None:
    assert set(bundled.topics["what-is-ketamine-therapy"].medicines) == set(bundled.medicines)


def test_law_is_told_for_every_place_with_date_and_source(bundled: Catalog) -> None:
    page = page_of("topic/law-and-approval", bundled)
    law = page.section("law")
    assert law is not None
    words = "\n".join(text.plain for block in law.blocks for text in _texts(block))
    for name in ("United States", "United Kingdom", "European Union", "Canada", "Australia"):
        assert name in words
    assert re.search(r"\b20\d\d\b", words), "Rulings are dated."
    shown = [status for status in bundled.regulatory_statuses.values() if status.status != "not-assessed"]
    assert {status.jurisdiction for status in shown} == set(JURISDICTIONS)
    assert all(status.sources for status in shown)


def _texts(block: object) -> list[object]:
    from ketacontent.pages.texts import texts_in

    return list(texts_in(block))


CLINICIANS_READ = {
    "side effects": "topic/short-term-side-effects",
    "contraindications": "topic/who-should-be-careful",
    "interactions": "topic/combining-treatments",
    "monitoring": "topic/safety-and-monitoring",
}


@pytest.mark.parametrize("subject", CLINICIANS_READ)
def test_clinicians_have_words_of_their_own(subject: str, bundled: Catalog) -> None:
    """Patients do not see them, and the claims, where the numbers are, are the same for both."""
    from ketacontent.pages.compose import compose
    from ketacontent.pages.context import Context

    topic = bundled.topics[CLINICIANS_READ[subject].partition("/")[2]]
    for_clinicians = compose(topic, Context(audience="clinician"), bundled)
    for_patients = page_of(topic.ref, bundled)
    assert for_clinicians.section("for-clinicians") is not None
    assert for_patients.section("for-clinicians") is None
    (part,) = [section for section in topic.sections if section.id == "for-clinicians"]
    assert not [piece for piece in rich_pieces(part) if re.search(r"\d", piece.words)]  # type: ignore[arg-type]


def test_most_serious_side_effects_have_a_clinicians_note(bundled: Catalog) -> None:
    noted = {effect.id for effect in bundled.side_effects.values() if effect.clinician}
    assert {"bladder", "bp-increased", "dependence", "dissociation", "liver", "loss-consciousness",
            "psychosis", "resp-depression", "sedation", "suicidal"} <= noted  # fmt: skip
    assert all(route.clinician for route in bundled.routes.values())
