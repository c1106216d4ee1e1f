"""What every check of a rule has in common."""

from abc import abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ketacontent.lint.scope import Reading

if TYPE_CHECKING:
    from ketacontent.lint.document import Document
    from ketacontent.lint.sentence import Sentence


class Span(NamedTuple):
    """A place in a sentence, or in a file."""

    start: int
    end: int
    gaps: tuple[tuple[int, int], ...] | None = None
    """Where the pattern skipped words. A negator there negates; one that the pattern itself names, as in
    "no side effects", is part of the claim. None: every negator inside negates.
    """


class Base(BaseModel):
    """Frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SentenceCheck(Base):
    """A check that looks at one sentence at a time."""

    def accept(self, sentence: "Sentence", span: Span) -> Span | None:
        """Return the place to report, or None where it is no claim.

        Args:
            sentence: the sentence.
            span: a place that a pattern found, or the whole sentence.
        """
        return span

    def note(self, sentence: "Sentence", span: Span) -> str:
        """Return words to add to the rule's message, or an empty string."""
        return ""


class PatternCheck(SentenceCheck):
    """A check of places that patterns find: the engine looks up ``lookup`` and asks ``accept`` about each."""

    cleared_by: tuple[Reading, ...] = ()
    """Readings under which the words are no claim of the writer."""
    unless: tuple[str, ...] = ()
    """Patterns that clear the finding wherever they stand in the sentence."""

    @abstractmethod
    def lookup(self) -> tuple[str, ...]:
        """Return the patterns that propose a place."""

    def accept(self, sentence: "Sentence", span: Span) -> Span | None:
        """Return the place to report, or None where it is no claim."""
        return span if self.is_claim(sentence, span) else None

    def is_claim(self, sentence: "Sentence", span: Span) -> bool:
        """Tell whether nothing around the place clears it."""
        if any(sentence.scope.holds(reading, *span) for reading in self.cleared_by):
            return False
        return not (self.unless and sentence.has(self.unless))


class DocumentCheck(Base):
    """A check that reads the whole document."""

    @abstractmethod
    def examine(self, document: "Document") -> tuple[Span, str] | None:
        """Return a place (offsets in the original text) and what would satisfy the check, or None."""


Patterns = Field(min_length=1)
"""A field of at least one pattern."""
