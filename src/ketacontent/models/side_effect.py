"""An unwanted effect: how often, how serious, how long, what to do."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import ClinicianNote, Content
from ketacontent.models.block import CareCard
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
from ketacontent.models.values import Code, Frequency, Measure
from ketacontent.models.vocabulary import BodySystem, EffectTiming, FrequencyBand, Kind, Seriousness


class SideEffect(Content):
    """An unwanted effect. Frequencies come one per trial or population and are never mixed."""

    kind: ClassVar[Kind] = "side-effect"

    id: Annotated[SideEffectId, SLUG]
    clinical_name: PlainText
    """The name that clinicians use."""
    body_system: BodySystem
    """The part of the body it concerns."""
    timing: Annotated[tuple[EffectTiming, ...], Field(min_length=1)]
    """When it comes."""
    what_it_is: RichText
    """What it feels like or is, in plain words."""
    band: FrequencyBand
    """CIOMS word from treatment figures only; `not-known` where there are none."""
    band_basis: RichText
    """What the word rests on."""
    frequencies: tuple[Frequency, ...] = ()
    """Main figure first."""
    seriousness: Seriousness
    """`serious` where it can kill, disable or lead to hospital."""
    severity: RichText
    """How strong it usually is, in words."""
    onset: Measure
    """When it starts."""
    duration: Measure
    """How long it usually lasts, and how it goes."""
    self_care: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """What a person can do."""
    get_help: Annotated[tuple[CareCard, ...], Field(min_length=1)]
    """When to get help, one card for each level of urgency."""
    monitoring: RichText | None = None
    """What staff watch for."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that the page's evidence table lists."""
    medicines: Annotated[tuple[Annotated[MedicineId, SLUG], ...], Field(min_length=1)]
    """Which products it is known of."""
    routes: tuple[Annotated[RouteId, SLUG], ...] = ()
    """Routes on which it is known; empty means all."""
    related: tuple[Annotated[SideEffectId, SLUG], ...] = ()
    """Side effects to read beside this one."""
    safety_notices: tuple[Annotated[SafetyNoticeId, SLUG], ...] = ()
    """Notices beside those that the page's content triggers by itself."""
    clinician: ClinicianNote | None = None
    """Words for clinicians."""
    codes: tuple[Code, ...] = ()
    """Codes of public terminologies."""

    @property
    def frequency(self) -> Frequency | None:
        """The main figure from treatment, or None."""
        return next((f for f in self.frequencies if f.setting == "treatment"), None)

    @model_validator(mode="after")
    def _band_agrees(self) -> Self:
        main = self.frequency
        if main is None and self.band != "not-known":
            raise ValueError(
                f"band is {self.band!r} but there is no figure from treatment; it should be 'not-known'"
            )
        if main is not None and main.band is not None and self.band not in (main.band, "not-known"):
            raise ValueError(f"band is {self.band!r} but the main figure is {main.band!r}")
        return self
