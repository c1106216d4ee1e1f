"""A technical word, in plain words."""

from typing import Annotated, ClassVar

from ketacontent.models.base import Record, Review, Value
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, GlossaryTermId, PlainText, SourceId
from ketacontent.models.vocabulary import Kind


class WordToAvoid(Value):
    """A word that harms or misleads, and what to write instead."""

    word: PlainText
    """The word to avoid."""
    use_instead: PlainText
    """The word to write."""
    why: PlainText | None = None
    """What is wrong with it."""


class GlossaryTerm(Record):
    """A technical word, in plain words. The title is the term."""

    kind: ClassVar[Kind] = "glossary-term"

    id: Annotated[GlossaryTermId, SLUG]
    definition: RichText
    """What the word means, in one or two plain sentences."""
    also_called: tuple[PlainText, ...] = ()
    """Other names of the same thing."""
    avoid: tuple[WordToAvoid, ...] = ()
    """Words that harm or mislead, with better ones."""
    sources: tuple[Annotated[SourceId, SLUG], ...] = ()
    """Where the definition comes from."""
    review: Review
    """Review state and the day of the next check."""
