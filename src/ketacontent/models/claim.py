"""One statement of fact, with its certainty and its evidence."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import Record
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, ClaimId, ConditionId, Day, MedicineId, PlainText
from ketacontent.models.values import Evidence
from ketacontent.models.vocabulary import Certainty, ClaimKind, Direction, Jurisdiction, Kind


class Claim(Record):
    """One statement of fact: the only place where a figure may stand in a sentence."""

    kind: ClassVar[Kind] = "claim"

    id: Annotated[ClaimId, SLUG]
    text: RichText
    """The sentence as readers see it, hedged as the certainty says: high "reduces", moderate "probably",
    low "may", very low "it is uncertain whether"."""
    type: ClaimKind
    """What the claim is about; an efficacy claim needs evidence from people."""
    direction: Direction = "none"
    """`benefit` and `harm` decide which notices a page must carry."""
    certainty: Certainty
    """How sure the evidence makes it, after GRADE; `not-graded` for law, process and cost."""
    certainty_reason: PlainText
    """Why it is no surer than that."""
    population: PlainText | None = None
    """In whom it was seen; required reading beside any number."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """What each source says for or against it."""
    medicines: tuple[Annotated[MedicineId, SLUG], ...] = ()
    """Which products it is about."""
    conditions: tuple[Annotated[ConditionId, SLUG], ...] = ()
    """Which conditions it is about."""
    jurisdictions: tuple[Jurisdiction, ...] = ()
    """Where it holds; empty means everywhere."""
    print_with: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that must stand beside this one, because either alone would mislead."""
    expires: Day
    """The day after which the claim must be checked again."""
