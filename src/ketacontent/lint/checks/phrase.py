"""A wording that is a finding as it stands."""

from typing import Annotated, Literal

from ketacontent.lint.checks.base import PatternCheck, Patterns
from ketacontent.lint.scope import Reading


class Phrase(PatternCheck):
    """Patterns that are reported unless negated, asked, attributed or said of another drug."""

    kind: Literal["phrase"] = "phrase"
    patterns: Annotated[tuple[str, ...], Patterns]
    cleared_by: tuple[Reading, ...] = (
        Reading.NEGATION,
        Reading.QUESTION,
        Reading.ATTRIBUTION,
        Reading.MYTH,
        Reading.OTHER_DRUG,
    )

    def lookup(self) -> tuple[str, ...]:
        """Return the patterns."""
        return self.patterns
