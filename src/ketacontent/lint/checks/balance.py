"""Something that must stand beside something else in a document."""

from typing import Annotated, Literal

from pydantic import Field

from ketacontent.lint.checks.base import Base, DocumentCheck, Patterns, Span
from ketacontent.lint.document import Document


class Need(Base):
    """One thing the document has to say, and how often."""

    any_of: Annotated[tuple[str, ...], Patterns]
    at_least: Annotated[int, Field(ge=1)] = 1
    """How many different patterns must occur."""

    def is_met(self, document: Document) -> bool:
        """Tell whether enough of the patterns occur."""
        return document.count(self.any_of, self.at_least) >= self.at_least


class Balance(DocumentCheck):
    """Where ``when`` occurs, each of ``needs`` must occur too."""

    kind: Literal["balance"] = "balance"
    when: Annotated[tuple[str, ...], Patterns]
    """Patterns of what calls for balance."""
    weight: Annotated[int, Field(ge=1)] = 2
    """How much must match ``when``: a plain sentence weighs two, a hedged one one."""
    about: tuple[str, ...] = ()
    """Patterns of which one must occur somewhere: what the document is about."""
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    satisfied_by_links: bool = False
    """A link to a source, or a list of references, is enough."""
    satisfy: str
    """What to write so that the check is met."""

    def examine(self, document: Document) -> tuple[Span, str] | None:
        """Return the first sentence that calls for balance, if the document has none."""
        if self.about and not document.count(self.about, 1):
            return None
        places = document.places(self.when, self.weight)
        if not places:
            return None
        if all(need.is_met(document) for need in self.needs):
            return None
        if self.satisfied_by_links and document.has_source_links:
            return None
        return Span(*places[0]), self.satisfy
