"""A list to work through: choosing a provider, the day of a session."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import Content, Value
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, ChecklistId, PlainText
from ketacontent.models.vocabulary import Kind


class ChecklistItem(Value):
    """One thing to do or ask, and why."""

    text: RichText
    why: RichText | None = None


class ChecklistGroup(Value):
    """Items that belong together."""

    heading: PlainText
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1)]


class Checklist(Content):
    """A list to work through, with warning signs."""

    kind: ClassVar[Kind] = "checklist"

    id: Annotated[ChecklistId, SLUG]
    groups: Annotated[tuple[ChecklistGroup, ...], Field(min_length=1)]
    warning_signs: tuple[RichText, ...] = ()
