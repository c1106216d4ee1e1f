"""sitemap.xml and robots.txt: which pages there are, for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

MOST = 50_000
"""Pages that one sitemap may name; a larger site has several, and one that names them."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """One page of a sitemap."""

    address: str
    changed: date | None = None
    """The day of its record's last change; left out where the record tells none."""
    alternates: tuple[tuple[str, str], ...] = ()
    """The same page in every language of the site: language tag and address."""


def make_sitemap(entries: Iterable[Entry]) -> str:
    """Return the sitemap of some pages."""
    return _xml("urlset", "url", entries)


def make_sitemap_index(addresses: Iterable[str]) -> str:
    """Return the sitemap that names sitemaps."""
    return _xml("sitemapindex", "sitemap", map(Entry, addresses))


def parts(pages: Sequence[str], most: int = MOST) -> list[Sequence[str]]:
    """Return pages in parts, each small enough for one sitemap."""
    return [pages[start : start + most] for start in range(0, len(pages), most)]


def make_robots(sitemap: str | None) -> str:
    """Return a robots.txt that lets everyone read everything.

    Args:
        sitemap: the whole address of the sitemap.
    """
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")


def _xml(root: str, element: str, entries: Iterable[Entry]) -> str:
    lines, more = [], ""
    for address, changed, alternates in entries:
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(other)}"/>'
            for language, other in alternates
        )
        more = _XHTML if links else more
        lines.append(f"<{element}><loc>{escape(address)}</loc>{day}{links}</{element}>\n")
    return f'{_HEAD}<{root} xmlns="{_NAMESPACE}"{more}>\n{"".join(lines)}</{root}>\n'
