"""The record kinds in one table: word, collection, model."""

from __future__ import annotations

from ketacontent.models import (
    AdministrationRoute,
    Brand,
    Checklist,
    Claim,
    Condition,
    CrisisResource,
    Faq,
    GlossaryTerm,
    Image,
    Medicine,
    Myth,
    Newsletter,
    ProcessStep,
    Record,
    RegulatoryStatus,
    SafetyNotice,
    SideEffect,
    Source,
    Topic,
)

COLLECTIONS: dict[str, tuple[str, type[Record]]] = {
    "topic": ("topics", Topic),
    "route": ("routes", AdministrationRoute),
    "side-effect": ("side_effects", SideEffect),
    "step": ("steps", ProcessStep),
    "medicine": ("medicines", Medicine),
    "condition": ("conditions", Condition),
    "claim": ("claims", Claim),
    "source": ("sources", Source),
    "regulatory-status": ("regulatory_statuses", RegulatoryStatus),
    "safety-notice": ("safety_notices", SafetyNotice),
    "crisis-resource": ("crisis_resources", CrisisResource),
    "glossary-term": ("glossary_terms", GlossaryTerm),
    "faq": ("faqs", Faq),
    "myth": ("myths", Myth),
    "checklist": ("checklists", Checklist),
    "image": ("images", Image),
    "brand": ("brands", Brand),
    "newsletter": ("newsletters", Newsletter),
}
"""Kind -> name of the catalog's collection, and model. The folder of a kind bears the kind's word."""

LOCKED_KINDS = frozenset({"safety-notice", "crisis-resource"})
"""Kinds whose content an overlay may add to, but not remove or soften."""
