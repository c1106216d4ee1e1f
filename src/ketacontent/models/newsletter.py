"""One issue of a newsletter, made of records."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record, Review, Value
from ketacontent.models.block import Body
from ketacontent.models.types import SLUG, Day, NewsletterId, PlainText, RecordRef
from ketacontent.models.vocabulary import Audience, Channel, ItemTreatment, Kind


class NewsletterItem(Value):
    """A record shown at some length, or words of the issue's own."""

    record: RecordRef | None = None
    """The record that is shown, as `kind/id`."""
    treatment: ItemTreatment = "short"
    """`lead`: summary and key points; `short`: summary; `link`: a title that leads on."""
    heading: PlainText | None = None
    """The item's heading; the record's title where it is left out."""
    body: Body | None = None
    """Words of the issue's own."""
    channels: tuple[Channel, ...] = ()
    """Channels that show the item; empty means all."""

    @model_validator(mode="after")
    def _has_something(self) -> Self:
        if self.record is None and (self.body is None or self.heading is None):
            raise ValueError("needs a record, or a heading and a body")
        return self


class Newsletter(Record):
    """One issue. The title heads it; subject and preheader are what an inbox shows."""

    kind: ClassVar[Kind] = "newsletter"

    id: Annotated[NewsletterId, SLUG]
    number: Annotated[int, Field(ge=1)]
    """Number of the issue, from 1."""
    published: Day
    """The day on which it goes out."""
    subject: Annotated[PlainText, Field(max_length=78)]
    """The subject line of the mail."""
    preheader: Annotated[PlainText, Field(max_length=140)]
    """What an inbox shows after the subject."""
    intro: Body
    """What opens the issue."""
    items: Annotated[tuple[NewsletterItem, ...], Field(min_length=1)]
    """What the issue holds, in order."""
    closing: Body | None = None
    """What ends the issue."""
    audience: tuple[Audience, ...] = ("patient",)
    """For whom it is written."""
    review: Review
    """Review state and the day of the next check."""
