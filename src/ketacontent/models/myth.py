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
    """In what way the statement is not true."""
    topic: Annotated[TopicId, SLUG] | None = None
    """The topic it belongs to."""
    explanation: Body | None = None
    """Why it is not true, and how it may have come about."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that the page's evidence table lists."""
