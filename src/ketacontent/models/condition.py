"""A condition for which people ask about ketamine."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import Content
from ketacontent.models.block import Body
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, ClaimId, ConditionId, PlainText, TopicId
from ketacontent.models.values import Code
from ketacontent.models.vocabulary import Kind, Use


class Condition(Content):
    """A condition. What role ketamine has in it is read from regulatory status, never written here."""

    kind: ClassVar[Kind] = "condition"

    id: Annotated[ConditionId, SLUG]
    clinical_name: PlainText
    """The name that clinicians use."""
    uses: tuple[Use, ...] = ()
    """Uses whose regulatory status applies to the condition."""
    what_it_is: Body
    """What it is, in plain words."""
    usual_treatments: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """What helps many people first."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that the page's evidence table lists."""
    topics: tuple[Annotated[TopicId, SLUG], ...] = ()
    """Topics that lead on from here."""
    is_crisis_related: bool = False
    """True where the page must carry crisis help whatever its words are."""
    codes: tuple[Code, ...] = ()
    """Codes of public terminologies."""
