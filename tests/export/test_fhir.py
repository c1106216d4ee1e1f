"""FHIR: valid for somebody else's models of R5, one product a resource, and nothing that no record says."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import ketacontent as kc
from ketacontent.export import clinical_use_bundle
from ketacontent.export.fhir import CODE_SYSTEMS, contraindications
from ketacontent.models.base import Review
from ketacontent.models.values import Code
from kit.catalogs import changed

ROOT = Path(__file__).resolve().parents[2]
CATALOG = kc.load()
MINIMAL = kc.load(packs=[ROOT / "tests" / "packs" / "minimal"], bundled=False)
XHTML = "{http://www.w3.org/1999/xhtml}"

Resource = dict[str, Any]


def resources(catalog: kc.Catalog) -> dict[str, Resource]:
    """Return the resources of a catalog by their ids."""
    entries = clinical_use_bundle(catalog).get("entry", [])
    found = {entry["resource"]["id"]: entry["resource"] for entry in entries}
    assert len(found) == len(entries) == len({entry["fullUrl"] for entry in entries})
    return found


BUNDLED = resources(CATALOG)


def words_of(resource: Resource) -> str:
    """Return what a reader of the narrative sees."""
    return "".join(ElementTree.fromstring(resource["text"]["div"]).itertext())


def own_words(resource: Resource) -> str:
    """Return the narrative without the titles of sources, which are not ours."""
    return words_of(resource).partition("Sources")[0]


def test_the_bundle_is_valid_r5_for_models_of_others() -> None:
    pytest.importorskip("fhir.resources", reason="fhir.resources is not installed (make frameworks)")
    from fhir.resources.bundle import Bundle

    for catalog in (CATALOG, MINIMAL):
        bundle = Bundle.model_validate_json(json.dumps(clinical_use_bundle(catalog)))
        assert {type(entry.resource).__name__ for entry in bundle.entry} == {"ClinicalUseDefinition"}
        again = json.loads(bundle.model_dump_json())
        assert again == clinical_use_bundle(catalog)  # nothing was dropped or turned into something else


@pytest.mark.parametrize(
    "fault",
    [{"type": 1}, {"undesirableEffect": {"symptomConditionEffect": "x"}}, {"dose": "x"}, {"id": "a b"}],
)
def test_a_planted_fault_is_not_valid_r5(fault: Resource) -> None:
    pytest.importorskip("fhir.resources", reason="fhir.resources is not installed (make frameworks)")
    from fhir.resources.clinicalusedefinition import ClinicalUseDefinition
    from pydantic import ValidationError

    resource = BUNDLED["side-effect.dissociation.esketamine"]
    ClinicalUseDefinition.model_validate(resource)
    with pytest.raises(ValidationError):
        ClinicalUseDefinition.model_validate({**resource, **fault})


def test_each_record_has_one_resource_for_each_of_its_products() -> None:
    wanted = [
        *(f"side-effect.{e.id}.{m}" for e in CATALOG.side_effects.values() for m in e.medicines),
        *(f"claim.{claim.id}.{m}" for claim in contraindications(CATALOG) for m in claim.medicines),
        *(f"safety-notice.{n}.{m.id}" for m in CATALOG.medicines.values() for n in m.safety_notices),
    ]
    assert sorted(BUNDLED) == sorted(wanted)
    assert Counter(resource["type"] for resource in BUNDLED.values()).keys() == {
        "undesirable-effect",
        "contraindication",
        "warning",
    }
    for id, resource in BUNDLED.items():
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", id)
        medicine = CATALOG.medicines[id.rpartition(".")[2]]
        assert resource["subject"] == [{"type": "MedicinalProductDefinition", "display": medicine.title}]


def test_figures_of_one_product_do_not_stand_under_another() -> None:
    counted = "142 of 346 people (41%)"
    esketamine = BUNDLED["side-effect.dissociation.esketamine"]
    ketamine = BUNDLED["side-effect.dissociation.ketamine"]
    how_often = esketamine["undesirableEffect"]["frequencyOfOccurrence"]["text"]
    assert how_often.startswith(f"Very common: {counted}; against 9% of 222 people with placebo spray")
    assert counted in words_of(esketamine)
    assert "not known" in ketamine["undesirableEffect"]["frequencyOfOccurrence"]["text"]
    assert "population" not in ketamine
    assert not re.search(r"\d+%", own_words(ketamine))
    assert "That does not mean that the effect is rare." in words_of(ketamine)


def test_each_figure_has_the_numbers_of_its_own_sources() -> None:
    effect = CATALOG.side_effects["dissociation"]
    root = ElementTree.fromstring(BUNDLED["side-effect.dissociation.esketamine"]["text"]["div"])
    figures, sources = (list(each) for each in root if each.tag in (f"{XHTML}ul", f"{XHTML}ol"))
    assert len(figures) == len(effect.frequencies)
    for frequency, item in zip(effect.frequencies, figures, strict=True):
        numbers = re.search(r"\[([\d, ]+)\]$", "".join(item.itertext()))
        assert numbers is not None
        named = ["".join(sources[int(number) - 1].itertext()) for number in numbers[1].split(", ")]
        titles = [CATALOG.sources[id].title for id in frequency.sources]
        assert all(title in words for title, words in zip(titles, named, strict=True))


def test_figures_from_misuse_are_said_to_be_that_and_are_no_frequency() -> None:
    dependence = BUNDLED["side-effect.dependence.ketamine"]
    assert "not known" in dependence["undesirableEffect"]["frequencyOfOccurrence"]["text"]
    assert "Seen in misuse, not in treatment." in words_of(dependence)


def test_contraindications_are_the_claims_of_the_section_must_not() -> None:
    found = {claim.id for claim in contraindications(CATALOG)}
    assert found == {"ci-vascular", "ci-eu-cv", "ci-ketamine-bp", "ci-swiss", "ci-pain-societies"}
    resource = BUNDLED["claim.ci-vascular.esketamine"]
    concept = resource["contraindication"]["diseaseSymptomProcedure"]["concept"]
    assert concept == {"text": CATALOG.claims["ci-vascular"].text.plain}
    assert "Certainty: high" in words_of(resource)
    assert contraindications(MINIMAL) == ()


def test_a_claim_of_a_benefit_in_that_section_is_no_contraindication() -> None:
    catalog = changed(CATALOG, "claim/ci-vascular", direction="benefit")
    assert "ci-vascular" not in {claim.id for claim in contraindications(catalog)}


def test_every_resource_says_that_nobody_has_reviewed_it_and_names_its_sources() -> None:
    for resource in BUNDLED.values():
        assert resource["status"]["text"] == "Not clinically reviewed"
        assert [coding["code"] for coding in resource["status"]["coding"]] == ["draft"]
        assert "Not clinically reviewed" in words_of(resource)
        assert "Sources" in words_of(resource)
        assert resource["text"]["status"] == "additional"


def signed(version: str) -> Resource:
    review = Review.model_validate(
        {
            "state": "signed",
            "due": "2027-01-01",
            "signature": {
                "reviewer": "A. Sample",
                "credentials": "physician",
                "conflicts_of_interest": "none declared",
                "signed_on": "2026-01-02",
                "version": version,
            },
        }
    )
    return resources(changed(MINIMAL, "side-effect/dizziness", review=review))["side-effect.dizziness.spray"]


def test_a_signature_counts_for_the_version_that_was_signed_only() -> None:
    now, before = signed("1.0.0"), signed("0.9.0")
    assert (now["status"]["coding"][0]["code"], now["status"]["text"]) == ("active", "Clinically reviewed")
    assert "Clinically reviewed by A. Sample, physician, on 2026-01-02." in words_of(now)
    assert (before["status"]["coding"][0]["code"], before["status"]["text"]) == (
        "draft",
        "Not clinically reviewed",
    )
    assert "Not clinically reviewed in this version. Version 0.9.0 was signed by" in words_of(before)


def test_codes_are_those_of_the_record_and_of_systems_that_fhir_knows() -> None:
    given = (
        Code(system="icd-10-cm", code="R42", display="Dizziness and giddiness"),
        Code(system="mesh", code="D004244", display="Dizziness"),
    )
    catalog = changed(MINIMAL, "side-effect/dizziness", codes=given)
    effect = resources(catalog)["side-effect.dizziness.spray"]["undesirableEffect"]
    assert effect["symptomConditionEffect"]["concept"] == {
        "coding": [
            {"system": CODE_SYSTEMS["icd-10-cm"], "code": "R42", "display": "Dizziness and giddiness"}
        ],
        "text": "Dizziness",
    }
    coded = {id for id, resource in BUNDLED.items() if '"coding"' in json.dumps({**resource, "status": None})}
    assert coded == set()  # no side effect holds a code yet


def test_the_narrative_is_xhtml_in_which_every_word_is_escaped() -> None:
    allowed = {f"{XHTML}{name}" for name in ("div", "h2", "h3", "p", "b", "ul", "ol", "li", "a")}
    hostile = '<script>alert(1)</script> & "quotes" <!-- ]]>'
    catalog = changed(CATALOG, "side-effect/dissociation", title=hostile)
    catalog = changed(catalog, "source/canuso2021", title=hostile, doi=None, url='https://x.example/?a&b="c')
    for resource in resources(catalog).values():
        root = ElementTree.fromstring(resource["text"]["div"])
        assert {element.tag for element in root.iter()} <= allowed
        for link in root.iter(f"{XHTML}a"):
            assert link.attrib["href"].startswith(("https://", "http://"))
    assert hostile in words_of(resources(catalog)["side-effect.dissociation.esketamine"])


def test_no_resource_holds_a_dose() -> None:
    dose = re.compile(r"\d\s?(mg|mcg|µg|ml|milligram)", re.I)
    assert dose.search("84 mg")
    for id, resource in BUNDLED.items():
        elements = json.dumps({**resource, "text": None})
        assert not dose.search(elements) and not dose.search(own_words(resource)), id


def test_the_same_records_give_the_same_bundle() -> None:
    assert clinical_use_bundle(MINIMAL) == clinical_use_bundle(MINIMAL)
    assert "entry" not in clinical_use_bundle(CATALOG, lambda record, medicine: False)


def test_an_id_that_is_too_long_is_cut_and_stays_unlike_others() -> None:
    long = "a" * 70
    catalog = changed(MINIMAL, "side-effect/dizziness", id=f"{long}-one")
    catalog = changed(catalog, f"side-effect/{long}-one", id=f"{long}-two")
    ids = [id for id in resources(catalog) if id.startswith("side-effect.aaa")]
    assert [len(id) for id in ids] == [64, 64]
