"""What a regulator says about one medicine for one use in one jurisdiction."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import Record, Review
from ketacontent.models.text import RichText
from ketacontent.models.types import (
    SLUG,
    Day,
    MedicineId,
    PartialDate,
    PlainText,
    RegulatoryStatusId,
    SourceId,
)
from ketacontent.models.vocabulary import ApprovalStatus, Jurisdiction, Kind, Use


class RegulatoryStatus(Record):
    """Medicine x use x jurisdiction, with authority, date and source."""

    kind: ClassVar[Kind] = "regulatory-status"

    id: Annotated[RegulatoryStatusId, SLUG]
    medicine: Annotated[MedicineId, SLUG]
    """Which product."""
    use: Use
    """What it is used for."""
    jurisdiction: Jurisdiction
    """Whose law."""
    status: ApprovalStatus
    """`not-assessed` means that no ruling was found, not that there is none."""
    authority: PlainText
    """Who rules on it."""
    since: PartialDate | None = None
    """Since when it holds, as exact as it is known."""
    control_class: PlainText | None = None
    """How the law controls the substance, where that was checked."""
    programme: PlainText | None = None
    """A safety program that use is tied to."""
    note: RichText
    """One or two plain sentences for readers."""
    sources: Annotated[tuple[Annotated[SourceId, SLUG], ...], Field(max_length=12)] = ()
    """Where the ruling stands."""
    as_of: Day
    """The day on which it was looked up."""
    review: Review
    """Review state and the day of the next check."""
