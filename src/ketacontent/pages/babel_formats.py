"""Numbers, days and lists of any language, by Babel (`ketacontent[locale]`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from ketacontent.errors import UsageError
from ketacontent.pages.formats import Formats


class BabelFormats(Formats):
    """How Unicode's collection of locale data (CLDR) says that a language writes.

    Args:
        locale: a language tag, such as `fr` or `pt-BR`.

    Raises:
        UsageError: (KC602) Babel does not know the language.
    """

    def __init__(self, locale: str) -> None:
        try:
            self._locale = Locale.parse(locale, sep="-")
        except (UnknownLocaleError, ValueError):
            raise UsageError(
                f"Babel knows no numbers and dates for {locale!r}.", "Name a language that it knows.", "KC602"
            ) from None
        latin = self._locale.number_symbols.get("latn", {})
        super().__init__(latin.get("decimal", "."), latin.get("group", ","))

    def number(self, value: Decimal | int) -> str:
        """Write a number with all the figures that it was given with."""
        exponent = Decimal(value).as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        form = "#,##0" + ("." + "0" * places if places else "")
        return format_decimal(value, format=form, locale=self._locale)

    def percent(self, number: str) -> str:
        """Write a number that is already written as a percentage."""
        return format_percent(0, locale=self._locale).replace("0", number)

    def date(self, day: date) -> str:
        """Write a day with the month's name."""
        return format_date(day, "long", locale=self._locale)

    def month(self, year: int, month: int) -> str:
        """Write a month with its name."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self._locale)

    def list(self, parts: Sequence[str]) -> str:
        """Write a list as in a sentence."""
        return format_list(list(parts), locale=self._locale)
