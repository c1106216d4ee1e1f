"""A subject that readers come for."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Content, Value
from ketacontent.models.block import Body
from ketacontent.models.text import RichText
from ketacontent.models.types import (
    SLUG,
    ChecklistId,
    ClaimId,
    ConditionId,
    FaqId,
    ImageId,
    MedicineId,
    MythId,
    PlainText,
    RouteId,
    SafetyNoticeId,
    SideEffectId,
    StepId,
    TopicId,
)
from ketacontent.models.vocabulary import Aspect, Audience, Kind


class TopicSection(Value):
    """A section of a topic that makes sense on its own."""

    id: Annotated[str, SLUG]
    """Part of the section's address; never changes."""
    aspect: Aspect
    """What the section is about, in one word of the vocabulary."""
    heading: PlainText
    """A question or statement that a reader would say."""
    body: Body
    """What the section says."""
    audience: tuple[Audience, ...] = ()
    """Leave empty for all; `[clinician]` for words that only clinicians see."""


class Topic(Content):
    """A subject that readers come for: key points first, then sections that stand alone."""

    kind: ClassVar[Kind] = "topic"

    id: Annotated[TopicId, SLUG]
    key_points: Annotated[tuple[RichText, ...], Field(min_length=2, max_length=7)]
    """What a reader should take away, most important first."""
    actions: tuple[RichText, ...] = ()
    """What the reader can do."""
    sections: Annotated[tuple[TopicSection, ...], Field(min_length=1)]
    """The sections, in reading order."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that the evidence table of the page lists, beside those the text prints."""
    topics: tuple[Annotated[TopicId, SLUG], ...] = ()
    """Topics that lead on from here."""
    routes: tuple[Annotated[RouteId, SLUG], ...] = ()
    """Routes that the page names."""
    side_effects: tuple[Annotated[SideEffectId, SLUG], ...] = ()
    """Side effects that the page names."""
    steps: tuple[Annotated[StepId, SLUG], ...] = ()
    """Steps that the page names."""
    medicines: tuple[Annotated[MedicineId, SLUG], ...] = ()
    """Products that the page names."""
    conditions: tuple[Annotated[ConditionId, SLUG], ...] = ()
    """Conditions that the page names."""
    faqs: tuple[Annotated[FaqId, SLUG], ...] = ()
    """Questions that the page answers."""
    myths: tuple[Annotated[MythId, SLUG], ...] = ()
    """Myths that the page takes up."""
    checklists: tuple[Annotated[ChecklistId, SLUG], ...] = ()
    """Checklists that go with it."""
    images: tuple[Annotated[ImageId, SLUG], ...] = ()
    """Images that go with it."""
    safety_notices: tuple[Annotated[SafetyNoticeId, SLUG], ...] = ()
    """Notices beside those that the page's content triggers by itself."""

    @model_validator(mode="after")
    def _section_ids_differ(self) -> Self:
        ids = [section.id for section in self.sections]
        if len(set(ids)) != len(ids):
            raise ValueError("two sections have the same id")
        return self
