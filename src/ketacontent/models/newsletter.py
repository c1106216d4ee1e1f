"""One issue of a newsletter, made of records."""

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record, Review, Value
from ketacontent.models.block import Body
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, Day, NewsletterId, PlainText, RecordRef
from ketacontent.models.vocabulary import Audience, Channel, ItemTreatment, Kind

MERGE_MARK = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)\}\}")
"""Where a reader's own value goes: `{{name}}`."""

ReaderSegment = Annotated[str, SLUG]
"""A group of readers, named by whoever keeps the list."""


class MergeField(Value):
    """A value of each reader that a mail prints: a column of the list of readers."""

    name: Annotated[str, SLUG]
    """The column, as it stands between `{{` and `}}`."""
    default: PlainText | None = None
    """What stands there for readers without a value; without it they get no mail, and are named."""


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
    segments: tuple[ReaderSegment, ...] = ()
    """Groups of readers whose mail shows the item; empty means all. Pages show only items for all."""

    @model_validator(mode="after")
    def _has_something(self) -> Self:
        if self.record is None and (self.body is None or self.heading is None):
            raise ValueError("needs a record, or a heading and a body")
        return self

    @property
    def is_for_mail_only(self) -> bool:
        """Whether nothing but mail shows the item."""
        return self.channels == ("email",)


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
    greeting: PlainText | None = None
    """What a mail says first: `Hello {{name}},`. Pages do not show it."""
    merge: tuple[MergeField, ...] = ()
    """Values of the reader that subject, greeting and mail-only items may print as `{{name}}`."""
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

    @model_validator(mode="after")
    def _marks_are_declared(self) -> Self:
        own = [item.body for item in self.items if item.is_for_mail_only]
        used = set(_marks((self.subject, self.greeting, *own)))
        names = [field.name for field in self.merge]
        if len(set(names)) < len(names):
            raise ValueError("merge names a field twice")
        for name in sorted(used - set(names)):
            raise ValueError(f"{{{{{name}}}}} is printed and not among the merge fields")
        for name in sorted(set(names) - used):
            raise ValueError(f"the merge field {name} is not printed anywhere")
        shared = [item.body for item in self.items if not item.is_for_mail_only]
        for name in sorted(set(names) & set(_marks((self.preheader, self.intro, self.closing, *shared)))):
            raise ValueError(
                f"{{{{{name}}}}} stands where pages show it too; "
                "it may stand in subject, greeting and bodies of items with `channels: [email]`"
            )
        return self


def _marks(value: object) -> Iterator[str]:
    """Yield the name of every merge mark in texts and blocks."""
    match value:
        case str():
            yield from MERGE_MARK.findall(value)
        case RichText():
            yield from MERGE_MARK.findall(value.source)
        case tuple():
            for part in value:
                yield from _marks(part)
        case Value():
            yield from _marks(tuple(value.__dict__.values()))
