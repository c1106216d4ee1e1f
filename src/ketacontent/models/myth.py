"""A false or one-sided statement met in public, told fact first."""

from typing import Annotated, ClassVar

from ketacontent.models.base import Content
from ketacontent.models.block import Body
from ketacontent.models.types import SLUG, ClaimId, MythId, PlainText, TopicId
from ketacontent.models.vocabulary import Kind, MythKind


class Myth(Content):
    """A false or one-sided statement. The summary is the fact and is always printed first."""

    kind: ClassVar[Kind] = "myth"

    id: Annotated[MythId, SLUG]
    said: PlainText
    """The statement as it is met, in our own words."""
    falseness: MythKind
    topic: Annotated[TopicId, SLUG] | None = None
    explanation: Body | None = None
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
