"""A site in several languages: where each one lies, and the ways from a page to itself in the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ketacontent.errors import UsageError
from ketacontent.models.language import language_of
from ketacontent.rendering.shell import LanguageLink, Shell
from ketacontent.site.addresses import Addresses

_OWN_NAMES = {"en": "English", "es": "Español"}
"""What languages call themselves; others are called by Babel, or by their tag."""


class SiteLanguage(NamedTuple):
    """One language of a site."""

    locale: str
    folder: str
    """Where its pages lie, from the top of the site: `es/`; empty for the first language."""

    @property
    def to_top(self) -> str:
        """The way from its first page to the top of the site."""
        return "../" if self.folder else ""


def site_languages(locales: Iterable[str]) -> tuple[SiteLanguage, ...]:
    """Return the languages of a site, the first at its top.

    Raises:
        UsageError: (KC602) a language stands twice.
    """
    listed = tuple(locales)
    if len(set(listed)) < len(listed):
        raise UsageError(f"A language stands twice: {', '.join(listed)}.", "Name each once.", "KC602")
    return tuple(
        SiteLanguage(locale, f"{locale.lower()}/" if number else "") for number, locale in enumerate(listed)
    )


def own_name(locale: str) -> str:
    """Return what a language calls itself."""
    name = _OWN_NAMES.get(language_of(locale))
    if name is None:
        try:
            from babel import Locale

            name = Locale.parse(locale, sep="-").get_display_name()
        except Exception:  # Babel is not installed, or does not know the language
            name = None
    return name or locale


def with_languages(
    shell: Shell,
    here: SiteLanguage,
    languages: Sequence[SiteLanguage],
    page: str,
    root: str,
    base_url: str | None,
) -> Shell:
    """Return what stands around a page with the ways to the same page in other languages.

    Args:
        shell: what stands around it.
        here: the page's own language.
        languages: all languages of the site.
        page: where the page lies from the top of its language.
        root: the way from the page to the top of its language.
        base_url: where the site will lie, for the addresses that search engines read.
    """
    if len(languages) < 2:
        return shell
    addresses = Addresses(base_url) if base_url else None
    links = tuple(
        LanguageLink(
            words=own_name(each.locale),
            href=f"{root}{here.to_top}{each.folder}{page}",
            locale=each.locale,
            is_here=each == here,
            address=addresses.of(f"{each.folder}{page}".removesuffix("index.html")) if addresses else None,
        )
        for each in languages
    )
    return replace(shell, languages=links)
