"""The record kinds in one table: word, collection, model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ketacontent import models
from ketacontent.models.base import Record

COLLECTION_NAMES: dict[str, str] = {
    "topic": "topics",
    "route": "routes",
    "side-effect": "side_effects",
    "step": "steps",
    "medicine": "medicines",
    "condition": "conditions",
    "claim": "claims",
    "source": "sources",
    "regulatory-status": "regulatory_statuses",
    "safety-notice": "safety_notices",
    "crisis-resource": "crisis_resources",
    "glossary-term": "glossary_terms",
    "faq": "faqs",
    "myth": "myths",
    "checklist": "checklists",
    "image": "images",
    "brand": "brands",
    "newsletter": "newsletters",
}
"""Kind -> name of the catalog's collection. The folder of a kind bears the kind's word."""

_MODELS = {"route": "AdministrationRoute", "step": "ProcessStep"}  # the others bear their kind's name


class _Kinds(Mapping[str, tuple[str, type[Record]]]):
    """Kind -> name of the collection, and model; a model is imported when it is asked for."""

    def __getitem__(self, kind: str) -> tuple[str, type[Record]]:
        name = COLLECTION_NAMES[kind]
        model = _MODELS.get(kind) or "".join(word.capitalize() for word in kind.split("-"))
        return name, getattr(models, model)

    def __iter__(self) -> Iterator[str]:
        return iter(COLLECTION_NAMES)

    def __len__(self) -> int:
        return len(COLLECTION_NAMES)


COLLECTIONS: Mapping[str, tuple[str, type[Record]]] = _Kinds()
"""Kind -> name of the catalog's collection, and model."""

LOCKED_KINDS = frozenset({"safety-notice", "crisis-resource"})
"""Kinds whose content an overlay may add to, but not remove or soften."""
