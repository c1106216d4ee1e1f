"""A sentence that is too long to follow."""

from typing import Annotated, Literal

from pydantic import Field

from ketacontent.lint.checks.base import SentenceCheck, Span
from ketacontent.lint.sentence import Sentence


class Length(SentenceCheck):
    """More words than a reader can hold; purely mechanical."""

    kind: Literal["length"] = "length"
    most: Annotated[int, Field(ge=5)] = 40

    def accept(self, sentence: Sentence, span: Span) -> Span | None:
        """Return the sentence if it is too long."""
        return span if sentence.word_count > self.most else None

    def note(self, sentence: Sentence, span: Span) -> str:
        """Return the number of words."""
        return f"{sentence.word_count} words."
