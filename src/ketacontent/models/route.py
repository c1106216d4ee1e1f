"""A way in which the medicine gets into the body."""

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
    when: RichText
    by: RichText


class AdministrationRoute(Content):
    """A way in which ketamine or esketamine is given: where, how long, how watched, for and against."""

    kind: ClassVar[Kind] = "route"

    id: Annotated[RouteId, SLUG]
    administration: Annotated[tuple[RouteOfAdministration, ...], Field(min_length=1)]
    """The route in standard terms."""
    medicines: Annotated[tuple[Annotated[MedicineId, SLUG], ...], Field(min_length=1)]
    """Which of the three products this page is about; they are never one thing."""
    uses: tuple[Use, ...] = ("treatment-resistant-depression-alone",)
    """Uses whose regulatory status stands on the page."""
    how_given: Body
    """What is done, in words a patient would use. No doses."""
    settings: Annotated[tuple[Setting, ...], Field(min_length=1)]
    """Where it is given."""
    supervision: RichText
    onset: Measure
    """From the start to the first effects."""
    session_length: Measure
    """How long the medicine's part of the visit takes."""
    effect_length: Measure
    """How long the effects on mind and body last."""
    monitoring_time: Measure
    """How long a person is watched afterwards."""
    monitoring: Annotated[tuple[MonitoringItem, ...], Field(min_length=1)]
    absorption: Measure
    """Share of the medicine that reaches the blood (bioavailability)."""
    schedule: RichText
    """How visits are spaced, in words; never a dose."""
    advantages: Annotated[tuple[RichText, ...], Field(min_length=1)]
    disadvantages: Annotated[tuple[RichText, ...], Field(min_length=1)]
    not_known: tuple[RichText, ...] = ()
    """What has not been studied, or not well."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    side_effects: tuple[Annotated[SideEffectId, SLUG], ...] = ()
    safety_notices: tuple[Annotated[SafetyNoticeId, SLUG], ...] = ()
    clinician: ClinicianNote | None = None
    codes: tuple[Code, ...] = ()
    also_called: tuple[PlainText, ...] = ()
