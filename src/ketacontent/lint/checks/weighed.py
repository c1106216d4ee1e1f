"""Words that add up to a claim where no phrase of any rule stands: a hint, never more than information."""

from typing import Annotated, Literal

from pydantic import Field

from ketacontent.lint.checks.base import SentenceCheck, Span
from ketacontent.lint.scope import Reading
from ketacontent.lint.sentence import Sentence


class Weighed(SentenceCheck):
    """The last check of a rule, asked only where no pattern found an error or a warning.

    The words of the sentence are weighed (``ketacontent.lint.weigh``). Any hedge, negation, question, report
    or source in the sentence clears it, as the model does not know which words they belong to.
    """

    kind: Literal["weighed"] = "weighed"
    topic: Annotated[str, Field(min_length=3)]
    """What the sentence must be like: a topic of the table of weights."""
    cleared_by: tuple[Reading, ...] = (
        Reading.HEDGE_ANYWHERE,
        Reading.NEGATION,
        Reading.QUESTION,
        Reading.ATTRIBUTION,
        Reading.MYTH,
        Reading.OTHER_DRUG,
        Reading.NAMED_SOURCE,
        Reading.CAUTION,
        Reading.OFF_LABEL,
    )

    def lookup(self) -> tuple[str, ...]:
        """Return nothing: words are weighed, not looked up."""
        return ()

    def accept(self, sentence: Sentence, span: Span) -> Span | None:
        """Return the words that weigh most if the sentence is like the topic and nothing clears it."""
        weighing = sentence.weighing
        if weighing is None or weighing.topic != self.topic or not self.is_claim(sentence, span):
            return None
        return Span(weighing.start, weighing.end)

    def note(self, sentence: Sentence, span: Span) -> str:
        """Name the words that weigh most."""
        told = ", ".join(sentence.weighing.words) if sentence.weighing else ""
        return f"A hint: no phrase says so, but these words often do: {told}."
