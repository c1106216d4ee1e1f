"""One statement of fact, with its certainty and its evidence."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from ketacontent.models.base import Record
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, ClaimId, ConditionId, MedicineId, PlainText
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
    direction: Direction = "none"
    """`benefit` and `harm` decide which notices a page must carry."""
    certainty: Certainty
    certainty_reason: PlainText
    population: PlainText | None = None
    """In whom it was seen; required reading beside any number."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    medicines: tuple[Annotated[MedicineId, SLUG], ...] = ()
    conditions: tuple[Annotated[ConditionId, SLUG], ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    print_with: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that must stand beside this one, because either alone would mislead."""
    expires: date
    """The day after which the claim must be checked again."""
