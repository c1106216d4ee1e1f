"""A rate of success with no named study."""

from typing import Annotated, Literal

from ketacontent.lint.checks.base import PatternCheck, Patterns
from ketacontent.lint.scope import Reading


class NumberWithoutSource(PatternCheck):
    """Patterns of figures with an outcome; a named study or comparator clears them."""

    kind: Literal["number-without-source"] = "number-without-source"
    patterns: Annotated[tuple[str, ...], Patterns]
    cleared_by: tuple[Reading, ...] = (
        Reading.NAMED_SOURCE,
        Reading.NEGATION,
        Reading.QUESTION,
        Reading.ATTRIBUTION,
        Reading.MYTH,
        Reading.OTHER_DRUG,
    )

    def lookup(self) -> tuple[str, ...]:
        """Return the patterns."""
        return self.patterns
