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
    """What to do or ask."""
    why: RichText | None = None
    """Why it matters."""


class ChecklistGroup(Value):
    """Items that belong together."""

    heading: PlainText
    """What the items have in common."""
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1)]
    """The items, in the order in which they are done."""


class Checklist(Content):
    """A list to work through, with warning signs."""

    kind: ClassVar[Kind] = "checklist"

    id: Annotated[ChecklistId, SLUG]
    groups: Annotated[tuple[ChecklistGroup, ...], Field(min_length=1)]
    """The items, in groups."""
    warning_signs: tuple[RichText, ...] = ()
    """Signs to stop and ask somebody."""
