"""A benefit stated as fact, with no may, might, can, some or often in its clause."""

from typing import Annotated, Literal

from ketacontent.lint.checks.base import PatternCheck, Patterns
from ketacontent.lint.scope import Reading


class MissingHedge(PatternCheck):
    """Patterns of benefit claims; a hedge in the same clause clears them."""

    kind: Literal["missing-hedge"] = "missing-hedge"
    patterns: Annotated[tuple[str, ...], Patterns]
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
        """Return the patterns."""
        return self.patterns
