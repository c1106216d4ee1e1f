"""How a language writes numbers, days and lists: English and Spanish here, all others by Babel.

Babel is not needed for the two languages that we ship, so that a plain install
writes them like one with every extra.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from ketacontent.errors import MissingExtra
from ketacontent.models.language import language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_PSEUDO = frozenset({"XA", "XB"})
"""Regions of made-up languages, with which layout and completeness are tried (CLDR's names)."""
_POINT = frozenset({"US", "MX", "PR", "DO", "GT", "HN", "NI", "PA", "PE", "SV", "419"})
"""Where Spanish writes 1.5; elsewhere it writes 1,5."""
_NO_BREAK = "\u00a0"


class Formats:
    """Number signs of a language. Days and lists are `None`: then they are written with interface strings.

    Args:
        decimal: stands before the part of a number that is less than one.
        group: stands between thousands.
        percent: stands before the percent sign.
    """

    def __init__(self, decimal: str = ".", group: str = ",", percent: str = "") -> None:
        self.decimal, self.group, self._percent = decimal, group, percent

    def number(self, value: Decimal | int) -> str:
        """Write a number with all the figures that it was given with."""
        written = f"{value:,}"
        if (self.decimal, self.group) == (".", ","):
            return written
        return written.translate({ord(","): self.group, ord("."): self.decimal})

    def percent(self, number: str) -> str:
        """Write a number that is already written as a percentage."""
        return f"{number}{self._percent}%"

    def date(self, day: date) -> str | None:
        """Write a day, or return None."""
        return None

    def month(self, year: int, month: int) -> str | None:
        """Write a month, or return None."""
        return None

    def list(self, parts: Sequence[str]) -> str | None:
        """Write a list, or return None."""
        return None


class _Spanish(Formats):
    """A space stands between thousands: a point or a comma means something else in the next country."""

    def __init__(self, decimal: str) -> None:
        super().__init__(decimal, _NO_BREAK, _NO_BREAK)

    def list(self, parts: Sequence[str]) -> str | None:
        """Write "y" as "e" before its own sound."""
        last = parts[-1].lower()
        if last.startswith(("i", "hi")) and not last.startswith(("ia", "ie", "io", "hia", "hie", "hio")):
            return f"{', '.join(parts[:-1])} e {parts[-1]}"
        return None


_ENGLISH = Formats()


@cache
def formats_of(locale: str) -> Formats:
    """Return how a locale writes numbers, days and lists.

    Raises:
        MissingExtra: (KC603) it is neither English nor Spanish, and Babel is not installed.
        UsageError: (KC602) Babel does not know the language.
    """
    language, region = language_of(locale), locale.rpartition("-")[2]
    if language == "en" or region in _PSEUDO:
        return _ENGLISH
    if language == "es":
        return _Spanish("." if region in _POINT else ",")
    try:
        from ketacontent.pages.babel_formats import BabelFormats
    except ImportError:
        raise MissingExtra("Babel", "locale", f"write numbers and dates as {locale} does") from None
    return BabelFormats(locale)
