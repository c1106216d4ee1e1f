"""A warning that must show wherever its trigger is met."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import Record, Review
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, MedicineId, SafetyNoticeId, SourceId
from ketacontent.models.vocabulary import Jurisdiction, Kind, NoticeLevel, Trigger


class SafetyNotice(Record):
    """A warning that must show. Overlays may add to it, never remove or soften it."""

    kind: ClassVar[Kind] = "safety-notice"

    id: Annotated[SafetyNoticeId, SLUG]
    level: NoticeLevel
    """How grave it is."""
    body: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """Short paragraphs. No citations in them: `sources` are printed beneath."""
    action: RichText
    """What to do."""
    triggers: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    """What on a page makes the notice show."""
    medicines: tuple[Annotated[MedicineId, SLUG], ...] = ()
    """Products that it is about: it then shows only on pages that name one of them. Empty means all."""
    jurisdictions: tuple[Jurisdiction, ...] = ()
    """Where the notice applies; empty means everywhere."""
    priority: Annotated[int, Field(ge=0, le=100)] = 50
    """Order on a page, lowest first."""
    sources: Annotated[tuple[Annotated[SourceId, SLUG], ...], Field(min_length=1)]
    """What the notice rests on."""
    review: Review
    """Review state and the day of the next check."""
