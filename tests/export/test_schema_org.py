"""Records in schema.org's terms: valid against the vocabulary, and nothing that is not so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ketacontent import Catalog, Renderer
from ketacontent.export.schema_org import about, citation, health_aspect
from ketacontent.models import Source
from kit.jsonld import jsonld_faults, vocabulary


def valid(node: dict[str, Any]) -> list[str]:
    return jsonld_faults({"@context": "https://schema.org", **{k: v for k, v in node.items() if v}})


def test_what_every_record_is_about_is_valid(catalog: Catalog) -> None:
    found = [(record, about(record, catalog)) for record in catalog]
    assert [fault for _, node in found if node for fault in valid(node)] == []
    assert {record.kind for record, node in found if node} >= {
        "route",
        "side-effect",
        "medicine",
        "condition",
        "step",
        "source",
    }


@pytest.mark.parametrize(
    ("ref", "type_"),
    [
        ("route/nasal", "MedicalTherapy"),
        ("medicine/spray", "Drug"),
        ("side-effect/dizziness", "MedicalSymptom"),
        ("condition/low-mood", "MedicalCondition"),
        ("glossary-term/sway", "DefinedTerm"),
        ("source/trial-one", "MedicalScholarlyArticle"),
        ("source/label-two", "CreativeWork"),
        ("crisis-resource/gb-line", "Organization"),
        ("newsletter/first", "PublicationIssue"),
    ],
)
def test_each_kind_has_its_type(minimal: Catalog, ref: str, type_: str) -> None:
    node = about(minimal.get(ref), minimal)
    assert node is not None
    assert (node["@type"], node["name"]) == (type_, minimal.get(ref).title)


def nodes(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for each in value.values() for inner in nodes(each))]
    return [inner for each in value for inner in nodes(each)] if isinstance(value, list) else []


def test_medicines_are_never_one_thing_and_never_rated_or_offered(catalog: Catalog) -> None:
    made = Renderer(catalog)
    for record in (*catalog.medicines.values(), *catalog.routes.values(), *catalog.conditions.values()):
        for node in nodes(json.loads(made.jsonld(record))):
            assert not {"aggregateRating", "review", "offers", "possibleTreatment", "doseSchedule"} & set(
                node
            )
            if node.get("@type") == "Drug":
                assert node["name"] in {medicine.title for medicine in catalog.medicines.values()}
                assert isinstance(node["name"], str)


@pytest.mark.parametrize(
    ("issued", "published"),
    [("2024", None), ("2024-05", "2024-05"), ("2024-05-07", "2024-05-07"), (None, None)],
)
def test_a_date_that_schema_org_cannot_hold_is_left_out(issued: str | None, published: str | None) -> None:
    source = Source(id="a", title="A", type="report", issued=issued, checked="page-checked")
    assert citation(source).get("datePublished") == published
    assert valid(citation(source)) == []


def test_citations_stand_in_the_order_of_their_numbers(minimal: Catalog) -> None:
    data = json.loads(Renderer(minimal).jsonld(minimal.routes["nasal"]))
    assert [node["name"] for node in data["citation"]] == [
        "Label of sample spray",
        "Warm tea against cold feet: a randomized trial",
    ]


def test_health_aspects_are_schema_orgs_own() -> None:
    words = vocabulary()
    aspects = ("overview", "benefits", "risks", "preparation", "get-help", "cost", "suitability")
    for aspect in aspects:
        address = health_aspect(aspect)
        assert address is not None
        assert address.removeprefix("https://schema.org/") in words.enumerations["HealthAspectEnumeration"]
    assert health_aspect("no-such-aspect") is None


def test_the_page_says_for_whom_it_is_how_it_was_reviewed_and_until_when(minimal: Catalog) -> None:
    record = minimal.routes["nasal"]
    patient = json.loads(Renderer(minimal, base_url="https://clinic.example").jsonld(record))
    clinician = json.loads(Renderer(minimal, audience="clinician").jsonld(record))
    assert patient["audience"] == {"@type": "MedicalAudience", "audienceType": "Patient"}
    assert clinician["audience"]["audienceType"] == "Clinician"
    assert patient["creativeWorkStatus"] == "Not clinically reviewed"
    assert "lastReviewed" not in patient
    assert "reviewedBy" not in patient
    assert patient["expires"] == "2027-11-21"
    assert patient["url"] == "https://clinic.example/route/nasal/"
    assert "url" not in clinician
