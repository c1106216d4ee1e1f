"""The shape of every record: what may stand in a file, and nothing about files.

The models of single kinds are imported when they are first asked for: making a
model's class takes about a millisecond, and most programs need few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ketacontent.models.base import Change, ClinicianNote, Content, Record, Review, Signature, Value
from ketacontent.models.text import RichText
from ketacontent.models.values import Code, Contact, Evidence, Frequency, Measure, Range

if TYPE_CHECKING:
    from ketacontent.models.brand import Brand
    from ketacontent.models.checklist import Checklist
    from ketacontent.models.claim import Claim
    from ketacontent.models.condition import Condition
    from ketacontent.models.crisis_resource import CrisisResource
    from ketacontent.models.faq import Faq
    from ketacontent.models.glossary_term import GlossaryTerm
    from ketacontent.models.image import Image
    from ketacontent.models.medicine import Medicine
    from ketacontent.models.myth import Myth
    from ketacontent.models.newsletter import Newsletter
    from ketacontent.models.regulatory_status import RegulatoryStatus
    from ketacontent.models.route import AdministrationRoute
    from ketacontent.models.safety_notice import SafetyNotice
    from ketacontent.models.side_effect import SideEffect
    from ketacontent.models.source import Source
    from ketacontent.models.step import ProcessStep
    from ketacontent.models.topic import Topic

_HOMES = {
    "AdministrationRoute": "route",
    "Brand": "brand",
    "Checklist": "checklist",
    "Claim": "claim",
    "Condition": "condition",
    "CrisisResource": "crisis_resource",
    "Faq": "faq",
    "GlossaryTerm": "glossary_term",
    "Image": "image",
    "Medicine": "medicine",
    "Myth": "myth",
    "Newsletter": "newsletter",
    "ProcessStep": "step",
    "RegulatoryStatus": "regulatory_status",
    "SafetyNotice": "safety_notice",
    "SideEffect": "side_effect",
    "Source": "source",
    "Topic": "topic",
}


def __getattr__(name: str) -> Any:
    """Import the model of a kind when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    model = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = model
    return model


__all__ = [
    "AdministrationRoute",
    "Brand",
    "Change",
    "Checklist",
    "Claim",
    "ClinicianNote",
    "Code",
    "Condition",
    "Contact",
    "Content",
    "CrisisResource",
    "Evidence",
    "Faq",
    "Frequency",
    "GlossaryTerm",
    "Image",
    "Measure",
    "Medicine",
    "Myth",
    "Newsletter",
    "ProcessStep",
    "Range",
    "Record",
    "RegulatoryStatus",
    "Review",
    "RichText",
    "SafetyNotice",
    "SideEffect",
    "Signature",
    "Source",
    "Topic",
    "Value",
]
