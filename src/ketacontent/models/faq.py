"""A question that people really ask, and its answer."""

from typing import Annotated, ClassVar

from ketacontent.models.base import Content
from ketacontent.models.block import Body
from ketacontent.models.types import SLUG, FaqId, TopicId
from ketacontent.models.vocabulary import Aspect, Kind


class Faq(Content):
    """A question in the reader's words (the title); the summary is the short answer."""

    kind: ClassVar[Kind] = "faq"

    id: Annotated[FaqId, SLUG]
    topic: Annotated[TopicId, SLUG] | None = None
    """The topic under which it is asked."""
    aspect: Aspect = "overview"
    """What the question is about, in one word of the vocabulary."""
    answer: Body | None = None
    """More, for those who want it; the summary stands alone."""
    order: int = 0
    """Order among the questions of a topic, lowest first."""
