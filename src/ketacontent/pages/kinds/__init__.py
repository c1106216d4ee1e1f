"""One composer per kind of record: its own sections, in reading order.

A new kind is one function here; everything a page carries beside its own
sections is put around it by `pages/compose.py`.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from ketacontent.pages.kinds.desk import Composed, Desk

_HOMES = {
    "topic": "ketacontent.pages.kinds.topic",
    "route": "ketacontent.pages.kinds.route",
    "side-effect": "ketacontent.pages.kinds.side_effect",
    "step": "ketacontent.pages.kinds.step",
    "medicine": "ketacontent.pages.kinds.medicine",
    "condition": "ketacontent.pages.kinds.condition",
    "claim": "ketacontent.pages.kinds.claim",
    "source": "ketacontent.pages.kinds.plain_record",
    "regulatory-status": "ketacontent.pages.kinds.plain_record",
    "safety-notice": "ketacontent.pages.kinds.plain_record",
    "crisis-resource": "ketacontent.pages.kinds.plain_record",
    "glossary-term": "ketacontent.pages.kinds.glossary_term",
    "faq": "ketacontent.pages.kinds.faq",
    "myth": "ketacontent.pages.kinds.myth",
    "checklist": "ketacontent.pages.kinds.checklist",
    "image": "ketacontent.pages.kinds.plain_record",
    "brand": "ketacontent.pages.kinds.plain_record",
    "newsletter": "ketacontent.pages.kinds.newsletter",
}
"""Kind -> module whose `compose_<kind>` composes it; imported when the kind is first shown."""


@cache
def composer_of(kind: str) -> Callable[[Any, Desk], Composed]:
    """Return the function that composes the sections of a kind's records."""
    composer: Callable[[Any, Desk], Composed] = getattr(
        import_module(_HOMES[kind]), f"compose_{kind.replace('-', '_')}"
    )
    return composer


__all__ = ["Composed", "Desk", "composer_of"]
