"""A technical word, in plain words."""

from typing import Annotated, ClassVar

from ketacontent.models.base import Record, Review, Value
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, GlossaryTermId, PlainText, SourceId
from ketacontent.models.vocabulary import Kind


class WordToAvoid(Value):
    """A word that harms or misleads, and what to write instead."""

    word: PlainText
    use_instead: PlainText
    why: PlainText | None = None


class GlossaryTerm(Record):
    """A technical word, in plain words. The title is the term."""

    kind: ClassVar[Kind] = "glossary-term"

    id: Annotated[GlossaryTermId, SLUG]
    definition: RichText
    also_called: tuple[PlainText, ...] = ()
    avoid: tuple[WordToAvoid, ...] = ()
    sources: tuple[Annotated[SourceId, SLUG], ...] = ()
    review: Review
