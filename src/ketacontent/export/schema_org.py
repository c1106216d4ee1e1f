"""Record -> schema.org mapping: what a page is about, as plain data.

Only terms of schema.org 30.0 are used; a test holds them against the
vocabulary. The three products are always separate `Drug` nodes, and no node
ever gets a rating or an offer.
"""

from __future__ import annotations

from typing import Any

from ketacontent.catalog import Catalog
from ketacontent.models import (
    AdministrationRoute,
    Condition,
    CrisisResource,
    Faq,
    GlossaryTerm,
    Medicine,
    Newsletter,
    ProcessStep,
    Record,
    SideEffect,
    Source,
)

Node = dict[str, Any]

_ASPECTS = {
    "overview": "Overview",
    "how-it-works": "HowItWorks",
    "benefits": "Benefits",
    "effectiveness": "Effectiveness",
    "side-effects": "SideEffects",
    "risks": "RisksOrComplications",
    "safety": "Safety",
    "suitability": "Safety",
    "pregnancy": "Pregnancy",
    "preparation": "UsageOrSchedule",
    "what-happens": "UsageOrSchedule",
    "aftercare": "SelfCare",
    "get-help": "SeeDoctor",
    "access": "GettingAccess",
    "cost": "GettingAccess",
}


def health_aspect(aspect: str) -> str | None:
    """Return schema.org's health aspect for one of ours, or None where it has none."""
    name = _ASPECTS.get(aspect)
    return f"https://schema.org/{name}HealthAspect" if name else None


def about(record: Record, catalog: Catalog) -> Node | None:
    """Return the thing that a record's page is about, or None where schema.org has no term for it."""
    match record:
        case AdministrationRoute():
            products = [catalog.medicines[id] for id in record.medicines]
            return {
                "@type": "MedicalTherapy",
                "name": record.title,
                "drug": [_drug(product) for product in products if not product.is_device],
                "seriousAdverseOutcome": [
                    _effect(effect)
                    for id in record.side_effects
                    if (effect := catalog.side_effects[id]).seriousness == "serious"
                ],
                "adverseOutcome": [_effect(catalog.side_effects[id]) for id in record.side_effects],
            }
        case Medicine():
            return {"@type": "MedicalDevice", "name": record.title} if record.is_device else _drug(record)
        case SideEffect():
            return _effect(record)
        case Condition():
            return {"@type": "MedicalCondition", "name": record.title, "alternateName": record.clinical_name}
        case GlossaryTerm():
            return {"@type": "DefinedTerm", "name": record.title, "termCode": record.id}
        case ProcessStep():
            return {"@type": "HowToStep", "name": record.title, "position": catalog.place_of(record)}
        case Faq():
            return {"@type": "Question", "name": record.title}
        case Newsletter():
            return {"@type": "PublicationIssue", "name": record.title, "issueNumber": record.number}
        case Source():
            return citation(record)
        case CrisisResource():
            return {
                "@type": "Organization",
                "name": record.title,
                "areaServed": {"@type": "Country", "name": record.country_name},
            }
        case _:
            return None


def citation(source: Source) -> Node:
    """Return a source as schema.org's citation."""
    is_paper = source.type in ("article-journal", "article")
    node: Node = {"@type": "MedicalScholarlyArticle" if is_paper else "CreativeWork", "name": source.title}
    if source.issued and "-" in source.issued:  # schema.org's Date has at least a month; a bare year is none
        node["datePublished"] = source.issued
    if source.address:
        node["url"] = source.address
    if source.doi:
        node["identifier"] = f"doi:{source.doi}"
    return node


def _drug(medicine: Medicine) -> Node:
    node: Node = {
        "@type": "Drug",
        "name": medicine.title,
        "activeIngredient": medicine.active_ingredient,
        "prescriptionStatus": "https://schema.org/PrescriptionOnly",
    }
    if medicine.brand_names:
        node["proprietaryName"] = medicine.brand_names[0]
    return node


def _effect(effect: SideEffect) -> Node:
    return {"@type": "MedicalSymptom", "name": effect.title, "alternateName": effect.clinical_name}
