"""The shell of each page of a site: its menu, trail and foot, with addresses as seen from the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ketacontent.pages.overviews import HOME, overview_title
from ketacontent.pages.words import Words
from ketacontent.rendering.shell import Shell, ShellLink

MENU = ("topic", "side-effect", "route", "step", "faq", "law")
"""Overviews of the menu, in order; those that a catalog lacks are left out."""
FOOT = ("about", "claim", "references", "glossary-term", "myth", "checklist", "newsletter")
"""Overviews of the foot."""
_SEEN_FROM_FIRST = (
    "stylesheet_href",
    "first_script_href",
    "script_href",
    "icon_href",
    "search_href",
    "feed_href",
)
"""Addresses of a site's shell that differ from page to page."""


def seen_from(site: Shell, way: str) -> Shell:
    """Return a site's shell as seen from a page, or from another first page, that lies `way` below."""
    given = {name: getattr(site, name) for name in _SEEN_FROM_FIRST}
    seen: dict[str, Any] = {name: f"{way}{place}" for name, place in given.items() if place}
    return replace(site, **seen)


class SiteShell:
    """Makes the shells of one site.

    Args:
        words: of the site's locale.
        title: the name of the site.
        names: the overviews that the site has.
        site: what is the same on every page; addresses in it are seen from the first page.
    """

    def __init__(self, words: Words, title: str, names: Sequence[str], site: Shell) -> None:
        self.words = words
        self.title = title
        self.site = site
        self.names = names

    def for_overview(self, name: str, root: str) -> Shell:
        """Return the shell of an overview whose file lies `root` away from the first page."""
        trail = () if name == HOME else (self._home(root),)
        return self._shell(root, name, trail, has_contents=False)

    def for_record(self, kind: str, root: str) -> Shell:
        """Return the shell of a record's page."""
        trail = [self._home(root)]
        if kind in self.names:
            trail.append(self._link(kind, root))
        return self._shell(root, "", tuple(trail), has_contents=True)

    def _shell(self, root: str, here: str, trail: tuple[ShellLink, ...], *, has_contents: bool) -> Shell:
        return replace(
            seen_from(self.site, root),
            home=ShellLink(self.title, f"{root}index.html", here == HOME),
            navigation=self._links(MENU, root, here),
            footer_links=self._links(FOOT, root, here),
            trail=trail,
            has_contents=has_contents,
        )

    def _home(self, root: str) -> ShellLink:
        return ShellLink(overview_title(HOME, self.words), f"{root}index.html")

    def _link(self, name: str, root: str, here: str = "") -> ShellLink:
        return ShellLink(overview_title(name, self.words), f"{root}{name}/index.html", name == here)

    def _links(self, names: tuple[str, ...], root: str, here: str) -> tuple[ShellLink, ...]:
        return tuple(self._link(name, root, here) for name in names if name in self.names)
