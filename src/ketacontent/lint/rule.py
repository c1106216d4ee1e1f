"""One rule of the linter, and a pack of rules, as data.

A rule says what is wrong with a wording and how to write it instead; how text is cut and matched is
not its business.
"""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from ketacontent.lint.checks import (
    Balance,
    Comparison,
    Density,
    IndicationList,
    Length,
    MissingHedge,
    NumberWithoutSource,
    Phrase,
    Substitution,
    Weighed,
)
from ketacontent.lint.checks.base import Base
from ketacontent.lint.finding import Severity

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
Check = Annotated[
    Phrase
    | MissingHedge
    | Substitution
    | Comparison
    | IndicationList
    | NumberWithoutSource
    | Length
    | Weighed
    | Balance
    | Density,
    Field(discriminator="kind"),
]


class RuleSource(Base):
    """A law, guideline or study behind a rule."""

    name: Text
    address: Annotated[str, StringConstraints(pattern=r"^https?://")]
    seen: str
    """How far the source itself was read when the rule was written."""


class Examples(Base):
    """Sentences (or documents) that run as tests."""

    bad: Annotated[tuple[Text, ...], Field(min_length=3)]
    good: Annotated[tuple[Text, ...], Field(min_length=3)]


class Rule(Base):
    """One rule: what it finds, why that matters, what to write instead."""

    id: RuleId
    """Never changes and is never reused: comments and reports hang on it."""
    category: RuleId
    severity: Severity
    scope: Literal["sentence", "document"]
    description: Text
    message: Text
    """One short sentence for a report."""
    why: Text
    safer_wording: Text
    sources: Annotated[tuple[RuleSource, ...], Field(min_length=1)]
    yields_to: tuple[RuleId, ...] = ()
    """Rules that speak instead of this one where both fire in a sentence."""
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    examples: Examples

    @cached_property
    def weighed(self) -> Weighed | None:
        """The check by which the weights of whole sentences have the last word, if the rule has one."""
        return next((check for check in self.checks if isinstance(check, Weighed)), None)

    @cached_property
    def source_pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and addresses of the sources, as findings carry them."""
        return tuple((source.name, source.address) for source in self.sources)

    @model_validator(mode="after")
    def _has_enough_examples(self) -> "Rule":
        least = 3 if self.severity == "info" else 6
        if min(len(self.examples.bad), len(self.examples.good)) < least:
            raise ValueError(f"a rule of this severity needs {least} bad and {least} good examples.")
        is_document = self.scope == "document"
        if any((check.kind in {"balance", "density"}) != is_document for check in self.checks):
            raise ValueError(
                "checks of kind balance and density belong to rules for documents, others to sentences."
            )
        return self


class OffSwitch(Base):
    """A rule that a house pack switches off, and why."""

    rule: RuleId
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)]


class RulePack(Base):
    """Rules, their word classes, and the switches of house packs."""

    rules: tuple[Rule, ...]
    vocabulary: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    off: tuple[OffSwitch, ...] = ()
