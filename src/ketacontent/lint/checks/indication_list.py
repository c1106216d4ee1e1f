"""Conditions listed as if ketamine were established for each of them."""

from typing import Annotated, Literal

from pydantic import Field

from ketacontent.lint.checks.base import PatternCheck, Patterns, Span
from ketacontent.lint.scope import Reading
from ketacontent.lint.sentence import Sentence


class IndicationList(PatternCheck):
    """An offer (``frames``) with at least so many conditions after or before it.

    A soft hedge (can, often) clears a short list but not a long one: "can help" before seven
    conditions still presents all seven as uses.
    """

    kind: Literal["indication-list"] = "indication-list"
    frames: Annotated[tuple[str, ...], Patterns]
    conditions: str = "list-cond"
    """The word class of conditions that count."""
    needs: str = "thin-cond"
    """The word class of which at least one must be among them."""
    minimum: Annotated[int, Field(ge=1)] = 3
    """How many conditions make a list."""
    enough: Annotated[int, Field(ge=1)] = 2
    """How many conditions of ``needs`` make one."""
    long_list: Annotated[int, Field(ge=1)] = 4
    """From this length on, only firm hedges clear the list."""
    cleared_by: tuple[Reading, ...] = (
        Reading.FIRM_HEDGE,
        Reading.NEGATION,
        Reading.QUESTION,
        Reading.ATTRIBUTION,
        Reading.MYTH,
        Reading.OTHER_DRUG,
        Reading.OFF_LABEL,
    )

    def lookup(self) -> tuple[str, ...]:
        """Return the frames."""
        return self.frames

    def accept(self, sentence: Sentence, span: Span) -> Span | None:
        """Return the frame with its list."""
        found = sentence.vocabulary.find(self.conditions, sentence.words)
        needed = sentence.vocabulary.find(self.needs, sentence.words)
        if not needed:
            return None
        if self._kinds(sentence, found) < self.minimum and self._kinds(sentence, needed) < self.enough:
            return None
        start, end = min(span.start, found[0][0]), max(span.end, found[-1][1])
        if not self.is_claim(sentence, span):
            return None
        if self._kinds(sentence, found) < self.long_list and sentence.scope.holds(Reading.HEDGE, *span):
            return None
        return Span(start, end)

    @staticmethod
    def _kinds(sentence: Sentence, found: list[tuple[int, int]]) -> int:
        # "social anxiety and other anxiety disorders" is one condition, however often it is named.
        return len({sentence.folded[start : min(end, start + 5)] for start, end in found})
