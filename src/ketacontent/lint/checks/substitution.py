"""A word that has a better one."""

from typing import Annotated, Literal

from pydantic import Field

from ketacontent.lint.checks.base import Base, PatternCheck, Span
from ketacontent.lint.pattern import Vocabulary
from ketacontent.lint.scope import Reading
from ketacontent.lint.words import Words


class Swap(Base):
    """One pattern and what to write instead."""

    find: str
    write: str


class Substitution(PatternCheck):
    """Words to replace; only talk about the word itself clears them."""

    kind: Literal["substitution"] = "substitution"
    swaps: Annotated[tuple[Swap, ...], Field(min_length=1)]
    cleared_by: tuple[Reading, ...] = (Reading.MYTH,)

    def lookup(self) -> tuple[str, ...]:
        """Return the words to replace."""
        return tuple(swap.find for swap in self.swaps)

    def replacement(self, folded: str, vocabulary: Vocabulary) -> str:
        """Return what to write instead of the matched words."""
        return next((s.write for s in self.swaps if vocabulary.pattern(s.find).search(Words(folded))), "")


__all__ = ["Span", "Substitution", "Swap"]
