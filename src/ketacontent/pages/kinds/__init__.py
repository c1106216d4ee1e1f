"""One composer per kind of record: its own sections, in reading order.

A new kind is one function here; everything a page carries beside its own
sections is put around it by `pages/compose.py`.
"""

from collections.abc import Callable
from typing import Any

from ketacontent.pages.kinds.checklist import compose_checklist
from ketacontent.pages.kinds.claim import compose_claim
from ketacontent.pages.kinds.condition import compose_condition
from ketacontent.pages.kinds.desk import Composed, Desk
from ketacontent.pages.kinds.faq import compose_faq
from ketacontent.pages.kinds.glossary_term import compose_glossary_term
from ketacontent.pages.kinds.medicine import compose_medicine
from ketacontent.pages.kinds.myth import compose_myth
from ketacontent.pages.kinds.newsletter import compose_newsletter
from ketacontent.pages.kinds.plain_record import (
    compose_brand,
    compose_crisis_resource,
    compose_image,
    compose_regulatory_status,
    compose_safety_notice,
    compose_source,
)
from ketacontent.pages.kinds.route import compose_route
from ketacontent.pages.kinds.side_effect import compose_side_effect
from ketacontent.pages.kinds.step import compose_step
from ketacontent.pages.kinds.topic import compose_topic

COMPOSERS: dict[str, Callable[[Any, Desk], Composed]] = {
    "topic": compose_topic,
    "route": compose_route,
    "side-effect": compose_side_effect,
    "step": compose_step,
    "medicine": compose_medicine,
    "condition": compose_condition,
    "claim": compose_claim,
    "source": compose_source,
    "regulatory-status": compose_regulatory_status,
    "safety-notice": compose_safety_notice,
    "crisis-resource": compose_crisis_resource,
    "glossary-term": compose_glossary_term,
    "faq": compose_faq,
    "myth": compose_myth,
    "checklist": compose_checklist,
    "image": compose_image,
    "brand": compose_brand,
    "newsletter": compose_newsletter,
}

__all__ = ["COMPOSERS", "Composed", "Desk"]
