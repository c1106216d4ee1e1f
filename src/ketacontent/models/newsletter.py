"""One issue of a newsletter, made of records."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record, Review, Value
from ketacontent.models.block import Body
from ketacontent.models.types import SLUG, NewsletterId, PlainText, RecordRef
from ketacontent.models.vocabulary import Audience, Channel, ItemTreatment, Kind


class NewsletterItem(Value):
    """A record shown at some length, or words of the issue's own."""

    record: RecordRef | None = None
    treatment: ItemTreatment = "short"
    """`lead`: summary and key points; `short`: summary; `link`: a title that leads on."""
    heading: PlainText | None = None
    body: Body | None = None
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
    published: date
    subject: Annotated[PlainText, Field(max_length=78)]
    preheader: Annotated[PlainText, Field(max_length=140)]
    intro: Body
    items: Annotated[tuple[NewsletterItem, ...], Field(min_length=1)]
    closing: Body | None = None
    audience: tuple[Audience, ...] = ("patient",)
    review: Review
