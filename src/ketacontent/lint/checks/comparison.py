"""A comparison with standard care that has no head-to-head source."""

from typing import Annotated, Literal

from ketacontent.lint.checks.base import PatternCheck, Patterns, Span
from ketacontent.lint.scope import Reading
from ketacontent.lint.sentence import Sentence


class Comparison(PatternCheck):
    """Patterns of comparing words that count only where a ``rival`` stands in the sentence."""

    kind: Literal["comparison"] = "comparison"
    patterns: Annotated[tuple[str, ...], Patterns]
    rivals: tuple[str, ...] = ("{standard}",)
    """What ketamine is compared with; one of these must stand in the sentence."""
    cleared_by: tuple[Reading, ...] = (
        Reading.HEDGE,
        Reading.NEGATION,
        Reading.QUESTION,
        Reading.ATTRIBUTION,
        Reading.MYTH,
        Reading.OTHER_DRUG,
        Reading.NAMED_SOURCE,
    )

    def lookup(self) -> tuple[str, ...]:
        """Return the comparing words."""
        return self.patterns

    def accept(self, sentence: Sentence, span: Span) -> Span | None:
        """Return the place if a rival is named and nothing clears it."""
        if not sentence.has(self.rivals):
            return None
        return span if self.is_claim(sentence, span) else None
