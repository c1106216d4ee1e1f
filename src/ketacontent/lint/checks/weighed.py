"""A rule that the weights may name, whether a phrase of it stands in the sentence or not."""

from collections.abc import Sequence
from typing import Literal

from ketacontent.lint.checks.base import SentenceCheck


class Weighed(SentenceCheck):
    """Gives the last word on a rule to the weights of the whole sentence (``ketacontent.lint.weigh``).

    A phrase of the rule counts for it there and nothing more: what the rest of the sentence speaks against is
    not reported, and a claim that no phrase knows is. The rule's id is its name in the table of weights; on a
    rule that is not there its phrases alone decide.
    """

    kind: Literal["weighed"] = "weighed"

    def told(self, words: Sequence[str]) -> str:
        """Name the words that weigh most, if any does."""
        if not words:
            return "The whole sentence weighs so."
        return f"No known phrase says so; these words weigh most: {', '.join(words)}."
