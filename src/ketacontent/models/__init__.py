"""The shape of every record: what may stand in a file, and nothing about files."""

from ketacontent.models.base import Change, ClinicianNote, Content, Record, Review, Signature, Value
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
from ketacontent.models.text import RichText
from ketacontent.models.topic import Topic
from ketacontent.models.values import Code, Contact, Evidence, Frequency, Measure, Range

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
