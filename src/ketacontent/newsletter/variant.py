"""`Variant`: what decides which mail a reader gets, apart from the reader's own values."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from ketacontent.errors import UsageError
from ketacontent.models.vocabulary import Audience
from ketacontent.pages.context import Context
from ketacontent.pages.translations import is_translated


class Variant(NamedTuple):
    """For whom a mail is compiled; an empty word means: not said."""

    country: str = ""
    """Whose crisis lines are shown; it implies its jurisdiction."""
    jurisdiction: str = ""
    """Whose medicines law is shown."""
    audience: str = ""
    """`patient` where it is not said."""
    locale: str = ""
    """The reader's language; one into which nothing is translated is as if it were not said."""
    segment: str = ""
    """The group of readers that items may be meant for."""

    @property
    def is_well_formed(self) -> bool:
        """Whether every word has the form of its kind."""
        try:
            self.context()
        except UsageError:
            return False
        return True

    def context(self) -> dict[str, Any]:
        """Return the arguments of `Renderer` that the variant decides.

        Raises:
            UsageError: (KC602) a word is not of its form.
        """
        given = {name: word for name, word in self._asdict().items() if word}
        locale = given.get("locale")
        Context(
            jurisdiction=given.get("jurisdiction"),
            country=given.get("country"),
            audience=cast(Audience, given.get("audience", "patient")),
            locale=locale or "en-US",
        )
        if locale and not is_translated(locale):
            del given["locale"]  # the issue is written in English; whoever reads no translation gets that
        return dict(given)


ANYONE = Variant()
"""The variant of readers of whom nothing is said."""
