"""Too many unexplained terms for the length of a document."""

from typing import Annotated, Literal

from pydantic import Field

from ketacontent.lint.checks.base import DocumentCheck, Patterns, Span
from ketacontent.lint.document import Document


class Density(DocumentCheck):
    """Terms per hundred words, those explained nearby not counted."""

    kind: Literal["density"] = "density"
    terms: Annotated[tuple[str, ...], Patterns]
    explained_by: Annotated[tuple[str, ...], Patterns]
    """Patterns that, in the same sentence, explain a term for the whole document."""
    per_hundred: Annotated[float, Field(gt=0)] = 2.0
    at_least: Annotated[int, Field(ge=1)] = 4
    """Fewer terms than this are never too many."""
    unless: tuple[str, ...] = ()
    """Patterns that mark a document as written for professionals."""
    satisfy: str

    def examine(self, document: Document) -> tuple[Span, str] | None:
        """Return the first unexplained term if there are too many."""
        if self.unless and document.count(self.unless, 1):
            return None
        found = document.unexplained(self.terms, self.explained_by)
        if len(found) < self.at_least or len(found) * 100 < self.per_hundred * max(document.words, 1):
            return None
        return Span(*found[0]), f"{len(found)} in {document.words} words. {self.satisfy}"
