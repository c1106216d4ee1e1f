"""`Context`: for whom and where a page is composed. It has no channel and no clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.models.types import Locale
from ketacontent.models.vocabulary import JURISDICTIONS, Audience
from ketacontent.pages.words import Words, words_of

if TYPE_CHECKING:
    from ketacontent.models import Brand

_EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905 - reads as a list
)  # the member states: each stands under EU marketing law
AUDIENCES: tuple[str, ...] = get_args(Audience)
_LOCALE = get_args(Locale)[1].pattern


def jurisdiction_of(country: str) -> str:
    """Return the jurisdiction whose medicines law a country stands under."""
    return "EU" if country in _EU else country


def no_link(_: object) -> str | None:
    """Link nowhere: related records are named, not linked."""
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and where a page is composed.

    Args:
        jurisdiction: whose law is shown (`US`, `GB`, `EU`, `CA`, `AU`); without one, the covered
            ones stand side by side. It is never guessed, except that a country implies its own.
        country: whose crisis lines are shown (ISO 3166-1 alpha-2); without one, a list by country.
        audience: `patient`, `caregiver`, `public` or `clinician`.
        brand: who speaks.
        locale: the language of the interface words (BCP 47).
        link: gives the address of a record's page, or None.
        overview_link: gives the address of an overview by its name, such as `law`, or None.
        segment: the group of readers that a newsletter's items may be meant for.
        translations: folders with the host's own translations of the interface words.

    Raises:
        UsageError: a value is not of its form.
    """

    jurisdiction: str | None = None
    country: str | None = None
    audience: Audience = "patient"
    brand: Brand | None = None
    locale: str = "en-US"
    link: Callable[[Record], str | None] = no_link
    overview_link: Callable[[str], str | None] = no_link
    segment: str | None = None
    translations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("jurisdiction", "country"):
            value = getattr(self, name)
            if value is not None and not re.fullmatch("[A-Z]{2}", value):
                raise UsageError(
                    f"{value!r} is not a {name}.", "Use two capital letters, such as US, GB or AU.", "KC602"
                )
        if self.audience not in AUDIENCES:
            raise UsageError(
                f"{self.audience!r} is not an audience.", f"Use one of: {', '.join(AUDIENCES)}.", "KC602"
            )
        if not re.fullmatch(_LOCALE, self.locale):
            raise UsageError(
                f"{self.locale!r} is not a locale.", "Use a language tag, such as en-US or es.", "KC602"
            )
        if self.jurisdiction is None and self.country is not None:
            object.__setattr__(self, "jurisdiction", jurisdiction_of(self.country))

    @property
    def words(self) -> Words:
        """The interface words of the locale.

        Raises:
            UsageError: (KC620) there is no translation into this language.
        """
        return words_of(self.locale, self.translations)

    @property
    def is_for_clinicians(self) -> bool:
        """Whether the clinician's words stand beside the patient's."""
        return self.audience == "clinician"

    @property
    def covered_jurisdictions(self) -> tuple[str, ...]:
        """The jurisdictions to show: the one asked for if it is covered, else all or none."""
        if self.jurisdiction is None:
            return JURISDICTIONS
        return (self.jurisdiction,) if self.jurisdiction in JURISDICTIONS else ()
