"""A way in which a medicine gets into the body, or a device acts on it."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import ClinicianNote, Content, Value
from ketacontent.models.block import Body
from ketacontent.models.text import RichText
from ketacontent.models.types import (
    SLUG,
    ClaimId,
    MedicineId,
    PlainText,
    RouteId,
    SafetyNoticeId,
    SideEffectId,
)
from ketacontent.models.values import Code, Measure
from ketacontent.models.vocabulary import Kind, RouteOfAdministration, Setting, Use


class MonitoringItem(Value):
    """What is watched, when and by whom."""

    what: RichText
    """What is watched."""
    when: RichText
    """When it is watched."""
    by: RichText
    """Who watches it."""


class AdministrationRoute(Content):
    """A way in which ketamine or esketamine is given: where, how long, how watched, for and against."""

    kind: ClassVar[Kind] = "route"

    id: Annotated[RouteId, SLUG]
    administration: Annotated[tuple[RouteOfAdministration, ...], Field(min_length=1)]
    """The route in standard terms."""
    medicines: Annotated[tuple[Annotated[MedicineId, SLUG], ...], Field(min_length=1)]
    """Which products this page is about; they are never one thing."""
    uses: tuple[Use, ...] = ("treatment-resistant-depression-alone",)
    """Uses whose regulatory status stands on the page."""
    how_given: Body
    """What is done, in words a patient would use. No doses."""
    settings: Annotated[tuple[Setting, ...], Field(min_length=1)]
    """Where it is given."""
    supervision: RichText
    """Who stays with the person, and how close."""
    onset: Measure
    """From the start to the first effects."""
    session_length: Measure
    """How long the medicine's part of the visit takes."""
    effect_length: Measure
    """How long the effects on mind and body last."""
    monitoring_time: Measure
    """How long a person is watched afterwards."""
    monitoring: Annotated[tuple[MonitoringItem, ...], Field(min_length=1)]
    """What is watched, when and by whom."""
    absorption: Measure | None = None
    """Share of the medicine that reaches the blood (bioavailability); left out for a device."""
    schedule: RichText
    """How visits are spaced, in words; never a dose."""
    advantages: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """What speaks for this route."""
    disadvantages: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """What speaks against it; never fewer words than the advantages deserve."""
    not_known: tuple[RichText, ...] = ()
    """What has not been studied, or not well."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that the page's evidence table lists."""
    side_effects: tuple[Annotated[SideEffectId, SLUG], ...] = ()
    """Side effects known on this route."""
    safety_notices: tuple[Annotated[SafetyNoticeId, SLUG], ...] = ()
    """Notices beside those that the page's content triggers by itself."""
    clinician: ClinicianNote | None = None
    """Words for clinicians."""
    codes: tuple[Code, ...] = ()
    """Codes of public terminologies."""
    also_called: tuple[PlainText, ...] = ()
    """Other names of the same thing."""
