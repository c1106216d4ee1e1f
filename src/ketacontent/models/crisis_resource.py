"""An emergency number or crisis line of one country."""

from datetime import timedelta
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record
from ketacontent.models.types import SLUG, Country, CrisisResourceId, Day, PlainText, WebAddress
from ketacontent.models.values import Contact
from ketacontent.models.vocabulary import CrisisCategory, Kind

MAX_AGE = timedelta(days=180)
"""A number is trusted for half a year after it was seen."""


class CrisisResource(Record):
    """An emergency number or crisis line: who answers, how to reach it, when it was checked."""

    kind: ClassVar[Kind] = "crisis-resource"

    id: Annotated[CrisisResourceId, SLUG]
    country: Country
    """The country it serves."""
    country_name: PlainText
    """The country's name in the record's language."""
    region: PlainText | None = None
    """A part of the country, where the line serves only that."""
    category: CrisisCategory
    """What kind of help it is."""
    local_name: PlainText | None = None
    """The name in the country's language, where it differs."""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]
    """Ways to reach it, best first."""
    hours: PlainText | None = None
    """When somebody answers."""
    languages: tuple[PlainText, ...] = ()
    """Languages spoken there."""
    is_free: bool | None = None
    """Leave out where it was not seen."""
    serves: PlainText | None = None
    """For whom the line is."""
    order: Annotated[int, Field(ge=0)] = 0
    """Order within the country."""
    verified_on: Day
    """The day on which the number was last seen at the addresses below."""
    expires: Day
    """The day after which the number must be checked again."""
    seen_at: Annotated[tuple[WebAddress, ...], Field(min_length=1)]
    """Where the number was seen; kept for editors, never printed."""

    @model_validator(mode="after")
    def _does_not_outlive_its_check(self) -> Self:
        if not self.verified_on < self.expires <= self.verified_on + MAX_AGE:
            raise ValueError(f"expires must lie within {MAX_AGE.days} days after verified_on")
        return self
