"""A step of the care pathway."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import ClinicianNote, Content
from ketacontent.models.block import Body
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, PlainText, RouteId, SafetyNoticeId, StepId
from ketacontent.models.values import Measure
from ketacontent.models.vocabulary import Kind, Phase


class ProcessStep(Content):
    """A step of the care pathway: who, how long, what happens, what to bring, what to ask, red flags."""

    kind: ClassVar[Kind] = "step"

    id: Annotated[StepId, SLUG]
    phase: Phase
    """The part of the pathway it belongs to."""
    order: Annotated[int, Field(ge=1)]
    """Steps stand by this in the pathway, then by id; the number that is shown counts them."""
    follows: tuple[Annotated[StepId, SLUG], ...] = ()
    """Steps that come right before this one."""
    who: Annotated[tuple[PlainText, ...], Field(min_length=1)]
    """Who takes part."""
    duration: Measure
    """How long it takes."""
    intro: Body
    """What the step is for."""
    what_happens: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """What happens, in order."""
    checklist: tuple[RichText, ...] = ()
    """What the patient does or brings."""
    questions: tuple[RichText, ...] = ()
    """What to ask."""
    red_flags: tuple[RichText, ...] = ()
    """Signs that something is not right with the care, or a reason to call first."""
    routes: tuple[Annotated[RouteId, SLUG], ...] = ()
    """Routes to which the step belongs; empty means all."""
    safety_notices: tuple[Annotated[SafetyNoticeId, SLUG], ...] = ()
    """Notices beside those that the page's content triggers by itself."""
    is_optional: bool = False
    """True where not everybody goes through it."""
    varies_by_clinic: bool = True
    """Whether clinics do it differently; the page says so."""
    clinician: ClinicianNote | None = None
    """Words for clinicians."""
